package org.topcoffea.remote.internal.xrootd.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * Where a server sends us.
 *
 * @param host a host name or address without brackets; or, if {@code url} is true, a whole URL
 * @param port the port; 0 if none was said
 * @param opaque what has to be added to the path's query; may be empty
 * @param token what has to be said at login; may be empty
 * @param url whether {@code host} is a whole URL
 */
public record Redirection(String host, int port, String opaque, String token, boolean url) {
    /**
     * Takes the body of an answer apart.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Redirection parse(byte[] body) {
        if (body.length < 5) {
            throw new IllegalArgumentException("a redirection without a host");
        }
        int port = ByteBuffer.wrap(body).getInt();
        String text = new String(body, 4, body.length - 4, UTF_8).strip();
        int nul = text.indexOf('\0');
        text = nul < 0 ? text : text.substring(0, nul);
        if (port < 0 || text.contains("://")) {
            return new Redirection(text, 0, "", "", true);
        }
        String[] parts = text.split("\\?", 3);
        String host = parts[0];
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty() || port > 65_535 || host.chars().anyMatch(c -> c <= ' ' || c == '/' || c == '@')) {
            throw new IllegalArgumentException("a redirection to no host");
        }
        return new Redirection(host, port, parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : "", false);
    }
}
