package org.topcoffea.scheduler;

/**
 * What a chunk took that was processed well.
 *
 * @param events its events, at least 1
 * @param wallTime microseconds of execution
 * @param memory peak MB; negative if it was not measured
 * @param outputBytes bytes of its partial result; negative if that is not known
 */
public record ChunkReport(long events, long wallTime, long memory, long outputBytes) {
    /** Checks the number of events. */
    public ChunkReport {
        if (events < 1) {
            throw new IllegalArgumentException("a chunk has at least 1 event, not " + events);
        }
    }
}
