package org.topcoffea.remote.internal.policy;

import java.util.concurrent.atomic.AtomicLongArray;

/** A histogram of durations in steps of about 9 %, from a tenth of a millisecond to hours. Thread-safe. */
final class Latencies {
    private static final double STEPS_PER_OCTAVE = 8;
    private static final double SMALLEST_NANOS = 1e5;
    private static final int STEPS = 220;

    private final AtomicLongArray counts = new AtomicLongArray(STEPS);

    void add(long nanos) {
        double octaves = Math.log(Math.max(1, nanos / SMALLEST_NANOS)) / Math.log(2);
        counts.incrementAndGet(Math.clamp((long) (octaves * STEPS_PER_OCTAVE), 0, STEPS - 1));
    }

    long count() {
        long count = 0;
        for (int i = 0; i < STEPS; i++) {
            count += counts.get(i);
        }
        return count;
    }

    /** The duration in nanoseconds that a fraction of all stays below, as the upper edge of its step; 0 without any. */
    long quantile(double fraction) {
        double wanted = count() * fraction;
        double passed = 0;
        for (int i = 0; i < STEPS; i++) {
            passed += counts.get(i);
            if (passed > 0 && passed >= wanted) {
                return (long) (SMALLEST_NANOS * Math.pow(2, (i + 1) / STEPS_PER_OCTAVE));
            }
        }
        return 0;
    }
}
