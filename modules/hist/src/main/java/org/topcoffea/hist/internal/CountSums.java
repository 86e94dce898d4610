package org.topcoffea.hist.internal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Numbers of fills, one column of 64-bit integers. */
public final class CountSums extends ScalarSums {
    private final long[] counts;

    /** Zeros. */
    public CountSums(int rows) {
        super(rows, 1);
        counts = new long[rows];
    }

    /** Adds to a count. */
    public void count(int row, long n) {
        counts[row] += n;
    }

    /** A count without rounding. */
    public long count(int row) {
        return counts[row];
    }

    @Override
    public void add(int row, double x) {
        if (x != 1) {
            throw new IllegalStateException("a histogram of counts takes no weights: use Storage.DOUBLE or WEIGHTED");
        }
        counts[row]++;
    }

    @Override
    public void addWithSquare(int row, double weight) {
        add(row, weight);
    }

    @Override
    public void addContent(int row, double[] values) {
        if (values[0] != Math.rint(values[0]) || Math.abs(values[0]) > 0x1p53) {
            throw new IllegalArgumentException(values[0] + " is not a count");
        }
        counts[row] += (long) values[0];
    }

    @Override
    public double value(int row, int column) {
        return (double) counts[row];
    }

    @Override
    public void addRow(int row, Sums other, int otherRow) {
        counts[row] += ((CountSums) other).counts[otherRow];
    }

    @Override
    public boolean isZero(int row) {
        return counts[row] == 0;
    }

    @Override
    public void encodeRow(DataOutput out, int row) throws IOException {
        out.writeLong(counts[row]);
    }

    @Override
    public void decodeRow(DataInput in, int row) throws IOException {
        counts[row] += in.readLong();
    }
}
