package org.topcoffea.hist.internal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One double for each sum; rows come into being when terms are first added to them. */
public final class PlainTerms extends TermSums {
    /** What was added to the first column alone. */
    private final double[] first;

    private final double[] @Nullable [] wide;

    /** Zeros. */
    public PlainTerms(int rows, int columns) {
        super(rows, columns);
        first = new double[rows];
        wide = new double[rows] @Nullable [];
    }

    @Override
    public void add(int row, double x) {
        first[row] += x;
    }

    private double[] row(int row) {
        double[] target = wide[row];
        if (target == null) {
            target = new double[columns()];
            wide[row] = target;
        }
        return target;
    }

    @Override
    public int magnitude(float[] terms, int offset) {
        return NO_MAGNITUDE;
    }

    @Override
    public void addTerms(int row, double weight, float[] terms, int offset, int magnitude) {
        addTerms(row, weight, terms, offset);
    }

    // Loops of this form are turned into vector instructions; keep them free of branches and calls.
    @Override
    public void addTerms(int row, double weight, float[] terms, int offset) {
        double[] target = row(row);
        for (int k = 0; k < target.length; k++) {
            target[k] += weight * terms[offset + k];
        }
    }

    @Override
    public void addTerms(int row, double weight, double[] terms, int offset) {
        double[] target = row(row);
        for (int k = 0; k < target.length; k++) {
            target[k] += weight * terms[offset + k];
        }
    }

    @Override
    public boolean isWide(int row) {
        return wide[row] != null;
    }

    @Override
    public double value(int row, int column) {
        double[] terms = wide[row];
        double value = terms == null ? 0 : terms[column];
        return column == 0 ? first[row] + value : value;
    }

    @Override
    public void addRow(int row, Sums other, int otherRow) {
        PlainTerms that = (PlainTerms) other;
        first[row] += that.first[otherRow];
        double[] terms = that.wide[otherRow];
        if (terms != null) {
            addTerms(row, 1, terms, 0);
        }
    }

    @Override
    public boolean isZero(int row) {
        double[] terms = wide[row];
        if (terms != null) {
            for (double term : terms) {
                if (term != 0) {
                    return false;
                }
            }
        }
        return first[row] == 0;
    }

    // Adding zero makes a negative zero positive: both are the same content.
    @Override
    public void encodeRow(DataOutput out, int row) throws IOException {
        double[] terms = wide[row];
        out.writeBoolean(terms != null);
        out.writeDouble(first[row] + 0.0);
        if (terms != null) {
            for (double term : terms) {
                out.writeDouble(term + 0.0);
            }
        }
    }

    @Override
    public void decodeRow(DataInput in, int row) throws IOException {
        boolean isWide = in.readBoolean();
        first[row] += in.readDouble();
        if (isWide) {
            double[] target = row(row);
            for (int k = 0; k < target.length; k++) {
                target[k] += in.readDouble();
            }
        }
    }
}
