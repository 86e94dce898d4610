package org.topcoffea.hist.internal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Sums of rows of terms that do not depend on the order of events.
 *
 * <p>Each event is rounded by itself: all of its terms to multiples of one power of two, at least 73 bits below the largest
 * of them. That depends on nothing else, and the multiples are added without error. (Splitting numbers by adding and
 * subtracting large ones follows Demmel and Nguyen, <i>Fast reproducible floating-point summation</i>; here the smallest
 * unit belongs to the event instead of the sum, so that nothing is dropped when larger events arrive.) Terms of at least
 * 2^-20 of the largest are rounded less than by one multiplication of doubles, and no sum is rounded before it is read.
 *
 * <p>Events with terms beyond 10^±240 or infinities take a slow path through {@link ExactSums}, as does what is added to
 * the first term alone. A NaN makes the sum of its term NaN, whatever else is added, and touches no other.
 */
public final class SlicedTerms extends TermSums {
    /** The magnitude of an event that has to be looked at more closely. */
    private static final int UNUSUAL = Integer.MIN_VALUE;

    private final ExactSums first;
    private final @Nullable SlicedRow[] wide;
    private @Nullable ExactSums extreme;

    /** Zeros. */
    public SlicedTerms(int rows, int columns) {
        super(rows, columns);
        first = new ExactSums(rows, 1);
        wide = new @Nullable SlicedRow[rows];
    }

    @Override
    public void add(int row, double x) {
        first.add(row, x);
    }

    private SlicedRow row(int row) {
        SlicedRow target = wide[row];
        if (target == null) {
            target = new SlicedRow(columns());
            wide[row] = target;
        }
        return target;
    }

    /**
     * The exponent of the largest term, found from the first one: all are cut to integers of 30 bits whose unit is half of
     * its power of two. Cutting keeps exponents, so that the highest bit of any integer is that of the largest; the loop
     * has nothing that keeps it from becoming vector instructions, unlike a maximum of floating-point numbers.
     */
    @Override
    public int magnitude(float[] terms, int offset) {
        int exponent = Math.getExponent(terms[offset]);
        if (exponent < Float.MIN_EXPONENT || exponent > Float.MAX_EXPONENT) {
            return UNUSUAL;
        }
        float scale = (float) SlicePair.power(1 - exponent);
        int bits = 0;
        for (int k = 0; k < columns(); k++) {
            bits |= Math.abs((int) (terms[offset + k] * scale));
        }
        return bits >>> 30 == 0 ? 30 - Integer.numberOfLeadingZeros(bits) + exponent : UNUSUAL;
    }

    @Override
    public void addTerms(int row, double weight, float[] terms, int offset) {
        addTerms(row, weight, terms, offset, magnitude(terms, offset));
    }

    @Override
    public void addTerms(int row, double weight, float[] terms, int offset, int magnitude) {
        int bound = bound(weight, magnitude);
        if (bound > SlicedRow.LEAST_BOUND && bound < SlicedRow.LARGEST_BOUND) {
            row(row).add(weight, terms, offset, bound);
            return;
        }
        float largest = 0;
        for (int k = 0; k < columns(); k++) {
            largest = Math.max(largest, Math.abs(terms[offset + k]));
        }
        int exact = bound(weight, Math.getExponent((double) largest));
        SlicedRow target = row(row);
        if (exact > SlicedRow.LEAST_BOUND && exact < SlicedRow.LARGEST_BOUND) {
            target.add(weight, terms, offset, exact);
        } else if (weight * largest != 0) {
            for (int k = 0; k < columns(); k++) {
                extreme().add(row, k, weight * terms[offset + k]);
            }
        }
    }

    @Override
    public void addTerms(int row, double weight, double[] terms, int offset) {
        double largest = 0;
        for (int k = 0; k < columns(); k++) {
            largest = Math.max(largest, Math.abs(terms[offset + k]));
        }
        int bound = bound(weight, Math.getExponent(largest));
        SlicedRow target = row(row);
        if (bound > SlicedRow.LEAST_BOUND && bound < SlicedRow.LARGEST_BOUND) {
            target.add(weight, terms, offset, bound);
        } else if (weight * largest != 0) {
            for (int k = 0; k < columns(); k++) {
                extreme().add(row, k, weight * terms[offset + k]);
            }
        }
    }

    /** The b with which all terms are below 2^b and the largest is not below 2^(b − 2), or a number outside of the range. */
    private static int bound(double weight, int magnitude) {
        int exponent = Math.getExponent(weight);
        boolean usual = magnitude >= Double.MIN_EXPONENT
                && magnitude <= Double.MAX_EXPONENT
                && exponent >= Double.MIN_EXPONENT
                && exponent <= Double.MAX_EXPONENT;
        return usual ? exponent + magnitude + 2 : UNUSUAL;
    }

    private ExactSums extreme() {
        if (extreme == null) {
            extreme = new ExactSums(rows(), columns());
        }
        return extreme;
    }

    @Override
    public boolean isWide(int row) {
        return wide[row] != null;
    }

    @Override
    public double value(int row, int column) {
        double value = column == 0 ? first.value(row, 0) : 0;
        SlicedRow slices = wide[row];
        if (slices != null) {
            value += slices.value(column);
        }
        return extreme == null ? value : value + extreme.value(row, column);
    }

    @Override
    public void addRow(int row, Sums other, int otherRow) {
        SlicedTerms that = (SlicedTerms) other;
        first.addRow(row, that.first, otherRow);
        SlicedRow slices = that.wide[otherRow];
        if (slices != null) {
            row(row).merge(slices);
        }
        if (that.extreme != null) {
            extreme().addRow(row, that.extreme, otherRow);
        }
    }

    @Override
    public boolean isZero(int row) {
        SlicedRow slices = wide[row];
        return first.isZero(row) && (slices == null || slices.isZero()) && (extreme == null || extreme.isZero(row));
    }

    /** Keeps NaN apart from the slices: then nothing else is left of that sum. */
    private void separate(SlicedRow slices, int row) {
        for (int k = 0; k < columns(); k++) {
            if (slices.isNaN(k)) {
                extreme().add(row, k, Double.NaN);
            }
            if (extreme != null && Double.isNaN(extreme.value(row, k))) {
                slices.clear(k);
            }
        }
    }

    @Override
    public void encodeRow(DataOutput out, int row) throws IOException {
        SlicedRow slices = wide[row];
        if (slices != null) {
            separate(slices, row);
        }
        boolean hasExtreme = extreme != null && !extreme.isZero(row);
        out.writeByte((slices != null ? 1 : 0) | (hasExtreme ? 2 : 0));
        first.encodeRow(out, row);
        if (slices != null) {
            slices.encode(out);
        }
        if (hasExtreme) {
            extreme().encodeRow(out, row);
        }
    }

    @Override
    public void decodeRow(DataInput in, int row) throws IOException {
        int parts = in.readUnsignedByte();
        if (parts > 3) {
            throw new IOException("row of kind " + parts + ", where 0 to 3 are possible");
        }
        first.decodeRow(in, row);
        if ((parts & 1) != 0) {
            row(row).decode(in);
        }
        if ((parts & 2) != 0) {
            row(row);
            extreme().decodeRow(in, row);
        }
    }
}
