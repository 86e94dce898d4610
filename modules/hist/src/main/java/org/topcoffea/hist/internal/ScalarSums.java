package org.topcoffea.hist.internal;

import org.topcoffea.hist.Storage;
import org.topcoffea.hist.Summation;

/** Sums of which each row has one or two, filled one event at a time. */
public abstract sealed class ScalarSums extends Sums permits CountSums, PlainSums, ExactSums {
    ScalarSums(int rows, int columns) {
        super(rows, columns);
    }

    /** Empty sums for a storage. */
    public static ScalarSums of(Storage storage, Summation summation, int rows) {
        int columns = storage == Storage.WEIGHTED ? 2 : 1;
        if (storage == Storage.COUNT) {
            return new CountSums(rows);
        }
        return summation == Summation.PLAIN ? new PlainSums(rows, columns) : new ExactSums(rows, columns);
    }

    /** Adds to the first column alone. */
    public abstract void add(int row, double x);

    /** Adds a weight to the first and its square to the second column. */
    public abstract void addWithSquare(int row, double weight);
}
