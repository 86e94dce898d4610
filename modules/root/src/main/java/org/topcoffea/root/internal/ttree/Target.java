package org.topcoffea.root.internal.ttree;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The array that values are decoded into, with the view of it that floating-point values need; made once for each array. */
final class Target {
    private Object array = new byte[0];
    private MemorySegment segment = MemorySegment.NULL;

    /** An array of at least some length, the one given if that is long enough. */
    @SuppressWarnings("ReferenceEquality") // whether it is the same array
    Target room(Values values, @Nullable Object reuse, int length) {
        Object room = values.room(reuse, length);
        if (room != array) {
            array = room;
            segment = switch (room) {
                case float[] floats -> MemorySegment.ofArray(floats);
                case double[] doubles -> MemorySegment.ofArray(doubles);
                default -> MemorySegment.NULL;
            };
        }
        return this;
    }

    Object array() {
        return array;
    }

    MemorySegment segment() {
        return segment;
    }
}
