package org.topcoffea.scheduler.internal.allocation;

import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.topcoffea.spi.Resources;

/** Arithmetic of resources, value by value. */
public final class Amounts {
    /** Nothing of anything. */
    public static final Resources ZERO = new Resources(0, 0, 0, 0);

    private Amounts() {}

    /** What the upper one says, and the lower one where that is open. */
    public static Resources override(Resources lower, Resources upper) {
        if (upper.equals(Resources.OPEN)) {
            return lower;
        }
        return both(lower, upper, (l, u) -> u >= 0 ? u : l);
    }

    /** What is more than was not enough; the other values become open. */
    public static Resources above(Resources a, Resources floor) {
        return both(a, floor, (v, f) -> v > f ? v : Resources.UNSPECIFIED);
    }

    /** What does not exceed a limit; the other values become open. */
    public static Resources upTo(Resources a, Resources limit) {
        return both(a, limit, (v, l) -> v <= l ? v : Resources.UNSPECIFIED);
    }

    /** The larger values; open is less than anything. */
    public static Resources max(Resources a, Resources b) {
        return both(a, b, Math::max);
    }

    /** The smaller values; open is more than anything. */
    public static Resources cap(Resources a, Resources limit) {
        return both(a, limit, (v, l) -> v < 0 || l < 0 ? Math.max(v, l) : Math.min(v, l));
    }

    /** Sums; open values count as 0. */
    public static Resources plus(Resources a, Resources b) {
        return both(a, b, (x, y) -> Math.max(0, x) + Math.max(0, y));
    }

    /** Differences, at least 0; open values count as 0. */
    public static Resources minus(Resources a, Resources b) {
        return both(a, b, (x, y) -> Math.max(0, Math.max(0, x) - Math.max(0, y)));
    }

    /** As many of them; open values count as 0. */
    public static Resources times(Resources a, long n) {
        return each(a, x -> Math.max(0, x) * n);
    }

    /** Open values become 0. */
    public static Resources closed(Resources a) {
        return each(a, x -> Math.max(0, x));
    }

    /** Whether no value is larger than the other's; open values are not. */
    public static boolean within(Resources a, Resources limit) {
        return a.cores() <= limit.cores()
                && a.memory() <= limit.memory()
                && a.disk() <= limit.disk()
                && a.gpus() <= limit.gpus();
    }

    private static Resources both(Resources a, Resources b, LongBinaryOperator f) {
        return new Resources(
                f.applyAsLong(a.cores(), b.cores()),
                f.applyAsLong(a.memory(), b.memory()),
                f.applyAsLong(a.disk(), b.disk()),
                f.applyAsLong(a.gpus(), b.gpus()));
    }

    private static Resources each(Resources a, LongUnaryOperator f) {
        return new Resources(
                f.applyAsLong(a.cores()), f.applyAsLong(a.memory()), f.applyAsLong(a.disk()), f.applyAsLong(a.gpus()));
    }
}
