package org.topcoffea.generate.internal;

import java.util.Arrays;

/** The objects of one collection in one event. */
final class Table {
    private static final int FIRST_CAPACITY = 64;

    private final Column[] columns;
    private double[][] values;
    private int[] order = new int[FIRST_CAPACITY];
    private double[] scratch = new double[FIRST_CAPACITY];
    private int count;

    Table(Column[] columns) {
        this.columns = columns;
        this.values = new double[columns.length][FIRST_CAPACITY];
    }

    Column[] columns() {
        return columns;
    }

    int count() {
        return count;
    }

    void clear() {
        count = 0;
    }

    /** Adds an object of zeros. */
    int add() {
        if (count == order.length) {
            for (int c = 0; c < columns.length; c++) {
                values[c] = Arrays.copyOf(values[c], 2 * count);
            }
            order = new int[2 * count];
            scratch = new double[2 * count];
        }
        for (double[] column : values) {
            column[count] = 0;
        }
        return count++;
    }

    void set(Column column, int row, double value) {
        values[column.ordinal()][row] = value;
    }

    double get(Column column, int row) {
        return values[column.ordinal()][row];
    }

    /** Orders by the first column, which is the transverse momentum, the largest first. */
    void sort() {
        double[] key = values[0];
        for (int i = 0; i < count; i++) {
            int at = i;
            while (at > 0 && key[order[at - 1]] < key[i]) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = i;
        }
        for (double[] column : values) {
            for (int i = 0; i < count; i++) {
                scratch[i] = column[order[i]];
            }
            System.arraycopy(scratch, 0, column, 0, count);
        }
    }
}
