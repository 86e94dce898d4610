package org.topcoffea.hist.internal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The terms of one row in slices. Slice s holds whole multiples of 2^(40 s); an addend puts at most 2^39 of them into a
 * slice, so that 8000 fit a double exactly beside normalised content.
 */
final class SlicedRow {
    /** Events whose largest term is not between these need another way: their slices would leave the range of doubles. */
    static final double SMALLEST = 0x1p-900;

    static final double LARGEST = 0x1p800;

    private static final int BITS = 40;
    private static final int FOLDS = 3;
    private static final int CARRY_AFTER = 8000;

    /** Slices are numbered from −26 to 21, which leaves room for sums of many of the largest addends. */
    private static final int LOWEST = -26;

    private static final int COUNT = 48;

    private final int columns;
    private double[][] slices = new double[0][];
    private int low;
    private int pending;

    SlicedRow(int columns) {
        this.columns = columns;
    }

    static double largest(float[] terms, int offset, int count) {
        float largest = 0;
        for (int k = 0; k < count; k++) {
            largest = Math.max(largest, Math.abs(terms[offset + k]));
        }
        return largest;
    }

    static double largest(double[] terms, int offset, int count) {
        double largest = 0;
        for (int k = 0; k < count; k++) {
            largest = Math.max(largest, Math.abs(terms[offset + k]));
        }
        return largest;
    }

    /** The slice s with 2^(40 s − 1) ≤ bound < 2^(40 s + 39). */
    private static int topSlice(double bound) {
        return Math.floorDiv(Math.getExponent(bound) + 1, BITS);
    }

    /** Adding and subtracting this rounds numbers below 2^51 units to whole units of a slice, ties to even. */
    private static double rounder(int slice) {
        return Math.scalb(1.5, 52 + BITS * slice);
    }

    void add(double bound, double weight, float[] terms, int offset) {
        int top = topSlice(bound);
        cover(top - FOLDS + 1, top + 1);
        double round0 = rounder(top);
        double round1 = rounder(top - 1);
        double round2 = rounder(top - 2);
        double[] slice0 = slices[top - low];
        double[] slice1 = slices[top - 1 - low];
        double[] slice2 = slices[top - 2 - low];
        for (int k = 0; k < slice0.length; k++) {
            double x = weight * terms[offset + k];
            double part0 = x + round0 - round0;
            double rest = x - part0;
            double part1 = rest + round1 - round1;
            slice0[k] += part0;
            slice1[k] += part1;
            slice2[k] += rest - part1 + round2 - round2;
        }
        added();
    }

    void add(double bound, double weight, double[] terms, int offset) {
        int top = topSlice(bound);
        cover(top - FOLDS + 1, top + 1);
        double round0 = rounder(top);
        double round1 = rounder(top - 1);
        double round2 = rounder(top - 2);
        double[] slice0 = slices[top - low];
        double[] slice1 = slices[top - 1 - low];
        double[] slice2 = slices[top - 2 - low];
        for (int k = 0; k < slice0.length; k++) {
            double x = weight * terms[offset + k];
            double part0 = x + round0 - round0;
            double rest = x - part0;
            double part1 = rest + round1 - round1;
            slice0[k] += part0;
            slice1[k] += part1;
            slice2[k] += rest - part1 + round2 - round2;
        }
        added();
    }

    private void added() {
        if (++pending >= CARRY_AFTER) {
            carry();
        }
    }

    /** Makes slices {@code from} to {@code to − 1} exist. */
    private void cover(int from, int to) {
        if (slices.length > 0 && from >= low && to <= low + slices.length) {
            return;
        }
        int newLow = slices.length == 0 ? from : Math.min(from, low);
        int newHigh = slices.length == 0 ? to : Math.max(to, low + slices.length);
        double[][] more = new double[newHigh - newLow][];
        for (int s = 0; s < more.length; s++) {
            int old = s + newLow - low;
            more[s] = old >= 0 && old < slices.length ? slices[old] : new double[columns];
        }
        slices = more;
        low = newLow;
    }

    /** Moves what exceeds half a unit of the next slice there. */
    private void carry() {
        pending = 1;
        for (int s = 0; s < slices.length; s++) {
            double round = rounder(low + s + 1);
            for (int k = 0; k < columns; k++) {
                double up = slices[s][k] + round - round;
                if (up != 0) {
                    if (s + 1 == slices.length) {
                        cover(low, low + slices.length + 1);
                    }
                    slices[s][k] -= up;
                    slices[s + 1][k] += up;
                }
            }
        }
    }

    void merge(SlicedRow other) {
        if (other.slices.length == 0) {
            return;
        }
        if (pending + other.pending >= CARRY_AFTER) {
            carry();
            other.carry();
        }
        cover(other.low, other.low + other.slices.length);
        for (int s = 0; s < other.slices.length; s++) {
            double[] from = other.slices[s];
            double[] to = slices[s + other.low - low];
            for (int k = 0; k < columns; k++) {
                to[k] += from[k];
            }
        }
        pending += other.pending;
    }

    boolean isZero() {
        long[] digits = new long[slices.length + 2];
        for (int k = 0; k < columns; k++) {
            digits(k, digits);
            for (long digit : digits) {
                if (digit != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * The digits of one sum, lowest first, as whole units: 0 to 2^40 − 1, and 0 or −1 for the last as the sign. They are
     * the same for equal sums, however these are spread over the slices.
     */
    private void digits(int column, long[] digits) {
        long carry = 0;
        for (int s = 0; s < digits.length; s++) {
            long units = s < slices.length ? (long) Math.scalb(slices[s][column], -BITS * (low + s)) : 0;
            long digit = units + carry;
            digits[s] = digit & (1L << BITS) - 1;
            carry = digit >> BITS;
        }
        digits[digits.length - 1] = carry;
    }

    /** The sum, correctly rounded. */
    double value(int column) {
        long[] digits = new long[slices.length + 2];
        digits(column, digits);
        boolean negative = digits[digits.length - 1] < 0;
        if (negative) {
            negate(digits);
        }
        int top = digits.length - 1;
        while (top > 0 && digits[top] == 0) {
            top--;
        }
        long second = top > 0 ? digits[top - 1] : 0;
        long third = top > 1 ? digits[top - 2] : 0;
        boolean rest = false;
        for (int s = 0; s < top - 2; s++) {
            rest |= digits[s] != 0;
        }
        double value = round(digits[top], second, third, rest, BITS * (low + top));
        return negative ? -value : value;
    }

    private static void negate(long[] digits) {
        long carry = 1;
        for (int s = 0; s < digits.length; s++) {
            long digit = (~digits[s] & (1L << BITS) - 1) + carry;
            digits[s] = digit & (1L << BITS) - 1;
            carry = digit >> BITS;
        }
        digits[digits.length - 1] = 0;
    }

    /** {@code first.second third} with 40 bits each, in units of 2^exponent, through 62 bits and one for all the rest. */
    private static double round(long first, long second, long third, boolean rest, int exponent) {
        if (first == 0) {
            return 0;
        }
        int taken = 62 - (Long.SIZE - Long.numberOfLeadingZeros(first));
        long head = first << taken;
        boolean sticky = rest;
        if (taken <= BITS) {
            head |= second >>> (BITS - taken);
            sticky |= (second & (1L << (BITS - taken)) - 1) != 0 || third != 0;
        } else {
            head |= (second << (taken - BITS)) | (third >>> (2 * BITS - taken));
            sticky |= (third & (1L << (2 * BITS - taken)) - 1) != 0;
        }
        return Math.scalb((double) (sticky ? head | 1 : head), exponent - taken);
    }

    /** Writes the digits of all sums between the lowest and the highest slice that any of them needs. */
    void encode(DataOutput out) throws IOException {
        long[][] digits = new long[columns][slices.length + 2];
        int from = slices.length + 2;
        int to = 0;
        for (int k = 0; k < columns; k++) {
            digits(k, digits[k]);
            long sign = digits[k][slices.length + 1] < 0 ? (1L << BITS) - 1 : 0;
            for (int s = 0; s <= slices.length; s++) {
                if (digits[k][s] != 0) {
                    from = Math.min(from, s);
                }
                if (digits[k][s] != sign) {
                    to = Math.max(to, s + 1);
                }
            }
        }
        // A sum of minus one unit consists of signs alone and still needs its place.
        to = from == slices.length + 2 ? to : Math.max(to, from + 1);
        from = Math.min(from, to);
        out.writeByte(to - from);
        out.writeByte(to == from ? 0 : low + from - LOWEST);
        for (int k = 0; k < columns; k++) {
            out.writeByte((int) digits[k][slices.length + 1]);
            for (int s = from; s < to; s++) {
                out.writeByte((int) (digits[k][s] >>> 32));
                out.writeInt((int) digits[k][s]);
            }
        }
    }

    void decode(DataInput in) throws IOException {
        int count = in.readUnsignedByte();
        int from = in.readUnsignedByte();
        if (from + count > COUNT) {
            throw new IOException("slices " + from + " to " + (from + count - 1) + ", at most " + (COUNT - 1));
        }
        cover(LOWEST + from, LOWEST + from + count + 1);
        for (int k = 0; k < columns; k++) {
            byte sign = in.readByte();
            if (sign != 0 && sign != -1) {
                throw new IOException("sign " + sign + ", where 0 and -1 are possible");
            }
            for (int s = 0; s < count; s++) {
                long digit = ((long) in.readUnsignedByte() << 32) | (in.readInt() & 0xFFFF_FFFFL);
                slices[LOWEST + from + s - low][k] += Math.scalb((double) digit, BITS * (LOWEST + from + s));
            }
            slices[LOWEST + from + count - low][k] += Math.scalb((double) sign, BITS * (LOWEST + from + count));
        }
        pending += 2;
        if (pending >= CARRY_AFTER) {
            carry();
        }
    }
}
