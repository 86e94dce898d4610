package org.topcoffea.hist.internal;

import org.topcoffea.hist.Summation;

/**
 * Sums of rows of many terms that are filled together. Rows that only ever got their first term, and rows that got
 * nothing, take no memory for the others.
 */
public abstract sealed class TermSums extends Sums permits PlainTerms, SlicedTerms {
    TermSums(int rows, int columns) {
        super(rows, columns);
    }

    /** Empty sums. */
    public static TermSums of(Summation summation, int rows, int columns) {
        return summation == Summation.PLAIN ? new PlainTerms(rows, columns) : new SlicedTerms(rows, columns);
    }

    /** Adds to the first column alone. */
    public abstract void add(int row, double x);

    /** What {@link #magnitude} never answers if there is a magnitude. */
    public static final int NO_MAGNITUDE = Integer.MAX_VALUE;

    /**
     * What these sums have to know of the size of an event's terms before they are added, for those who add them more than
     * once; {@link #NO_MAGNITUDE} if nothing.
     */
    public abstract int magnitude(float[] terms, int offset);

    /** Adds {@code weight * terms[offset + k]} to every column k. */
    public abstract void addTerms(int row, double weight, float[] terms, int offset);

    /** As {@link #addTerms(int, double, float[], int)} with the {@link #magnitude} of the terms. */
    public abstract void addTerms(int row, double weight, float[] terms, int offset, int magnitude);

    /** Adds {@code weight * terms[offset + k]} to every column k. */
    public abstract void addTerms(int row, double weight, double[] terms, int offset);

    /** Whether more than the first column of a row was ever added to. */
    public abstract boolean isWide(int row);

    /** Whether more than the first column of any row was ever added to. */
    public final boolean isWide() {
        for (int row = 0; row < rows(); row++) {
            if (isWide(row)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public final void addContent(int row, double[] values) {
        if (values.length == 1) {
            add(row, values[0]);
        } else {
            addTerms(row, 1, values, 0);
        }
    }

    /** Adds a row multiplied with a factor to the same row of other sums. */
    public final void addScaledTo(TermSums target, int row, double factor) {
        if (isWide(row)) {
            double[] values = new double[columns()];
            for (int column = 0; column < values.length; column++) {
                values[column] = value(row, column);
            }
            target.addTerms(row, factor, values, 0);
        } else if (!isZero(row)) {
            target.add(row, value(row, 0) * factor);
        }
    }

    /** The scalar product of a row with a vector. */
    public final double product(int row, double[] vector) {
        int end = isWide(row) ? columns() : 1;
        double sum = 0;
        for (int column = 0; column < end; column++) {
            sum += value(row, column) * vector[column];
        }
        return sum;
    }
}
