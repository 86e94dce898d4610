package org.topcoffea.scheduler.internal.allocation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.topcoffea.scheduler.CategoryMemory.Bucket;

/**
 * Peaks of one resource over the good tasks of a category, each rounded up to the end of its bucket, with the times of the
 * tasks. The first allocation is chosen among the buckets.
 */
final class Histogram {
    private static final class Cell {
        long count;
        double time;
    }

    private final Resource resource;
    private final TreeMap<Long, Cell> cells = new TreeMap<>();
    private long count;
    private double time;

    Histogram(Resource resource) {
        this.resource = resource;
    }

    Resource resource() {
        return resource;
    }

    void add(long value, double seconds) {
        add(resource.roundUp(value), 1, seconds);
    }

    void add(long top, long tasks, double seconds) {
        Cell cell = cells.computeIfAbsent(top, t -> new Cell());
        cell.count += tasks;
        cell.time += seconds;
        count += tasks;
        time += seconds;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** The end of the last bucket; 0 without values. */
    long max() {
        return cells.isEmpty() ? 0 : cells.lastKey();
    }

    List<Bucket> buckets() {
        List<Bucket> buckets = new ArrayList<>();
        cells.forEach((top, cell) -> buckets.add(new Bucket(top, cell.count, cell.time)));
        return buckets;
    }

    /**
     * The bucket end {@code k} with the least {@code k τ + m T(k)}: each task holds {@code k} for the mean time {@code τ},
     * and those whose peak is above {@code k} hold the maximum {@code m} for their own time again.
     */
    long leastWaste(long maximum) {
        double mean = time / count;
        double after = time;
        double least = Double.POSITIVE_INFINITY;
        long best = maximum;
        for (Map.Entry<Long, Cell> entry : cells.entrySet()) {
            after -= entry.getValue().time;
            long k = entry.getKey();
            double waste = k * mean + maximum * Math.max(0, after) / count;
            if (k >= 1 && waste < least) {
                least = waste;
                best = k;
            }
        }
        return best;
    }

    /**
     * The bucket end {@code k} with the most tasks per time: {@code m / k} at once for those that fit, one for each of the
     * others, over the mean time and that of second attempts.
     */
    long mostThroughput(long maximum) {
        double mean = time / count;
        double after = time;
        long fit = 0;
        double most = Double.NEGATIVE_INFINITY;
        long best = maximum;
        for (Map.Entry<Long, Cell> entry : cells.entrySet()) {
            after -= entry.getValue().time;
            fit += entry.getValue().count;
            long k = entry.getKey();
            if (k < 1) {
                continue;
            }
            double tasks = (double) fit * maximum / k + (count - fit);
            double rate = tasks / (mean + Math.max(0, after) / count);
            if (rate > most) {
                most = rate;
                best = k;
            }
        }
        return best;
    }
}
