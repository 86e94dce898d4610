package org.topcoffea.hist.internal;

import java.util.Arrays;

/**
 * The terms of one row as two numbers each, of which one counts units of 2^(p + 46) and the other units of 2^p. Sums of
 * multiples of 2^p stay exact.
 *
 * <p>The upper number is kept as its distance from 1.5 · 2^52 of its units: the hardware then rounds what is added to whole
 * units. In which direction ties go depends on what was there before, but what is rounded off goes to the lower number, so
 * that both together are always the same. Neither the loops that add nor {@link #settle} have a branch for each term: they
 * become vector instructions.
 */
final class SlicePair {
    /** Events are rounded to 2^(b − 74) if all of their terms are below 2^b. */
    static final int KEPT_BITS = 74;

    /** Terms below 2^(p + 94) can be added. */
    static final int REACH_BITS = 94;

    private static final int LOWER_BITS = 46;

    /** An addend puts at most 2^45 units into the lower number, which has room for 2^53. */
    private static final int SETTLE_AFTER = 128;

    private final int exponent;
    private final double middle;
    private final double limit;
    private final int columns;
    private final double[] high;
    private final double[] low;
    private int pending = 1;
    private double reach;

    /**
     * Zeros.
     *
     * @param exponent p
     * @param columns the number of terms
     */
    SlicePair(int exponent, int columns) {
        this.exponent = exponent;
        this.columns = columns;
        middle = 1.5 * power(exponent + LOWER_BITS + 52);
        limit = power(exponent + LOWER_BITS + 50);
        // Arrays of whole lines of the cache, so that all tend to lie alike and loops over them take the same steps.
        int padded = (columns + 9) / 8 * 8 - 2;
        high = new double[padded];
        low = new double[padded];
        Arrays.fill(high, middle);
    }

    /** 2^n. */
    static double power(int n) {
        return Double.longBitsToDouble((long) (n + 1023) << 52);
    }

    /** p. */
    int exponent() {
        return exponent;
    }

    /** Whether events whose terms are all below 2^bound, and some at least 2^(bound − 2), can be added. */
    boolean takes(int bound) {
        return bound - KEPT_BITS >= exponent && bound <= exponent + REACH_BITS;
    }

    /** Adds {@code weight * terms[offset + k]} to every term k; all are below 2^bound. */
    void add(double weight, float[] terms, int offset, int bound) {
        double round = 1.5 * power(bound - KEPT_BITS + 52);
        for (int k = 0; k < columns; k++) {
            double x = weight * terms[offset + k];
            double before = high[k];
            double after = before + x;
            high[k] = after;
            low[k] += x - (after - before) + round - round;
        }
        added(1, power(bound));
    }

    /** Adds {@code weight * terms[offset + k]} to every term k; all are below 2^bound. */
    void add(double weight, double[] terms, int offset, int bound) {
        double round = 1.5 * power(bound - KEPT_BITS + 52);
        for (int k = 0; k < columns; k++) {
            double x = weight * terms[offset + k];
            double before = high[k];
            double after = before + x;
            high[k] = after;
            low[k] += x - (after - before) + round - round;
        }
        added(1, power(bound));
    }

    /** Adds multiples of 2^p whose magnitudes are at most {@code largest}, itself within the limit. */
    void addWhole(double[] values, double largest) {
        for (int k = 0; k < columns; k++) {
            double before = high[k];
            double after = before + values[k];
            high[k] = after;
            low[k] += values[k] - (after - before);
        }
        added(1, largest);
    }

    /** Adds the sums of a pair of the same exponent. */
    void addAll(SlicePair other) {
        if (pending + other.pending > SETTLE_AFTER) {
            settle();
            other.settle();
        }
        for (int k = 0; k < columns; k++) {
            high[k] += other.high[k] - middle;
            low[k] += other.low[k];
        }
        added(other.pending, other.reach);
    }

    private void added(int addends, double largest) {
        pending += addends;
        reach += largest;
        if (pending >= SETTLE_AFTER) {
            settle();
        }
    }

    /** Moves whole units of the upper number there. */
    private void settle() {
        for (int k = 0; k < columns; k++) {
            double before = high[k];
            double after = before + low[k];
            high[k] = after;
            low[k] -= after - before;
        }
        pending = 1;
        reach += power(exponent + LOWER_BITS + 8);
    }

    /** Whether the upper numbers might soon be too large: then they have to be moved elsewhere. */
    boolean isFull() {
        if (reach < limit) {
            return false;
        }
        measure();
        return reach >= limit / 2;
    }

    /** Replaces the limit to which sums may have grown by what they are. */
    private void measure() {
        double largest = 0;
        for (int k = 0; k < columns; k++) {
            double magnitude = Math.abs(high[k] - middle);
            largest = magnitude > largest ? magnitude : largest;
        }
        reach = largest;
    }

    /** Whether the sums of a pair of the same exponent can be added. */
    boolean hasRoomFor(SlicePair other) {
        if (reach + other.reach < limit) {
            return true;
        }
        measure();
        other.measure();
        return reach + other.reach < limit;
    }

    /** The largest magnitude that a sum may have by now. */
    double reach() {
        return reach + power(exponent + LOWER_BITS + 8);
    }

    /** Whether sums up to a magnitude, in whole multiples of 2^multiple, can be added now. */
    boolean takes(int multiple, double magnitude) {
        return exponent <= multiple && reach + magnitude < limit / 2;
    }

    /** The parts of the sums in multiples of 2^(p + 46). */
    double[] upper() {
        double[] values = new double[columns];
        for (int k = 0; k < columns; k++) {
            values[k] = high[k] - middle;
        }
        return values;
    }

    /** The exponent of the units of {@link #upper}. */
    int upperExponent() {
        return exponent + LOWER_BITS;
    }

    /** The parts of the sums in multiples of 2^p; valid until something is added. */
    double[] lower() {
        return low;
    }

    /** Sets the parts in multiples of 2^(p + 46) to zero. */
    void clearUpper() {
        for (int k = 0; k < columns; k++) {
            high[k] = Double.isNaN(high[k]) ? high[k] : middle;
        }
        reach = 0;
    }

    /** Whether a sum is no number. */
    boolean isNaN(int column) {
        return Double.isNaN(high[column]);
    }

    /** The sum of one term, correctly rounded: both of its parts are numbers without error. NaN stays. */
    double value(int column) {
        return high[column] - middle + low[column];
    }

    /** Whether all sums are zero. */
    boolean isZero() {
        for (int k = 0; k < columns; k++) {
            if (value(k) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Sets a sum to zero. */
    void clear(int column) {
        high[column] = middle;
        low[column] = 0;
    }

    /** Adds one sum to a number in digits. */
    void addTo(Digits digits, int column) {
        digits.add((long) ((high[column] - middle) * power(-exponent - LOWER_BITS)), exponent + LOWER_BITS);
        digits.add((long) Math.scalb(low[column], -exponent), exponent);
    }
}
