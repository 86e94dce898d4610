package org.topcoffea.hist.internal;

import java.io.IOException;
import java.util.Arrays;

/**
 * One number in digits of 40 bits: digit i counts 2^(40 (i + lowest)). After {@link #settle} digits are 0 to 2^40 − 1, and
 * the last is 0 or −1 as the sign; this form is the same for equal numbers.
 */
final class Digits {
    static final int BITS = 40;

    private static final long MASK = (1L << BITS) - 1;
    private static final int DIGIT_BYTES = BITS / Byte.SIZE;

    private final int lowest;
    private final long[] digits;

    /**
     * Zero.
     *
     * @param from the exponent of the smallest unit that will be added
     * @param to the number is smaller than 2^to
     */
    Digits(int from, int to) {
        lowest = Math.floorDiv(from, BITS);
        digits = new long[Math.floorDiv(to, BITS) - lowest + 3];
    }

    int lowest() {
        return lowest;
    }

    int count() {
        return digits.length;
    }

    boolean isNegative() {
        return digits[digits.length - 1] < 0;
    }

    boolean isZero() {
        for (long digit : digits) {
            if (digit != 0) {
                return false;
            }
        }
        return true;
    }

    void clear() {
        Arrays.fill(digits, 0);
    }

    /** Adds n · 2^exponent. */
    void add(long n, int exponent) {
        int index = Math.floorDiv(exponent, BITS);
        int shift = exponent - index * BITS;
        long rest = n >> (BITS - shift);
        int at = index - lowest;
        digits[at] += (n & (1L << (BITS - shift)) - 1) << shift;
        digits[at + 1] += rest & MASK;
        digits[at + 2] += rest >> BITS;
    }

    /** Carries. */
    void settle() {
        long carry = 0;
        for (int i = 0; i + 1 < digits.length; i++) {
            long digit = digits[i] + carry;
            digits[i] = digit & MASK;
            carry = digit >> BITS;
        }
        digits[digits.length - 1] += carry;
    }

    /** Changes the sign of a settled number. */
    void negate() {
        for (int i = 0; i < digits.length; i++) {
            digits[i] = -digits[i];
        }
        settle();
    }

    void copyTo(long[] all, int offset) {
        System.arraycopy(digits, 0, all, offset, digits.length);
    }

    /** How many bytes a sign and so many digits take. */
    static int size(int count) {
        return 1 + DIGIT_BYTES * count;
    }

    /** Writes the sign of a settled number, whose digits begin at {@code offset}, and some of these. */
    static void write(long[] digits, int offset, int count, int from, int to, byte[] out, int position) {
        out[position] = (byte) (digits[offset + count - 1] < 0 ? -1 : 0);
        int at = position + 1;
        for (int i = from; i < to; i++) {
            long digit = digits[offset + i];
            out[at] = (byte) (digit >>> 32);
            out[at + 1] = (byte) (digit >>> 24);
            out[at + 2] = (byte) (digit >>> 16);
            out[at + 3] = (byte) (digit >>> 8);
            out[at + 4] = (byte) digit;
            at += DIGIT_BYTES;
        }
    }

    /** Reads what {@link #write} wrote: so many digits of the magnitude and one more, each with the number's sign. */
    static void read(byte[] in, int count, long[] digits, int offset) throws IOException {
        byte sign = in[0];
        if (sign != 0 && sign != -1) {
            throw new IOException("sign " + sign + ", where 0 and -1 are possible");
        }
        long carry = -sign;
        for (int i = 0; i < count; i++) {
            int at = 1 + DIGIT_BYTES * i;
            int lower = (in[at + 1] & 0xFF) << 24
                    | (in[at + 2] & 0xFF) << 16
                    | (in[at + 3] & 0xFF) << 8
                    | in[at + 4] & 0xFF;
            long digit = (in[at] & 0xFFL) << 32 | lower & 0xFFFF_FFFFL;
            long magnitude = sign == 0 ? digit : (~digit & MASK) + carry;
            carry = magnitude >> BITS;
            digits[offset + i] = (magnitude & MASK) * (2 * sign + 1);
        }
        digits[offset + count] = sign == 0 ? 0 : -carry;
    }

    /** The value of a settled number, correctly rounded. */
    double round() {
        boolean negative = isNegative();
        if (negative) {
            negate();
        }
        int top = digits.length - 1;
        while (top > 0 && digits[top] == 0) {
            top--;
        }
        long second = top > 0 ? digits[top - 1] : 0;
        long third = top > 1 ? digits[top - 2] : 0;
        boolean rest = false;
        for (int i = 0; i < top - 2; i++) {
            rest |= digits[i] != 0;
        }
        double value = round(digits[top], second, third, rest, BITS * (lowest + top));
        return negative ? -value : value;
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
}
