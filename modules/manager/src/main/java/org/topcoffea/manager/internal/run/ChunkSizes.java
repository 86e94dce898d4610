package org.topcoffea.manager.internal.run;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.ManagerOptions;
import org.topcoffea.runner.ChunkMetrics;
import org.topcoffea.scheduler.ChunkReport;
import org.topcoffea.scheduler.ChunkSizer;
import org.topcoffea.scheduler.ChunkTargets;
import org.topcoffea.task.TaskReport;

/** Changes the size of chunks, where the user has said how long or how large a task should be. */
final class ChunkSizes {
    private static final long UNKNOWN = -1;

    private final RunBook book;
    private final ChunkSizer sizer;
    private final boolean wanted;

    /**
     * Begins with the size of the plan.
     *
     * @param book cuts the chunks
     * @param options say what a task should take
     * @param initial events of a chunk while nothing is known
     */
    ChunkSizes(RunBook book, ManagerOptions options, long initial) {
        this.book = book;
        this.wanted =
                options.targetSeconds().isPresent() || options.targetMemory().isPresent();
        this.sizer = new ChunkSizer(
                new ChunkTargets(
                        options.targetSeconds().orElse(0) * 1_000_000,
                        options.targetMemory().orElse(0),
                        0),
                initial);
    }

    /**
     * A chunk was too much: its sample gets smaller ones from now on.
     *
     * @return the numbers of events of the parts it is to be cut into; empty if it cannot be cut
     */
    List<Long> tooMuch(Chunk chunk) {
        List<Long> parts = sizer.split(chunk.dataset(), chunk.size(), 1);
        book.retarget(chunk.dataset(), sizer.size(chunk.dataset(), 0));
        return parts;
    }

    /** Chunks that earlier lives of the manager had processed; what memory they took is not known any more. */
    void remember(List<ChunkMetrics> earlier) {
        if (!wanted) {
            return;
        }
        Set<String> samples = new LinkedHashSet<>();
        for (ChunkMetrics chunk : earlier) {
            if (chunk.events() > 0) {
                String sample = chunk.chunk().dataset();
                sizer.report(
                        sample,
                        new ChunkReport(chunk.events(), Math.round(chunk.wallSeconds() * 1e6), UNKNOWN, UNKNOWN));
                samples.add(sample);
            }
        }
        samples.forEach(sample -> book.retarget(sample, sizer.size(sample, 0)));
    }

    /** A chunk was processed, the whole of it. */
    void processed(TaskReport.Processed report) {
        if (wanted) {
            String sample = report.metrics().chunk().dataset();
            sizer.report(
                    sample,
                    new ChunkReport(
                            report.metrics().events(),
                            Math.round(report.metrics().wallSeconds() * 1e6),
                            report.usage().memory(),
                            UNKNOWN));
            book.retarget(sample, sizer.next(sample, 0));
        }
    }
}
