package org.topcoffea.hist.internal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The terms of one row: one pair of slices for most, more if events differ by more than a factor of a million or so. Which
 * pair an event goes to depends on what was filled before; what it adds to their sum does not.
 */
final class SlicedRow {
    /** Events are added to slices if their terms are below 2^b with b between these; others would leave the range of doubles. */
    static final int LEAST_BOUND = -900;

    static final int LARGEST_BOUND = 800;

    /** The first event of a pair lies so many bits and up to three more above the smallest that it takes. */
    private static final int SLACK = 6;

    /** How far above a full pair the one lies that takes its upper numbers. */
    private static final int RELIEF = 32;

    private static final int STEP = 4;

    /** The distance of pairs that are made for sums of many digits. */
    private static final int PART = 48;

    private final int columns;
    private SlicePair[] pairs = {};

    SlicedRow(int columns) {
        this.columns = columns;
    }

    /** Adds an event whose terms, times weight, are all below 2^bound and not all below 2^(bound − 2). */
    void add(double weight, float[] terms, int offset, int bound) {
        SlicePair pair = pair(bound);
        pair.add(weight, terms, offset, bound);
        if (pair.isFull()) {
            relieve(pair);
        }
    }

    /** Adds an event whose terms, times weight, are all below 2^bound and not all below 2^(bound − 2). */
    void add(double weight, double[] terms, int offset, int bound) {
        SlicePair pair = pair(bound);
        pair.add(weight, terms, offset, bound);
        if (pair.isFull()) {
            relieve(pair);
        }
    }

    private SlicePair pair(int bound) {
        for (SlicePair pair : pairs) {
            if (pair.takes(bound)) {
                return pair;
            }
        }
        return make(bound - SlicePair.KEPT_BITS - SLACK);
    }

    private SlicePair make(int exponent) {
        SlicePair pair = new SlicePair(Math.floorDiv(exponent, STEP) * STEP, columns);
        pairs = Arrays.copyOf(pairs, pairs.length + 1);
        pairs[pairs.length - 1] = pair;
        return pair;
    }

    /** Moves the upper numbers of a full pair to another one. */
    private void relieve(SlicePair full) {
        double[] upper = full.upper();
        double reach = full.reach();
        int exponent = full.upperExponent();
        full.clearUpper();
        addWhole(upper, reach, exponent, full.exponent() + RELIEF);
    }

    /** Adds multiples of 2^exponent to a pair that takes them, or to a new one. */
    private void addWhole(double[] values, double reach, int exponent, int otherwise) {
        @Nullable SlicePair target = null;
        for (SlicePair pair : pairs) {
            if (target == null && pair.takes(exponent, reach)) {
                target = pair;
            }
        }
        if (target == null) {
            target = make(otherwise);
        }
        target.addWhole(values, reach);
        if (target.isFull()) {
            relieve(target);
        }
    }

    @SuppressWarnings("ReferenceEquality") // whether it is the same row
    void merge(SlicedRow given) {
        SlicedRow other = given;
        if (given == this) {
            other = new SlicedRow(columns);
            other.merge(this);
        }
        for (SlicePair pair : other.pairs) {
            SlicePair same = same(pair.exponent());
            if (same == null) {
                same = make(pair.exponent());
            }
            if (!same.hasRoomFor(pair)) {
                relieve(same);
            }
            same.addAll(pair);
            if (same.isFull()) {
                relieve(same);
            }
        }
        if (pairs.length > 1) {
            join();
        }
    }

    private @Nullable SlicePair same(int exponent) {
        for (SlicePair pair : pairs) {
            if (pair.exponent() == exponent) {
                return pair;
            }
        }
        return null;
    }

    /** Adds pairs to others of smaller units where these have room. */
    private void join() {
        Arrays.sort(pairs, (a, b) -> Integer.compare(a.exponent(), b.exponent()));
        int kept = 1;
        for (int i = 1; i < pairs.length; i++) {
            SlicePair pair = pairs[i];
            if (pairs[kept - 1].takes(pair.exponent(), pair.reach())) {
                pairs[kept - 1].addWhole(pair.upper(), pair.reach());
                pairs[kept - 1].addWhole(pair.lower(), 0);
            } else {
                pairs[kept++] = pair;
            }
        }
        pairs = Arrays.copyOf(pairs, kept);
    }

    private Digits digits() {
        int from = Integer.MAX_VALUE;
        int to = Integer.MIN_VALUE;
        for (SlicePair pair : pairs) {
            from = Math.min(from, pair.exponent());
            to = Math.max(to, pair.exponent() + SlicePair.REACH_BITS + SLACK);
        }
        return pairs.length == 0 ? new Digits(0, 0) : new Digits(from, to);
    }

    private void read(int column, Digits digits) {
        digits.clear();
        for (SlicePair pair : pairs) {
            pair.addTo(digits, column);
        }
        digits.settle();
    }

    /** Whether a sum is no number, as one of its addends was none. */
    boolean isNaN(int column) {
        for (SlicePair pair : pairs) {
            if (pair.isNaN(column)) {
                return true;
            }
        }
        return false;
    }

    void clear(int column) {
        for (SlicePair pair : pairs) {
            pair.clear(column);
        }
    }

    boolean isZero() {
        if (pairs.length == 1) {
            return pairs[0].isZero();
        }
        Digits digits = digits();
        for (int k = 0; k < columns; k++) {
            read(k, digits);
            if (isNaN(k) || !digits.isZero()) {
                return false;
            }
        }
        return true;
    }

    /** The sum, correctly rounded. */
    double value(int column) {
        if (pairs.length == 1) {
            return pairs[0].value(column);
        }
        if (isNaN(column)) {
            return Double.NaN;
        }
        Digits digits = digits();
        read(column, digits);
        return digits.round();
    }

    /** Writes the digits of all sums between the lowest and the highest that any of them needs. None may be NaN. */
    void encode(DataOutput out) throws IOException {
        Digits digits = digits();
        RowDigits row = new RowDigits(columns, digits);
        for (int k = 0; k < columns; k++) {
            read(k, digits);
            row.put(k, digits);
        }
        row.write(out);
    }

    void decode(DataInput in) throws IOException {
        RowDigits row = RowDigits.read(in, columns);
        if (row.isZero()) {
            return;
        }
        int low = row.low();
        int high = row.high();
        int first = high - low < SlicePair.REACH_BITS - 2 * SLACK ? low - SLACK : low;
        if (first < LEAST_BOUND - SlicePair.KEPT_BITS - 4 * SLACK) {
            throw new IOException("sums in units of 2^" + low + ", finer than any that are written");
        }
        double[] values = new double[columns];
        for (int place = 0; place < row.places(); place++) {
            if (row.numbers(place, values)) {
                int exponent = row.exponent(place);
                boolean one = high - first < SlicePair.REACH_BITS;
                int above = one ? 0 : Math.max(0, Math.floorDiv(exponent - first, PART)) * PART;
                addWhole(
                        values,
                        SlicePair.power(Math.min(high, exponent + Digits.BITS)),
                        Math.max(exponent, low),
                        first + above);
            }
        }
    }
}
