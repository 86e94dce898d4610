package org.topcoffea.remote.internal.xrootd.session;

/**
 * A server, as whom and how.
 *
 * @param host name or address, an IPv6 address without brackets
 * @param port its port
 * @param tls whether the connection has to be encrypted even if the server does not ask for it
 * @param user the name to log in with
 */
public record Endpoint(String host, int port, boolean tls, String user) {
    /** Host and port as they are written in URLs. */
    public String authority() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public String toString() {
        return (tls ? "roots://" : "root://") + authority();
    }
}
