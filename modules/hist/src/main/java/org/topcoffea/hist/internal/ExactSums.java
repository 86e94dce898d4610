package org.topcoffea.hist.internal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Exact sums, rounded only when they are read.
 *
 * <p>Each sum is a fixed-point number in digits of 32 bits, held in longs so that carries can wait; all sums share one
 * window of digits that grows to hold what is added, 4 or 5 digits for ordinary weights. Position 0 of digit 0 is worth
 * 2^−1088, below the smallest double. Infinities and NaN are summed apart, where their order does not matter either.
 */
public final class ExactSums extends ScalarSums {
    private static final int BITS = 32;
    private static final long MASK = 0xFFFF_FFFFL;
    private static final int BIAS = 1088;

    /** An addend adds at most 2^52 to a digit, so that this many fit a long beside normalised content. */
    private static final int CARRY_AFTER = 1000;

    private static final int MAX_BYTES = 288;

    private final int[] pending;
    private long[] digits = new long[0];
    private double @Nullable [] special;
    private int low;
    private int width;

    /** Zeros. */
    public ExactSums(int rows, int columns) {
        super(rows, columns);
        pending = new int[rows];
    }

    @Override
    public void add(int row, double x) {
        put(row * columns(), x);
        added(row);
    }

    @Override
    public void addWithSquare(int row, double weight) {
        put(2 * row, weight);
        put(2 * row + 1, weight * weight);
        added(row);
    }

    @Override
    public void addContent(int row, double[] values) {
        for (int column = 0; column < columns(); column++) {
            add(row, column, values[column]);
        }
    }

    /** Adds to one sum. */
    public void add(int row, int column, double x) {
        put(row * columns() + column, x);
        added(row);
    }

    private void added(int row) {
        if (++pending[row] >= CARRY_AFTER) {
            carry(row);
        }
    }

    // x = ±mantissa · 2^(exponent − 1075)
    private void put(int cell, double x) {
        long bits = Double.doubleToRawLongBits(x);
        int exponent = (int) (bits >>> 52) & 0x7FF;
        long mantissa = (bits & 0xF_FFFF_FFFF_FFFFL) | (1L << 52);
        int position = exponent - 1075 + BIAS;
        int digit = (position >> 5) - low;
        if (((exponent + 1) & 0x7FE) == 0 || digit < 0 || digit + 1 >= width) {
            putUnusual(cell, x, exponent);
            return;
        }
        int shift = position & 31;
        long sign = bits >> 63;
        int index = cell * width + digit;
        digits[index] += (((mantissa << shift) & MASK) ^ sign) - sign;
        digits[index + 1] += ((mantissa >>> (BITS - shift)) ^ sign) - sign;
    }

    /** Adds what lies outside of the window, is zero or subnormal, or is no number. */
    private void putUnusual(int cell, double x, int exponent) {
        if (exponent == 0x7FF) {
            addSpecial(cell, x);
        } else if (exponent != 0) {
            int from = (exponent - 1075 + BIAS) >> 5;
            cover(from, from + 2);
            put(cell, x);
        } else if (x != 0) {
            // A subnormal number is the difference of two that are not, and both are exact.
            double normal = Math.copySign(2 * Double.MIN_NORMAL, x);
            put(cell, normal);
            put(cell, x - normal);
        }
    }

    private void addSpecial(int cell, double x) {
        if (special == null) {
            special = new double[rows() * columns()];
        }
        special[cell] += x;
    }

    /** Makes the window contain the digits from {@code from} to {@code to − 1}. */
    private void cover(int from, int to) {
        int newLow = width == 0 ? from : Math.min(low, from);
        int newHigh = Math.max(low + width, to);
        int newWidth = newHigh - newLow;
        long[] wider = new long[Math.multiplyExact(rows() * columns(), newWidth)];
        for (int cell = 0; cell < rows() * columns(); cell++) {
            System.arraycopy(digits, cell * width, wider, cell * newWidth + (width == 0 ? 0 : low - newLow), width);
        }
        digits = wider;
        low = newLow;
        width = newWidth;
    }

    /** Carries in all sums of a row: afterwards digits are 0 to 2^32 − 1, except the top one, which has the sign. */
    private void carry(int row) {
        pending[row] = 1;
        for (int column = 0; column < columns(); column++) {
            int base = (row * columns() + column) * width;
            long carry = 0;
            for (int i = 0; i + 1 < width; i++) {
                long digit = digits[base + i] + carry;
                digits[base + i] = digit & MASK;
                carry = digit >> BITS;
            }
            digits[base + width - 1] += carry;
            if (Math.abs(digits[base + width - 1]) > MASK) {
                cover(low, low + width + 1);
                column = -1;
            }
        }
    }

    /** The exact sum in units of 2^(32·low − 1088). */
    private BigInteger exact(int row, int column) {
        if (width == 0) {
            return BigInteger.ZERO;
        }
        int base = (row * columns() + column) * width;
        BigInteger sum = BigInteger.valueOf(digits[base + width - 1]);
        for (int i = width - 2; i >= 0; i--) {
            sum = sum.shiftLeft(BITS).add(BigInteger.valueOf(digits[base + i]));
        }
        return sum;
    }

    private double special(int row, int column) {
        return special == null ? 0 : special[row * columns() + column];
    }

    @Override
    public double value(int row, int column) {
        double apart = special(row, column);
        return apart != 0 ? apart : round(exact(row, column), BITS * low - BIAS);
    }

    /** {@code n · 2^exponent} rounded once: what is cut off beforehand leaves a bit that keeps ties from arising. */
    static double round(BigInteger n, int exponent) {
        BigInteger magnitude = n.abs();
        int cut = Math.max(0, magnitude.bitLength() - 120);
        BigInteger head = magnitude.shiftRight(cut);
        if (cut > magnitude.getLowestSetBit() && cut > 0) {
            head = head.setBit(0);
        }
        double value = Math.scalb(head.doubleValue(), cut + exponent);
        return n.signum() < 0 ? -value : value;
    }

    @Override
    public void addRow(int row, Sums other, int otherRow) {
        ExactSums that = (ExactSums) other;
        for (int column = 0; column < columns(); column++) {
            double apart = that.special(otherRow, column);
            if (apart != 0) {
                addSpecial(row * columns() + column, apart);
            }
        }
        if (that.width == 0 || that.pending[otherRow] == 0) {
            return;
        }
        if (that.pending[otherRow] > 1) {
            that.carry(otherRow);
        }
        if (that.low < low || that.low + that.width > low + width || width == 0) {
            cover(that.low, that.low + that.width);
        }
        for (int column = 0; column < columns(); column++) {
            int from = (otherRow * columns() + column) * that.width;
            int to = (row * columns() + column) * width + that.low - low;
            for (int i = 0; i < that.width; i++) {
                digits[to + i] += that.digits[from + i];
            }
        }
        added(row);
    }

    @Override
    public boolean isZero(int row) {
        for (int column = 0; column < columns(); column++) {
            if (special(row, column) != 0 || exact(row, column).signum() != 0) {
                return false;
            }
        }
        return true;
    }

    // The odd part of the exact sum and its power of two are the same however the sum came about.
    @Override
    public void encodeRow(DataOutput out, int row) throws IOException {
        for (int column = 0; column < columns(); column++) {
            double apart = special(row, column);
            BigInteger sum = apart == 0 ? exact(row, column) : BigInteger.ZERO;
            int zeros = Math.max(0, sum.getLowestSetBit());
            byte[] bytes =
                    sum.signum() == 0 ? new byte[0] : sum.shiftRight(zeros).toByteArray();
            out.writeShort(apart != 0 ? MAX_BYTES + 1 : bytes.length);
            if (apart != 0) {
                out.writeLong(Double.doubleToLongBits(apart));
            } else if (bytes.length > 0) {
                out.writeShort(BITS * low + zeros);
                out.write(bytes);
            }
        }
    }

    @Override
    public void decodeRow(DataInput in, int row) throws IOException {
        for (int column = 0; column < columns(); column++) {
            int length = in.readUnsignedShort();
            if (length == MAX_BYTES + 1) {
                addSpecial(row * columns() + column, in.readDouble());
            } else if (length > MAX_BYTES) {
                throw new IOException("exact sum of " + length + " bytes, at most " + MAX_BYTES);
            } else if (length > 0) {
                int position = in.readUnsignedShort();
                byte[] bytes = new byte[length];
                in.readFully(bytes);
                if (position > 8 * MAX_BYTES) {
                    throw new IOException("exact sum at bit " + position + ", at most " + 8 * MAX_BYTES);
                }
                addExact(row, column, new BigInteger(bytes), position);
            }
        }
    }

    /** Adds {@code n · 2^(position − 1088)}. */
    private void addExact(int row, int column, BigInteger n, int position) {
        BigInteger magnitude = n.abs().shiftLeft(position & 31);
        int count = (magnitude.bitLength() + BITS - 1) / BITS;
        if (width == 0 || position / BITS < low || position / BITS + count > low + width) {
            cover(position / BITS, position / BITS + count);
        }
        int base = (row * columns() + column) * width + position / BITS - low;
        for (int i = 0; i < count; i++) {
            long digit = magnitude.shiftRight(i * BITS).longValue() & MASK;
            digits[base + i] += n.signum() < 0 ? -digit : digit;
        }
        pending[row] += 2;
        if (pending[row] >= CARRY_AFTER) {
            carry(row);
        }
    }
}
