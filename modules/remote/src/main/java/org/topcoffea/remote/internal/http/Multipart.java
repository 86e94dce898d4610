package org.topcoffea.remote.internal.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes an answer of type {@code multipart/byteranges} (RFC 9110, 14.6) apart as it arrives. The length of each part is that
 * of its {@code Content-Range}, so that the content is never searched for the boundary.
 */
final class Multipart {
    private static final Pattern BOUNDARY = Pattern.compile(
            "(?i)multipart/byteranges\\s*;(?:.*;)?\\s*boundary=(?:\"([^\"]{1,200})\"|([^\\s;\"]{1,200})).*");
    private static final int MAX_LINE = 8192;
    private static final int MAX_HEADERS = 64;

    private enum State {
        /** Before a boundary. */
        BETWEEN,
        /** Among the headers of a part. */
        HEADERS,
        /** In the content of a part. */
        CONTENT,
        /** Behind the last boundary. */
        END
    }

    private final String boundary;
    private final Sink sink;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    private State state = State.BETWEEN;
    private int headers;
    private long position = -1;
    private long left;
    private long total = -1;

    Multipart(String boundary, Sink sink) {
        this.boundary = boundary;
        this.sink = sink;
    }

    /** The boundary that a {@code Content-Type} names, if it is of this type. */
    static Optional<String> boundary(String contentType) {
        Matcher matcher = BOUNDARY.matcher(contentType);
        return matcher.matches()
                ? Optional.of(matcher.group(1) == null ? matcher.group(2) : matcher.group(1))
                : Optional.empty();
    }

    /** The size of the file as the parts told it; -1 if none did. */
    long total() {
        return total;
    }

    /**
     * Takes the next bytes of the answer.
     *
     * @throws MalformedAnswer if they make no sense
     */
    void accept(ByteBuffer bytes) throws MalformedAnswer {
        while (bytes.hasRemaining() && state != State.END) {
            if (state == State.CONTENT) {
                content(bytes);
            } else {
                text(bytes);
            }
        }
    }

    private void content(ByteBuffer bytes) {
        int count = (int) Math.min(left, bytes.remaining());
        ByteBuffer part = bytes.slice(bytes.position(), count);
        sink.put(position, part);
        bytes.position(bytes.position() + count);
        position += count;
        left -= count;
        if (left == 0) {
            state = State.BETWEEN;
        }
    }

    private void text(ByteBuffer bytes) throws MalformedAnswer {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
                line.reset();
                line(text);
                return;
            }
            if (line.size() >= MAX_LINE) {
                throw new MalformedAnswer("a line of more than " + MAX_LINE + " bytes between its parts");
            }
            line.write(next);
        }
    }

    private void line(String text) throws MalformedAnswer {
        if (state == State.BETWEEN) {
            if (text.equals("--" + boundary + "--")) {
                state = State.END;
            } else if (text.equals("--" + boundary)) {
                state = State.HEADERS;
                headers = 0;
                position = -1;
            } else if (!text.isEmpty()) {
                throw new MalformedAnswer("something else than its boundary between its parts");
            }
            return;
        }
        if (text.isEmpty()) {
            if (position < 0) {
                throw new MalformedAnswer("a part without a range");
            }
            state = State.CONTENT;
            return;
        }
        if (++headers > MAX_HEADERS) {
            throw new MalformedAnswer("a part with more than " + MAX_HEADERS + " headers");
        }
        header(text);
    }

    private void header(String text) throws MalformedAnswer {
        int colon = text.indexOf(':');
        if (colon > 0
                && text.substring(0, colon).strip().toLowerCase(Locale.ROOT).equals("content-range")) {
            ContentRange range = ContentRange.parse(text.substring(colon + 1))
                    .orElseThrow(() -> new MalformedAnswer("a part with the range '" + text + "'"));
            position = range.first();
            left = range.length();
            total = Math.max(total, range.total());
        }
    }
}
