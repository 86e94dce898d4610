package org.topcoffea.hist;

import org.topcoffea.hist.internal.Names;

/**
 * One bin for each whole number; a value between two falls to the lower one.
 *
 * @param name the name of the axis
 * @param label the text for people
 * @param lower the first number
 * @param upper the number behind the last one
 * @param underflow whether there is an underflow bin
 * @param overflow whether there is an overflow bin
 */
public record IntegerAxis(String name, String label, int lower, int upper, boolean underflow, boolean overflow)
        implements DenseAxis {
    /** Checks name and limits. */
    public IntegerAxis {
        Names.checkAxis(name);
        if (lower >= upper) {
            throw new IllegalArgumentException(
                    "axis '" + name + "': limits " + lower + " and " + upper + " must be increasing");
        }
        Names.checkBins(name, (long) upper - lower);
    }

    @Override
    public int bins() {
        return upper - lower;
    }

    @Override
    public int row(double x) {
        if (x < lower) {
            return underflow ? 0 : -1;
        }
        int first = underflow ? 1 : 0;
        if (x < upper) {
            return first + (int) ((long) Math.floor(x) - lower);
        }
        return overflow ? first + bins() : -1;
    }

    @Override
    public double edge(int bin) {
        return (double) lower + bin;
    }
}
