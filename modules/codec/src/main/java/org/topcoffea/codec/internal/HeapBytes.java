package org.topcoffea.codec.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A view of part of a segment as part of a byte array: the segment's own array where it has one, else a copy that is
 * overwritten by the next view.
 */
public final class HeapBytes {
    private byte[] copy = new byte[0];
    private byte[] array = copy;
    private int offset;

    public void view(MemorySegment source, long position, int size) {
        if (!source.isNative() && !source.isReadOnly() && source.heapBase().orElse(null) instanceof byte[] bytes) {
            array = bytes;
            offset = (int) (source.address() + position);
            return;
        }
        if (copy.length < size) {
            copy = new byte[Math.max(size, Math.min(2 * copy.length, 1 << 24))];
        }
        MemorySegment.copy(source, ValueLayout.JAVA_BYTE, position, copy, 0, size);
        array = copy;
        offset = 0;
    }

    public byte[] array() {
        return array;
    }

    public int offset() {
        return offset;
    }
}
