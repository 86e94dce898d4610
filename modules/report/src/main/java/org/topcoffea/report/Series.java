package org.topcoffea.report;

import java.util.Arrays;

/**
 * One value for each bin, with its uncertainty.
 *
 * @param label for the legend; may hold TeX
 * @param values one for each bin
 * @param down uncertainty downwards of each value, at least 0; 0 for none
 * @param up uncertainty upwards of each value, at least 0
 */
public record Series(String label, double[] values, double[] down, double[] up) {
    /** Checks and copies. */
    public Series {
        values = values.clone();
        down = down.clone();
        up = up.clone();
        if (down.length != values.length || up.length != values.length) {
            throw new IllegalArgumentException("'" + label + "' needs an uncertainty for each of its values");
        }
        for (int bin = 0; bin < values.length; bin++) {
            if (!Double.isFinite(values[bin] + down[bin] + up[bin]) || down[bin] < 0 || up[bin] < 0) {
                throw new IllegalArgumentException("'" + label + "' has a value or uncertainty that is not finite, or"
                        + " a negative uncertainty, in bin " + bin);
            }
        }
    }

    /** Values without uncertainties. */
    public static Series of(String label, double... values) {
        return new Series(label, values, new double[values.length], new double[values.length]);
    }

    /** Weighted events: the uncertainty is the square root of the sum of squared weights. */
    public static Series weighted(String label, double[] values, double[] variances) {
        double[] errors =
                Arrays.stream(variances).map(v -> Math.sqrt(Math.max(v, 0))).toArray();
        return new Series(label, values, errors, errors);
    }

    /** Counted events: the uncertainties are central 68.27 % intervals of Garwood. */
    public static Series counted(String label, double[] counts) {
        double[] down = new double[counts.length];
        double[] up = new double[counts.length];
        for (int bin = 0; bin < counts.length; bin++) {
            down[bin] = PoissonInterval.down(counts[bin]);
            up[bin] = PoissonInterval.up(counts[bin]);
        }
        return new Series(label, counts, down, up);
    }

    /** The number of bins. */
    public int bins() {
        return values.length;
    }

    /** The value of a bin. */
    public double value(int bin) {
        return values[bin];
    }

    /** The uncertainty downwards of a bin. */
    public double down(int bin) {
        return down[bin];
    }

    /** The uncertainty upwards of a bin. */
    public double up(int bin) {
        return up[bin];
    }

    /** Whether any bin has an uncertainty. */
    public boolean hasErrors() {
        return Arrays.stream(down).anyMatch(e -> e > 0) || Arrays.stream(up).anyMatch(e -> e > 0);
    }

    /** The same numbers under another name. */
    public Series named(String newLabel) {
        return new Series(newLabel, values, down, up);
    }

    /** The sum of two series; uncertainties are added in quadrature. */
    public Series plus(Series other) {
        double[] sum = new double[bins()];
        double[] sumDown = new double[bins()];
        double[] sumUp = new double[bins()];
        for (int bin = 0; bin < bins(); bin++) {
            sum[bin] = values[bin] + other.value(bin);
            sumDown[bin] = Math.hypot(down[bin], other.down(bin));
            sumUp[bin] = Math.hypot(up[bin], other.up(bin));
        }
        return new Series(label, sum, sumDown, sumUp);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Series that
                && label.equals(that.label)
                && Arrays.equals(values, that.values)
                && Arrays.equals(down, that.down)
                && Arrays.equals(up, that.up);
    }

    @Override
    public int hashCode() {
        return label.hashCode() * 31 + Arrays.hashCode(values);
    }
}
