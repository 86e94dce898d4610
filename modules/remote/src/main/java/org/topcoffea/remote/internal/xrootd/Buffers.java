package org.topcoffea.remote.internal.xrootd;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory outside of the heap for answers, used again and again. An answer goes to such a buffer and is copied from there:
 * so the reader of a connection never touches memory of somebody who has given up waiting. Thread-safe.
 */
final class Buffers {
    private static final int SMALLEST_BITS = 16;
    private static final int LARGEST_BITS = 24;
    private static final long MOST_IDLE = 64 << 20;

    private final List<ArrayDeque<ByteBuffer>> idle = new ArrayList<>();
    private long idleBytes;

    Buffers() {
        for (int bits = SMALLEST_BITS; bits <= LARGEST_BITS; bits++) {
            idle.add(new ArrayDeque<>());
        }
    }

    /** A buffer with that many bytes left. */
    ByteBuffer take(int length) {
        int bits = Math.max(SMALLEST_BITS, 32 - Integer.numberOfLeadingZeros(Math.max(1, length) - 1));
        if (bits > LARGEST_BITS) {
            return ByteBuffer.allocateDirect(length);
        }
        ByteBuffer known;
        synchronized (idle) {
            known = idle.get(bits - SMALLEST_BITS).pollLast();
            idleBytes -= known == null ? 0 : known.capacity();
        }
        return (known == null ? ByteBuffer.allocateDirect(1 << bits) : known)
                .clear()
                .limit(length);
    }

    /** Gives a buffer back that nobody uses any more. */
    void give(ByteBuffer buffer) {
        int bits = 31 - Integer.numberOfLeadingZeros(buffer.capacity());
        if (buffer.capacity() != 1 << bits || bits < SMALLEST_BITS || bits > LARGEST_BITS) {
            return;
        }
        synchronized (idle) {
            if (idleBytes + buffer.capacity() <= MOST_IDLE) {
                idle.get(bits - SMALLEST_BITS).addLast(buffer);
                idleBytes += buffer.capacity();
            }
        }
    }
}
