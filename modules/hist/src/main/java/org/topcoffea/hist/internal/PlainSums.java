package org.topcoffea.hist.internal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** One double for each sum. */
public final class PlainSums extends Sums {
    private double[] sums;

    /** Zeros. */
    public PlainSums(int rows, int columns) {
        super(rows, columns);
        sums = new double[Math.multiplyExact(rows, columns)];
    }

    @Override
    public void add(int row, double x) {
        sums[row * columns()] += x;
    }

    @Override
    public void addWithSquare(int row, double weight) {
        sums[2 * row] += weight;
        sums[2 * row + 1] += weight * weight;
    }

    // A loop of this form is turned into vector instructions; keep it free of branches and calls.
    @Override
    public void addTerms(int row, double weight, float[] terms, int offset) {
        double[] target = sums;
        int columns = columns();
        int base = row * columns;
        for (int k = 0; k < columns; k++) {
            target[base + k] += weight * terms[offset + k];
        }
    }

    @Override
    public void addTerms(int row, double weight, double[] terms, int offset) {
        double[] target = sums;
        int columns = columns();
        int base = row * columns;
        for (int k = 0; k < columns; k++) {
            target[base + k] += weight * terms[offset + k];
        }
    }

    @Override
    public double value(int row, int column) {
        return sums[row * columns() + column];
    }

    @Override
    public void addRow(int row, Sums other, int otherRow) {
        PlainSums that = (PlainSums) other;
        for (int k = 0; k < that.columns(); k++) {
            sums[row * columns() + k] += that.sums[otherRow * that.columns() + k];
        }
    }

    @Override
    public boolean isZero(int row) {
        for (int k = 0; k < columns(); k++) {
            if (sums[row * columns() + k] != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    void widened(int oldColumns) {
        double[] old = sums;
        sums = new double[Math.multiplyExact(rows(), columns())];
        for (int row = 0; row < rows(); row++) {
            System.arraycopy(old, row * oldColumns, sums, row * columns(), oldColumns);
        }
    }

    // Adding zero makes a negative zero positive: both are the same content.
    @Override
    void encodeRow(DataOutput out, int row) throws IOException {
        for (int k = 0; k < columns(); k++) {
            out.writeLong(Double.doubleToLongBits(sums[row * columns() + k] + 0.0));
        }
    }

    @Override
    void decodeRow(DataInput in, int row) throws IOException {
        for (int k = 0; k < columns(); k++) {
            sums[row * columns() + k] += in.readDouble();
        }
    }
}
