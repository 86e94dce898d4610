package org.topcoffea.hist.internal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Sums of rows of terms that do not depend on the order of events.
 *
 * <p>Each event is cut at fixed places: its terms are split into three slices of 40 bits of a grid that is the same for
 * all, the first slice being the one that holds the event's largest term. What lies below the third is rounded off, at
 * least 79 bits below the largest term of the same event. Slices are added separately and exactly, so that a row is a
 * function of the set of its events; no event depends on what was filled before. (The slices are those of Demmel and
 * Nguyen, <i>Fast reproducible floating-point summation</i>; as rows keep every slice that was ever used, none needs to be
 * dropped when larger events arrive.) The loop over terms has no branches and becomes vector instructions.
 *
 * <p>Events with terms beyond 10^±240, infinities and NaN take a slow path through {@link ExactSums}, as does what is
 * added to the first term alone.
 */
public final class SlicedTerms extends TermSums {
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

    @Override
    public void addTerms(int row, double weight, float[] terms, int offset) {
        double bound = Math.abs(weight) * SlicedRow.largest(terms, offset, columns());
        if (bound > SlicedRow.SMALLEST && bound < SlicedRow.LARGEST) {
            row(row).add(bound, weight, terms, offset);
        } else if (bound == 0) {
            row(row);
        } else {
            row(row);
            for (int k = 0; k < columns(); k++) {
                extreme().add(row, k, weight * terms[offset + k]);
            }
        }
    }

    @Override
    public void addTerms(int row, double weight, double[] terms, int offset) {
        double bound = Math.abs(weight) * SlicedRow.largest(terms, offset, columns());
        if (bound > SlicedRow.SMALLEST && bound < SlicedRow.LARGEST) {
            row(row).add(bound, weight, terms, offset);
        } else if (bound == 0) {
            row(row);
        } else {
            row(row);
            for (int k = 0; k < columns(); k++) {
                extreme().add(row, k, weight * terms[offset + k]);
            }
        }
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

    @Override
    public void encodeRow(DataOutput out, int row) throws IOException {
        SlicedRow slices = wide[row];
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
