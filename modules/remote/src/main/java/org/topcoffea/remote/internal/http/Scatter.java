package org.topcoffea.remote.internal.http;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * Puts bytes of a file, as they arrive, into the segments that want them. What nobody wants, or what comes twice, is
 * dropped. Safe for use by the thread that brings bytes and the one that ends it.
 */
final class Scatter implements Sink {
    private final long[] positions;
    private final MemorySegment[] targets;
    private final long[] filled;
    private boolean ended;
    private int hint;

    /**
     * Begins with nothing.
     *
     * @param positions where ranges begin, ascending and not overlapping
     * @param targets one for each
     */
    Scatter(long[] positions, MemorySegment[] targets) {
        this.positions = positions;
        this.targets = targets;
        this.filled = new long[positions.length];
    }

    @Override
    public synchronized void put(long position, ByteBuffer bytes) {
        long at = position;
        while (bytes.hasRemaining() && !ended) {
            int range = find(at);
            if (range == positions.length) {
                break;
            }
            long begin = positions[range] + filled[range];
            if (begin > at) {
                long skip = Math.min(begin - at, bytes.remaining());
                bytes.position(bytes.position() + (int) skip);
                at += skip;
                continue;
            }
            long within = at - positions[range];
            long count = Math.min(bytes.remaining(), targets[range].byteSize() - within);
            MemorySegment.copy(MemorySegment.ofBuffer(bytes), 0, targets[range], within, count);
            filled[range] = Math.max(filled[range], within + count);
            bytes.position(bytes.position() + (int) count);
            at += count;
        }
        bytes.position(bytes.limit());
    }

    /** The first range that ends behind a position. Positions ascend mostly, hence the search from the last one. */
    private int find(long at) {
        if (hint > 0 && at < end(hint - 1)) {
            hint = 0;
        }
        while (hint < positions.length && end(hint) <= at) {
            hint++;
        }
        return hint;
    }

    private long end(int range) {
        return positions[range] + targets[range].byteSize();
    }

    @Override
    public synchronized void end() {
        ended = true;
    }

    /** Whether a range has all its bytes. */
    synchronized boolean complete(int range) {
        return filled[range] == targets[range].byteSize();
    }

    /** How many ranges lack bytes. */
    synchronized int missing() {
        int missing = 0;
        for (int i = 0; i < positions.length; i++) {
            missing += complete(i) ? 0 : 1;
        }
        return missing;
    }
}
