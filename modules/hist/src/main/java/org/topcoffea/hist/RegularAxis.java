package org.topcoffea.hist;

import org.topcoffea.hist.internal.Names;

/**
 * Bins of equal width.
 *
 * @param name the name of the axis
 * @param label the text for people
 * @param bins how many bins, at least 1
 * @param lower the lower edge of the first bin
 * @param upper the upper edge of the last bin, above {@code lower}
 * @param underflow whether there is an underflow bin
 * @param overflow whether there is an overflow bin
 */
public record RegularAxis(
        String name, String label, int bins, double lower, double upper, boolean underflow, boolean overflow)
        implements DenseAxis {
    /** Checks name, number of bins and edges. */
    public RegularAxis {
        Names.checkAxis(name);
        Names.checkBins(name, bins);
        if (!(lower < upper) || Double.isInfinite(upper - lower)) {
            throw new IllegalArgumentException(
                    "axis '" + name + "': edges " + lower + " and " + upper + " must be finite and increasing");
        }
    }

    /** The same operations in the same order as boost-histogram, so that a value on an edge falls the same way. */
    @Override
    public int row(double x) {
        double z = (x - lower) / (upper - lower);
        if (z < 0) {
            return underflow ? 0 : -1;
        }
        int first = underflow ? 1 : 0;
        if (z < 1) {
            return first + (int) (z * bins);
        }
        return overflow ? first + bins : -1;
    }

    @Override
    public double edge(int bin) {
        double z = (double) bin / bins;
        return (1.0 - z) * lower + z * upper;
    }
}
