package org.topcoffea.scheduler.internal.allocation;

import java.util.List;
import org.topcoffea.scheduler.AllocationMode;
import org.topcoffea.scheduler.CategoryMemory.Bucket;
import org.topcoffea.spi.Resources;

/**
 * What a category learns of the resources of its tasks, as Work Queue does it: peaks go to histograms, and every so many
 * tasks the first allocation is chosen anew. As long as peaks are still growing, everything learnt is dropped again.
 */
public final class Learner {
    /**
     * What bounds the first allocation.
     *
     * @param mode how it is chosen
     * @param minimum never less
     * @param maximum never more; open values for no limit
     * @param largest the largest connected worker
     */
    public record Bounds(AllocationMode mode, Resources minimum, Resources maximum, Resources largest) {}

    private final List<Histogram> histograms =
            Resource.ALL.stream().map(Histogram::new).toList();
    private final int steadyTasks;
    private Resources maxSeen = Resources.OPEN;
    private Resources first = Resources.OPEN;
    private int completions;

    /**
     * Knows nothing.
     *
     * @param steadyTasks good tasks before what was learnt is used
     */
    public Learner(int steadyTasks) {
        this.steadyTasks = steadyTasks;
    }

    /** Takes the peaks of an attempt that ended; only good ones count as completions. */
    public void accumulate(Resources measured, double seconds, boolean good, Bounds bounds) {
        if (!steady() && grows(measured, bounds.maximum())) {
            first = Resources.OPEN;
            completions = 0;
        }
        maxSeen = Amounts.max(maxSeen, measured);
        if (!good) {
            return;
        }
        for (Histogram histogram : histograms) {
            long value = histogram.resource().of(measured);
            if (value >= 0) {
                histogram.add(value, seconds);
            }
        }
        completions++;
        if (completions % steadyTasks == 0) {
            choose(bounds);
        }
    }

    private boolean grows(Resources measured, Resources maximum) {
        return histograms.stream()
                .anyMatch(h -> h.resource().of(maximum) < 0 && h.resource().of(measured) > h.max());
    }

    private void choose(Bounds bounds) {
        if (bounds.mode() == AllocationMode.FIXED) {
            return;
        }
        Resources chosen = new Resources(
                choose(Resource.CORES, bounds), choose(Resource.MEMORY, bounds), choose(Resource.DISK, bounds), -1);
        first = Amounts.max(chosen, bounds.minimum());
    }

    private long choose(Resource resource, Bounds bounds) {
        Histogram histogram = histograms.get(resource.ordinal());
        if (histogram.isEmpty()) {
            return Resources.UNSPECIFIED;
        }
        long explicit = resource.of(bounds.maximum());
        long largest = resource.of(bounds.largest());
        long top = explicit >= 0 ? explicit : Math.max(1, Math.max(largest, resource.of(maxSeen)));
        if (bounds.mode() == AllocationMode.MAX_SEEN) {
            long wanted = resource.roundUp(resource.of(maxSeen) + resource.bucket() / 3);
            long limit = Math.min(explicit >= 0 ? explicit : Long.MAX_VALUE, largest > 0 ? largest : Long.MAX_VALUE);
            return Math.min(wanted, limit);
        }
        long chosen =
                bounds.mode() == AllocationMode.MIN_WASTE ? histogram.leastWaste(top) : histogram.mostThroughput(top);
        return resource.roundUp(Math.min(chosen, top));
    }

    /** Whether what was learnt is used. */
    public boolean steady() {
        return completions >= steadyTasks;
    }

    /** What first attempts ask for; open while that is not known. */
    public Resources first() {
        return first;
    }

    /** The largest values measured; open without measurements. */
    public Resources maxSeen() {
        return maxSeen;
    }

    /** Good tasks since the last surprise. */
    public int completions() {
        return completions;
    }

    /** The histograms, in the order of resources. */
    public List<List<Bucket>> histograms() {
        return histograms.stream().map(Histogram::buckets).toList();
    }

    /** Takes over what another one had learnt; to be called before anything else. */
    public void remember(Resources oldMaxSeen, Resources oldFirst, int oldCompletions, List<List<Bucket>> buckets) {
        maxSeen = oldMaxSeen;
        first = oldFirst;
        completions = oldCompletions;
        for (int i = 0; i < buckets.size(); i++) {
            Histogram histogram = histograms.get(i);
            buckets.get(i).forEach(b -> histogram.add(b.top(), b.count(), b.time()));
        }
    }
}
