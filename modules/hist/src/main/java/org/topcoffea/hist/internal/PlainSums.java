package org.topcoffea.hist.internal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** One double for each sum. */
public final class PlainSums extends ScalarSums {
    private final double[] sums;

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

    @Override
    public void addContent(int row, double[] values) {
        for (int k = 0; k < columns(); k++) {
            sums[row * columns() + k] += values[k];
        }
    }

    @Override
    public double value(int row, int column) {
        return sums[row * columns() + column];
    }

    @Override
    public void addRow(int row, Sums other, int otherRow) {
        PlainSums that = (PlainSums) other;
        for (int k = 0; k < columns(); k++) {
            sums[row * columns() + k] += that.sums[otherRow * columns() + k];
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

    // Adding zero makes a negative zero positive: both are the same content.
    @Override
    public void encodeRow(DataOutput out, int row) throws IOException {
        for (int k = 0; k < columns(); k++) {
            out.writeDouble(sums[row * columns() + k] + 0.0);
        }
    }

    @Override
    public void decodeRow(DataInput in, int row) throws IOException {
        for (int k = 0; k < columns(); k++) {
            sums[row * columns() + k] += in.readDouble();
        }
    }
}
