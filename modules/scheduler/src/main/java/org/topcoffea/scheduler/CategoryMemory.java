package org.topcoffea.scheduler;

import java.util.List;
import org.topcoffea.spi.Resources;

/**
 * What is known of a category from its finished tasks; it survives the manager in the journal.
 *
 * @param category its name
 * @param maxSeen the largest values measured
 * @param first what first attempts ask for; all open while nothing is known well enough
 * @param tasks good tasks
 * @param time their times in all, sending and receiving included, in microseconds
 * @param size their sizes in all
 * @param completions good tasks since the last surprise
 * @param histograms one for each resource, in the order cores, memory, disk, gpus
 */
public record CategoryMemory(
        String category,
        Resources maxSeen,
        Resources first,
        long tasks,
        double time,
        double size,
        int completions,
        List<List<Bucket>> histograms) {
    /** Copies. */
    public CategoryMemory {
        histograms = histograms.stream().map(List::copyOf).toList();
    }

    /**
     * Tasks whose peak was in one bucket of a resource.
     *
     * @param top the largest value in the bucket
     * @param count how many
     * @param time how long they ran in all, in seconds
     */
    public record Bucket(long top, long count, double time) {}
}
