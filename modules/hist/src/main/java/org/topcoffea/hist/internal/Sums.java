package org.topcoffea.hist.internal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.topcoffea.hist.Summation;

/**
 * A table of sums with a fixed number of rows (bins) and a number of columns (terms) that may grow once from one to many.
 * All adding goes through here; what the implementations differ in is how the sums depend on the order of addends.
 */
public abstract sealed class Sums permits CountSums, PlainSums {
    private final int rows;
    private int columns;

    Sums(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /** Empty sums for scalar storages, in which each row has one or two columns. */
    public static Sums scalar(Summation summation, int rows, int columns) {
        return summation == Summation.PLAIN ? new PlainSums(rows, columns) : new PlainSums(rows, columns);
    }

    /** Empty sums for rows of many terms that are filled together; begins with one column. */
    public static Sums terms(Summation summation, int rows) {
        return summation == Summation.PLAIN ? new PlainSums(rows, 1) : new PlainSums(rows, 1);
    }

    public final int rows() {
        return rows;
    }

    public final int columns() {
        return columns;
    }

    /** Adds to the first column alone. */
    public abstract void add(int row, double x);

    /** Adds a weight to the first and its square to the second column. */
    public abstract void addWithSquare(int row, double weight);

    /** Adds {@code weight * terms[offset + k]} to every column k. */
    public abstract void addTerms(int row, double weight, float[] terms, int offset);

    /** Adds {@code weight * terms[offset + k]} to every column k. */
    public abstract void addTerms(int row, double weight, double[] terms, int offset);

    /** The sum, rounded to a double. */
    public abstract double value(int row, int column);

    /** Adds one row of other sums of the same class, which has as many columns as this or one. */
    public abstract void addRow(int row, Sums other, int otherRow);

    /** Whether every sum of a row is zero. */
    public abstract boolean isZero(int row);

    /** Gives every row that many columns, with the old ones first. */
    public final void widen(int newColumns) {
        if (newColumns < columns) {
            throw new IllegalArgumentException(columns + " columns cannot become " + newColumns);
        }
        if (newColumns > columns) {
            int old = columns;
            columns = newColumns;
            widened(old);
        }
    }

    /** Rearranges what is stored after {@link #columns()} has grown from {@code oldColumns}. */
    abstract void widened(int oldColumns);

    /** Writes the sums of one row: equal sums give equal bytes. */
    abstract void encodeRow(DataOutput out, int row) throws IOException;

    /** Adds encoded sums to one row. */
    abstract void decodeRow(DataInput in, int row) throws IOException;

    /** Writes all rows that are not zero. */
    public final void encode(DataOutput out) throws IOException {
        out.writeInt(columns);
        for (int row = 0; row < rows; row++) {
            boolean zero = isZero(row);
            out.writeBoolean(!zero);
            if (!zero) {
                encodeRow(out, row);
            }
        }
    }

    /**
     * Adds encoded sums to this, which is empty.
     *
     * @param maxColumns the largest number of columns that the histogram can have
     */
    public final void decode(DataInput in, int maxColumns) throws IOException {
        int encoded = in.readInt();
        if (encoded != columns && encoded != maxColumns) {
            throw new IOException(encoded + " columns where " + columns + " or " + maxColumns + " belong");
        }
        boolean wide = false;
        for (int row = 0; row < rows; row++) {
            int flag = in.readUnsignedByte();
            if (flag > 1) {
                throw new IOException("row " + row + " begins with " + flag + " instead of 0 or 1");
            }
            if (flag == 1) {
                if (!wide) {
                    // Only now: bytes that end early must not have cost a full table.
                    widen(encoded);
                    wide = true;
                }
                decodeRow(in, row);
            }
        }
        widen(encoded);
    }

    /** One or more sums of one row as doubles, into {@code target} from {@code offset} on. */
    public final void copyRow(int row, double[] target, int offset) {
        for (int column = 0; column < columns; column++) {
            target[offset + column] = value(row, column);
        }
    }
}
