package org.topcoffea.remote.internal.xrootd.security;

/** Opens a way for the fuzz test. */
public final class GsiFuzz {
    private GsiFuzz() {}

    /** Takes a message apart and puts it together again. */
    public static void parse(byte[] bytes) throws SecurityFailure {
        GsiMessage.parse(bytes).encode();
    }
}
