package org.topcoffea.remote.internal.xrootd.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The server believes the names of user and group that this machine says. */
public final class UnixMechanism implements Mechanism {
    @Override
    public String name() {
        return "unix";
    }

    @Override
    public byte[] begin() {
        return ("unix\0" + System.getProperty("user.name", "nobody") + " " + group() + "\0").getBytes(UTF_8);
    }

    private static String group() {
        try {
            Object group = Files.getAttribute(Path.of("/proc/self"), "unix:group");
            return group.toString();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return "nogroup";
        }
    }
}
