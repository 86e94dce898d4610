package org.topcoffea.remote.internal.policy;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.topcoffea.remote.Durations;

/** Counts durations in the steps of {@link Durations}. Thread-safe. */
final class Latencies {
    private final AtomicLongArray counts = new AtomicLongArray(Durations.steps());

    void add(long nanos) {
        counts.incrementAndGet(Durations.step(nanos));
    }

    long count() {
        long count = 0;
        for (int i = 0; i < counts.length(); i++) {
            count += counts.get(i);
        }
        return count;
    }

    /** The duration in nanoseconds that a fraction of all stays below, as the upper edge of its step; 0 without any. */
    long quantile(double fraction) {
        double wanted = count() * fraction;
        double passed = 0;
        for (int i = 0; i < counts.length(); i++) {
            passed += counts.get(i);
            if (passed > 0 && passed >= wanted) {
                return Durations.edgeNanos(i);
            }
        }
        return 0;
    }

    /** All that were counted so far. */
    Durations durations() {
        SortedMap<Integer, Long> taken = new TreeMap<>();
        for (int i = 0; i < counts.length(); i++) {
            long count = counts.get(i);
            if (count > 0) {
                taken.put(i, count);
            }
        }
        return new Durations(taken);
    }
}
