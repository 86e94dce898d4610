package org.topcoffea.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.topcoffea.plan.Chunk;
import org.topcoffea.runner.ChunkRunner;
import org.topcoffea.runner.FilePool;
import org.topcoffea.runner.PartialResult;

/** Cuts a chunk for several threads, and puts together what they made of it. */
final class Pieces {
    private Pieces() {}

    /** The same with the clusters of its file. */
    static List<Chunk> of(Chunk chunk, FilePool files, int count) {
        try (FilePool.Lease lease = files.lease(chunk.file())) {
            return of(chunk, lease.file().tree(chunk.tree()).clusters(), count);
        }
    }

    /**
     * At most {@code count} parts of about equal size, cut where clusters begin.
     *
     * @param clusters ascending cluster starts, ending with the number of entries
     */
    static List<Chunk> of(Chunk chunk, long[] clusters, int count) {
        List<Chunk> pieces = new ArrayList<>();
        long start = chunk.start();
        for (long cluster : clusters) {
            boolean inside = cluster > start && cluster < chunk.stop();
            // The share of those that are left: a large cluster in front leaves less for the others.
            long share = (chunk.stop() - start) / (count - pieces.size());
            if (inside && cluster - start >= share && pieces.size() < count - 1) {
                pieces.add(chunk.withRange(start, cluster));
                start = cluster;
            }
        }
        pieces.add(chunk.withRange(start, chunk.stop()));
        return pieces;
    }

    /** The results of all pieces together, if there is one. */
    static Optional<PartialResult> sum(List<ChunkRunner.Outcome> outcomes) {
        PartialResult whole = null;
        for (ChunkRunner.Outcome outcome : outcomes) {
            PartialResult part = outcome.result().orElse(null);
            if (whole == null) {
                whole = part;
            } else if (part != null) {
                whole.merge(part);
            }
        }
        return Optional.ofNullable(whole);
    }
}
