package org.topcoffea.wire.internal;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.topcoffea.wire.Address;

/** One simple question over HTTP, as catalogs understand them. */
public final class HttpQuery {
    private static final int LIMIT = 64 << 20;

    private HttpQuery() {}

    /**
     * The body of the answer.
     *
     * @throws IOException when there is none, or its status is not 200
     */
    public static String get(Address place, String path, Duration timeout) throws IOException {
        Deadline deadline = new Deadline(timeout);
        try (Socket socket = deadline.connect(place)) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + place
                    + "\r\nUser-Agent: topcoffea\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return body(new String(deadline.readAll(socket, LIMIT), StandardCharsets.UTF_8));
        }
    }

    private static String body(String answer) throws IOException {
        int line = answer.indexOf('\n');
        String status = line < 0 ? answer : answer.substring(0, line).strip();
        if (!status.matches("HTTP/1\\.\\d 200.*")) {
            throw new IOException("answers '" + Texts.shortened(status) + "'");
        }
        int lf = answer.indexOf("\n\n");
        int crlf = answer.indexOf("\r\n\r\n");
        if (lf < 0 && crlf < 0) {
            throw new IOException("the answer ends within its headers");
        }
        return crlf >= 0 && (lf < 0 || crlf < lf) ? answer.substring(crlf + 4) : answer.substring(lf + 2);
    }
}
