package org.topcoffea.remote.internal.policy;

import java.lang.foreign.MemorySegment;

/**
 * One request for several ranges.
 *
 * @param positions where they begin, ascending and not overlapping
 * @param targets takes them
 */
record Request(long[] positions, MemorySegment[] targets) {
    long bytes() {
        long bytes = 0;
        for (MemorySegment target : targets) {
            bytes += target.byteSize();
        }
        return bytes;
    }

    /** The same request into memory of its own, as a second attempt beside the first. */
    Request twin() {
        MemorySegment[] own = new MemorySegment[targets.length];
        for (int i = 0; i < own.length; i++) {
            own[i] = MemorySegment.ofArray(new byte[Math.toIntExact(targets[i].byteSize())]);
        }
        return new Request(positions, own);
    }

    /** Takes the bytes of a twin. */
    void copyFrom(Request twin) {
        for (int i = 0; i < targets.length; i++) {
            MemorySegment.copy(twin.targets[i], 0, targets[i], 0, targets[i].byteSize());
        }
    }
}
