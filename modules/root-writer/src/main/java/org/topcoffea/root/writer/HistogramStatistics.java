package org.topcoffea.root.writer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that describe all fills of a histogram, from which means and widths are shown. Only fills inside of all axes count in the
 * sums.
 */
public final class HistogramStatistics {
    private static final int[] SUMS = {0, 4, 7, 11};

    private final double entries;
    private final double[] sums;

    /**
     * Statistics of fills with weights w.
     *
     * @param entries the number of fills
     * @param sums of w, w², wx, wx², and for two axes wy, wy², wxy, and for three wz, wz², wxz, wyz: 4, 7 or 11 numbers
     */
    public HistogramStatistics(double entries, double... sums) {
        this.entries = entries;
        this.sums = sums.clone();
        if (sums.length != 4 && sums.length != 7 && sums.length != 11) {
            throw new IllegalArgumentException(sums.length + " sums; one, two and three axes have 4, 7 and 11");
        }
    }

    /** The number of fills. */
    public double entries() {
        return entries;
    }

    /** One of the sums in the order of the constructor. */
    public double sum(int index) {
        return sums[index];
    }

    /** The number of axes. */
    public int dimensions() {
        return sums.length == 4 ? 1 : sums.length == 7 ? 2 : 3;
    }

    /** Takes every fill for one at the centre of its bin, and as many fills as would give the same relative uncertainty. */
    static HistogramStatistics ofBins(List<HistogramAxis> axes, double[] contents, double @Nullable [] variances) {
        int dimensions = axes.size();
        double[] sums = new double[SUMS[dimensions]];
        double[][] centres = axes.stream().map(HistogramStatistics::centres).toArray(double[][]::new);
        double total = 0;
        double totalVariance = 0;
        for (int cell = 0; cell < contents.length; cell++) {
            double weight = contents[cell];
            double variance = variances == null ? Math.abs(weight) : variances[cell];
            total += weight;
            totalVariance += variance;
            addCell(sums, centres, cell, weight, variance);
        }
        double entries = totalVariance > 0 ? total * total / totalVariance : 0;
        return new HistogramStatistics(entries, sums);
    }

    private static double[] centres(HistogramAxis axis) {
        double[] edges = axis.edges();
        double[] centres = new double[axis.bins() + 2];
        centres[0] = Double.NaN;
        centres[axis.bins() + 1] = Double.NaN;
        for (int bin = 1; bin <= axis.bins(); bin++) {
            centres[bin] = 0.5 * (edges[bin - 1] + edges[bin]);
        }
        return centres;
    }

    private static void addCell(double[] sums, double[][] centres, int cell, double weight, double variance) {
        int rest = cell;
        double[] at = new double[centres.length];
        for (int i = 0; i < centres.length; i++) {
            at[i] = centres[i][rest % centres[i].length];
            rest /= centres[i].length;
            if (Double.isNaN(at[i])) {
                return;
            }
        }
        sums[0] += weight;
        sums[1] += variance;
        int next = 2;
        for (int i = 0; i < at.length; i++) {
            sums[next++] += weight * at[i];
            sums[next++] += weight * at[i] * at[i];
            for (int j = 0; j < i; j++) {
                sums[next++] += weight * at[i] * at[j];
            }
        }
    }
}
