package org.topcoffea.remote.internal.xrootd.session;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes that come from a server. Small pieces are read from a buffer, large ones without one. For one thread. */
final class Inflow {
    private static final int CAPACITY = 1 << 16;
    private static final int DIRECTLY = 1 << 13;

    private final Transport transport;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY).limit(0);
    private final ByteBuffer word = ByteBuffer.allocate(4);
    private volatile long lastByte = System.nanoTime();

    Inflow(Transport transport) {
        this.transport = transport;
    }

    /** When bytes came last, by {@link System#nanoTime}. */
    long lastByte() {
        return lastByte;
    }

    /** Fills what is left of a buffer. */
    void fill(ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            if (buffer.hasRemaining()) {
                take(target);
            } else if (target.isDirect() && target.remaining() >= DIRECTLY) {
                count(transport.read(target));
            } else {
                refill();
            }
        }
    }

    int int32() throws IOException {
        if (buffer.remaining() >= 4) {
            return buffer.getInt();
        }
        fill(word.rewind());
        return word.getInt(0);
    }

    private void take(ByteBuffer target) {
        int n = Math.min(buffer.remaining(), target.remaining());
        target.put(target.position(), buffer, buffer.position(), n);
        target.position(target.position() + n);
        buffer.position(buffer.position() + n);
    }

    /** Leaves bytes out. */
    void skip(long length) throws IOException {
        long left = length;
        while (left > 0) {
            if (!buffer.hasRemaining()) {
                refill();
            }
            int n = (int) Math.min(left, buffer.remaining());
            buffer.position(buffer.position() + n);
            left -= n;
        }
    }

    private void refill() throws IOException {
        buffer.clear();
        try {
            count(transport.read(buffer));
        } finally {
            buffer.flip();
        }
    }

    private void count(int n) throws LinkFailure {
        if (n < 0) {
            throw new LinkFailure(LinkFailure.Kind.LOST, "the server ended the connection");
        }
        lastByte = System.nanoTime();
    }
}
