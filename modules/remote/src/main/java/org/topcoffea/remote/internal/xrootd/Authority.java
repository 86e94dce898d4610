package org.topcoffea.remote.internal.xrootd;

/** Host and port as they are written in URLs. */
final class Authority {
    private Authority() {}

    /** The host alone, an IPv6 address without brackets. */
    static String host(String authority) {
        if (authority.startsWith("[")) {
            int end = authority.indexOf(']');
            return end < 0 ? authority : authority.substring(1, end);
        }
        int colon = authority.lastIndexOf(':');
        return colon < 0 || colon != authority.indexOf(':') ? authority : authority.substring(0, colon);
    }
}
