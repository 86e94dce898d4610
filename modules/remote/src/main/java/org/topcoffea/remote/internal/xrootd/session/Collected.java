package org.topcoffea.remote.internal.xrootd.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Keeps a short answer. */
public final class Collected implements Sink {
    private static final int STEP = 1 << 16;

    private final int limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);

    /**
     * Makes an empty one.
     *
     * @param limit the most bytes the answer may have
     */
    public Collected(int limit) {
        this.limit = limit;
    }

    @Override
    public void restart() {
        bytes.reset();
    }

    @Override
    public void part(Body body) throws IOException {
        if (body.remaining() > limit - bytes.size()) {
            throw LinkFailure.garbage("an answer of more than the " + limit + " bytes that were to be expected");
        }
        while (body.remaining() > 0) {
            byte[] step = new byte[Math.min(body.remaining(), STEP)];
            body.fill(ByteBuffer.wrap(step));
            bytes.writeBytes(step);
        }
    }

    /** All bytes that came. */
    public byte[] bytes() {
        return bytes.toByteArray();
    }

    /** The answer as text, without a final zero. */
    public String text() {
        String text = bytes.toString(UTF_8);
        int nul = text.indexOf('\0');
        return nul < 0 ? text : text.substring(0, nul);
    }
}
