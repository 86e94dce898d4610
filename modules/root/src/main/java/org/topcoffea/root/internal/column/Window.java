package org.topcoffea.root.internal.column;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.topcoffea.root.ByteSource;

/** Baskets or pages of neighbouring entries that are fetched together. */
final class Window {
    private final long end;
    private final long[] positions;
    private final int[] at;
    private final byte[] bytes;
    private final ByteSource.Pending pending;
    private boolean arrived;

    /**
     * Begins to fetch ranges.
     *
     * @param end the entry behind those that need these bytes
     * @param positions where the ranges lie, ascending
     * @param lengths how long they are
     */
    Window(ByteSource source, long end, long[] positions, int[] lengths) {
        this.end = end;
        this.positions = positions;
        this.at = new int[positions.length + 1];
        for (int i = 0; i < lengths.length; i++) {
            at[i + 1] = at[i] + lengths[i];
        }
        this.bytes = new byte[at[lengths.length]];
        MemorySegment whole = MemorySegment.ofArray(bytes);
        MemorySegment[] targets = new MemorySegment[lengths.length];
        for (int i = 0; i < lengths.length; i++) {
            targets[i] = whole.asSlice(at[i], lengths[i]);
        }
        this.pending = source.start(positions, targets);
    }

    long end() {
        return end;
    }

    int size() {
        return bytes.length;
    }

    /** Fills a segment if its bytes are in this window, waiting for them. */
    boolean read(long position, MemorySegment target) {
        int found = Arrays.binarySearch(positions, position);
        int range = found >= 0 ? found : -found - 2;
        if (range < 0) {
            return false;
        }
        long within = position - positions[range];
        if (within + target.byteSize() > at[range + 1] - at[range]) {
            return false;
        }
        if (!arrived) {
            pending.await();
            arrived = true;
        }
        MemorySegment.copy(MemorySegment.ofArray(bytes), at[range] + within, target, 0, target.byteSize());
        return true;
    }

    void discard() {
        if (!arrived) {
            pending.cancel();
        }
    }
}
