package org.topcoffea.scheduler;

/**
 * What a chunk should take.
 *
 * @param wallTime microseconds; 0 for any time
 * @param memory MB at the peak; 0 for any memory
 * @param outputBytes bytes of its partial result; 0 for any size
 */
public record ChunkTargets(long wallTime, long memory, long outputBytes) {
    /** Checks the ranges. */
    public ChunkTargets {
        if (Math.min(wallTime, Math.min(memory, outputBytes)) < 0) {
            throw new IllegalArgumentException("targets of chunks cannot be negative: " + wallTime + " µs, " + memory
                    + " MB, " + outputBytes + " bytes");
        }
    }
}
