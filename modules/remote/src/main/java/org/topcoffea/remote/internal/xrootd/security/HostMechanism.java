package org.topcoffea.remote.internal.xrootd.security;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The server believes what the name service says of the address it is called from. */
public final class HostMechanism implements Mechanism {
    @Override
    public String name() {
        return "host";
    }

    @Override
    public byte[] begin() {
        return "host\0".getBytes(UTF_8);
    }
}
