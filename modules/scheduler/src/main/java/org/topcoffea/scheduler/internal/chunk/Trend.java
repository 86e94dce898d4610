package org.topcoffea.scheduler.internal.chunk;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How many events may be had for an amount of something, from pairs of both. A line through the medians of all slopes
 * (Theil and Sen) is not led astray by a few slow chunks. What an empty chunk takes cannot be negative: when the line says
 * so, or when all amounts are alike, events are taken as proportional to the amount.
 */
public final class Trend {
    private Trend() {}

    /**
     * The events for an amount.
     *
     * @param target the amount, above 0
     * @param amounts what each chunk took; negative values are left out, values below 1 count as 1
     * @param events how many events each chunk had
     * @return empty with fewer than two chunks
     */
    public static OptionalDouble events(double target, double[] amounts, double[] events) {
        int n = 0;
        double[] x = new double[amounts.length];
        double[] y = new double[amounts.length];
        for (int i = 0; i < amounts.length; i++) {
            if (amounts[i] >= 0) {
                x[n] = Math.max(1, amounts[i]);
                y[n++] = events[i];
            }
        }
        return n < 2 ? OptionalDouble.empty() : OptionalDouble.of(events(target, Arrays.copyOf(x, n), y, n));
    }

    private static double events(double target, double[] x, double[] y, int n) {
        double[] slopes = new double[n * (n - 1) / 2];
        int count = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                if (x[i] != x[j]) {
                    slopes[count++] = (y[i] - y[j]) / (x[i] - x[j]);
                }
            }
        }
        if (count > 0) {
            double slope = median(Arrays.copyOf(slopes, count));
            double intercept = median(offsets(x, y, n, slope));
            if (slope > 0 && intercept <= 0) {
                return slope * target + intercept;
            }
        }
        double[] ratios = new double[n];
        for (int i = 0; i < n; i++) {
            ratios[i] = y[i] / x[i];
        }
        return median(ratios) * target;
    }

    private static double[] offsets(double[] x, double[] y, int n, double slope) {
        double[] offsets = new double[n];
        for (int i = 0; i < n; i++) {
            offsets[i] = y[i] - slope * x[i];
        }
        return offsets;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int half = values.length / 2;
        return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}
