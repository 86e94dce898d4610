package org.topcoffea.task;

import java.util.List;
import org.topcoffea.plan.Chunk;
import org.topcoffea.runner.ChunkMetrics;
import org.topcoffea.runner.ChunkRunner;

/** What the pieces of a chunk cost together. */
final class Metrics {
    private Metrics() {}

    static ChunkMetrics sum(Chunk chunk, List<ChunkRunner.Outcome> outcomes, int attempt) {
        long started = Long.MAX_VALUE;
        double end = 0;
        double cpu = 0;
        long events = 0;
        long read = 0;
        long decompressed = 0;
        for (ChunkRunner.Outcome outcome : outcomes) {
            ChunkMetrics one = outcome.metrics();
            started = Math.min(started, one.started());
            end = Math.max(end, one.started() / 1e3 + one.wallSeconds());
            cpu = one.cpuSeconds() < 0 || cpu < 0 ? -1 : cpu + one.cpuSeconds();
            events += one.events();
            read += one.bytesRead();
            decompressed += one.bytesDecompressed();
        }
        String where = outcomes.getFirst().metrics().where();
        double wall =
                outcomes.size() == 1 ? outcomes.getFirst().metrics().wallSeconds() : Math.max(0, end - started / 1e3);
        return new ChunkMetrics(chunk, where, started, wall, cpu, events, read, decompressed, attempt);
    }
}
