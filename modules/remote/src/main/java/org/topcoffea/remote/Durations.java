package org.topcoffea.remote;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many requests took how long, in steps of about 9 %. Those of several programs can be added, which a median alone could
 * not.
 *
 * @param counts how many requests fell into each step, by its number, 0 for a tenth of a millisecond; without empty steps
 */
public record Durations(SortedMap<Integer, Long> counts) {
    /** No request. */
    public static final Durations NONE = new Durations(new TreeMap<>());

    private static final double STEPS_PER_OCTAVE = 8;
    private static final double SMALLEST_NANOS = 1e5;
    private static final int LAST = 219;

    /**
     * Copies the counts.
     *
     * @throws IllegalArgumentException if a step does not exist or a count is not positive
     */
    public Durations {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        counts.forEach((step, count) -> {
            if (step < 0 || step > LAST || count <= 0) {
                throw new IllegalArgumentException("there cannot be " + count + " durations of step " + step);
            }
        });
    }

    /** How many steps there are. */
    public static int steps() {
        return LAST + 1;
    }

    /** The step of a duration. */
    public static int step(long nanos) {
        double octaves = Math.log(Math.max(1, nanos / SMALLEST_NANOS)) / Math.log(2);
        return Math.clamp((long) (octaves * STEPS_PER_OCTAVE), 0, LAST);
    }

    /** The upper edge of a step, in nanoseconds. */
    public static long edgeNanos(int step) {
        return (long) (SMALLEST_NANOS * Math.pow(2, (step + 1) / STEPS_PER_OCTAVE));
    }

    /** Both together. */
    public Durations plus(Durations other) {
        return combined(other, 1);
    }

    /** Those that are not among earlier ones, of which all are among these. */
    public Durations minus(Durations earlier) {
        return combined(earlier, -1);
    }

    private Durations combined(Durations other, int sign) {
        SortedMap<Integer, Long> combined = new TreeMap<>(counts);
        other.counts.forEach((step, count) -> combined.merge(step, sign * count, Long::sum));
        combined.values().removeIf(count -> count == 0);
        return new Durations(combined);
    }

    /** What a fraction of all requests stays below, in milliseconds; 0 without any. */
    public double quantileMillis(double fraction) {
        double wanted =
                fraction * counts.values().stream().mapToLong(Long::longValue).sum();
        double passed = 0;
        for (Map.Entry<Integer, Long> entry : counts.entrySet()) {
            passed += entry.getValue();
            if (passed >= wanted) {
                return edgeNanos(entry.getKey()) / 1e6;
            }
        }
        return 0;
    }
}
