package org.topcoffea.runner;

import org.topcoffea.plan.Chunk;

/**
 * What one chunk cost.
 *
 * @param chunk the events that were asked for
 * @param where the thread or worker
 * @param started when it began, in milliseconds since 1970
 * @param wallSeconds how long it took
 * @param cpuSeconds the processor time of its thread; negative where the platform does not tell
 * @param events how many events were processed
 * @param bytesRead compressed bytes read from the file
 * @param bytesDecompressed bytes after decompression
 * @param attempt 1 for the first attempt
 */
public record ChunkMetrics(
        Chunk chunk,
        String where,
        long started,
        double wallSeconds,
        double cpuSeconds,
        long events,
        long bytesRead,
        long bytesDecompressed,
        int attempt) {}
