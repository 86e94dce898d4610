package org.topcoffea.hist.internal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The {@link Digits} of all sums of a row, as they are written: between the lowest and the highest that any of them needs.
 *
 * <pre>
 * row     := places:byte lowest:byte number*
 * number  := sign:byte digit*              the sign is 0 or -1, a digit has five bytes
 * </pre>
 */
final class RowDigits {
    /** Written digits are those from −26 to 21. */
    private static final int LOWEST = -26;

    private static final int COUNT = 48;

    /** Room for so many sums is made before any of them was read. */
    private static final int PORTION = 1 << 10;

    private final int columns;
    private final int places;
    private final int lowest;
    private final long[] digits;

    private RowDigits(int columns, int places, int lowest, long[] digits) {
        this.columns = columns;
        this.places = places;
        this.lowest = lowest;
        this.digits = digits;
    }

    /** Zeros, with as many places for each sum as some digits have. */
    RowDigits(int columns, Digits like) {
        this(columns, like.count(), like.lowest(), new long[columns * like.count()]);
    }

    /** Sets one sum; the digits are settled. */
    void put(int column, Digits number) {
        number.copyTo(digits, column * places);
    }

    /** Writes all of them; the last place is that of the sign. */
    void write(DataOutput out) throws IOException {
        int from = places;
        int to = 0;
        for (int k = 0; k < columns; k++) {
            int offset = k * places;
            long sign = digits[offset + places - 1] < 0 ? (1L << Digits.BITS) - 1 : 0;
            for (int s = 0; s + 1 < places; s++) {
                from = digits[offset + s] == 0 ? from : Math.min(from, s);
                to = digits[offset + s] == sign ? to : Math.max(to, s + 1);
            }
        }
        // A sum of minus one unit consists of signs alone and still needs its place.
        to = from == places ? to : Math.max(to, from + 1);
        from = Math.min(from, to);
        out.writeByte(to - from);
        out.writeByte(to == from ? 0 : lowest + from - LOWEST);
        int size = Digits.size(to - from);
        byte[] bytes = new byte[columns * size];
        for (int k = 0; k < columns; k++) {
            Digits.write(digits, k * places, places, from, to, bytes, k * size);
        }
        out.write(bytes);
    }

    /** Reads what was written; every digit then has the sign of its number. */
    static RowDigits read(DataInput in, int columns) throws IOException {
        int count = in.readUnsignedByte();
        int from = in.readUnsignedByte();
        if (from + count > COUNT) {
            throw new IOException("digits " + from + " to " + (from + count - 1) + ", at most " + (COUNT - 1));
        }
        int places = count + 1;
        byte[] bytes = new byte[Digits.size(count)];
        // Grows with what is really there, so that a wrong number of columns ends with the input.
        long[] digits = new long[Math.min(columns, PORTION) * places];
        for (int k = 0; k < columns; k++) {
            in.readFully(bytes);
            if ((k + 1) * places > digits.length) {
                digits = Arrays.copyOf(digits, (int) Math.min(2L * digits.length, (long) columns * places));
            }
            Digits.read(bytes, count, digits, k * places);
        }
        return new RowDigits(columns, places, LOWEST + from, digits);
    }

    int places() {
        return places;
    }

    /** The digits of a place count units of 2 to this. */
    int exponent(int place) {
        return Digits.BITS * (lowest + place);
    }

    /** All digits of a place: which bits any of them has. */
    private long bits(int place) {
        long any = 0;
        for (int at = place; at < digits.length; at += places) {
            any |= Math.abs(digits[at]);
        }
        return any;
    }

    boolean isZero() {
        for (long digit : digits) {
            if (digit != 0) {
                return false;
            }
        }
        return true;
    }

    /** All sums are multiples of 2 to this; not for zeros. */
    int low() {
        int place = 0;
        while (bits(place) == 0) {
            place++;
        }
        return exponent(place) + Long.numberOfTrailingZeros(bits(place));
    }

    /** All sums are below 2 to this; not for zeros. */
    int high() {
        int place = places - 1;
        while (bits(place) == 0) {
            place--;
        }
        return exponent(place) + Long.SIZE - Long.numberOfLeadingZeros(bits(place));
    }

    /** The digits of one place as numbers; false if all are zero. */
    boolean numbers(int place, double[] values) {
        // In two steps, as the unit of the lowest digits alone may be too small for a double.
        int exponent = exponent(place);
        double unit = SlicePair.power(exponent / 2);
        double rest = SlicePair.power(exponent - exponent / 2);
        long any = 0;
        for (int k = 0; k < columns; k++) {
            long digit = digits[k * places + place];
            any |= digit;
            values[k] = digit * unit * rest;
        }
        return any != 0;
    }
}
