package org.topcoffea.hist.internal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Numbers of fills, one column of 64-bit integers. */
public final class CountSums extends Sums {
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
    public void addTerms(int row, double weight, float[] terms, int offset) {
        throw new IllegalStateException("counts have no terms");
    }

    @Override
    public void addTerms(int row, double weight, double[] terms, int offset) {
        throw new IllegalStateException("counts have no terms");
    }

    @Override
    public double value(int row, int column) {
        return counts[row];
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
    void widened(int oldColumns) {
        throw new IllegalStateException("counts have one column");
    }

    @Override
    void encodeRow(DataOutput out, int row) throws IOException {
        out.writeLong(counts[row]);
    }

    @Override
    void decodeRow(DataInput in, int row) throws IOException {
        counts[row] += in.readLong();
    }
}
