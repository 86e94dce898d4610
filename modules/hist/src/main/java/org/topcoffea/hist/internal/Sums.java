package org.topcoffea.hist.internal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A table of sums: a row for each bin, a column for each number that is kept of a bin. What the implementations differ in
 * is how the sums depend on the order of the addends.
 */
public abstract sealed class Sums permits ScalarSums, TermSums {
    private final int rows;
    private final int columns;

    Sums(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /** The number of rows. */
    public final int rows() {
        return rows;
    }

    /** The number of columns. */
    public final int columns() {
        return columns;
    }

    /** The sum, rounded to a double. */
    public abstract double value(int row, int column);

    /** Adds to every column of a row what was already summed elsewhere. */
    public abstract void addContent(int row, double[] values);

    /** Adds one row of other sums of the same class and number of columns. */
    public abstract void addRow(int row, Sums other, int otherRow);

    /** Whether every sum of a row is zero. */
    public abstract boolean isZero(int row);

    /** Writes the sums of one row: equal sums give equal bytes. */
    public abstract void encodeRow(DataOutput out, int row) throws IOException;

    /** Adds encoded sums to one row. */
    public abstract void decodeRow(DataInput in, int row) throws IOException;
}
