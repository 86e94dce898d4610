package org.topcoffea.root.writer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A histogram of one to three axes as it is written to a file. Cells are in the order of ROOT: each axis has its bins and
 * one more at either end for what lies outside, and the first axis runs fastest, so that the cell of bins x, y, z counted from 0 for
 * underflow is {@code x + (nx + 2) * (y + (ny + 2) * z)}.
 */
public final class Histogram {
    private final String title;
    private final List<HistogramAxis> axes;
    private final boolean single;
    private final double[] contents;
    private final double @Nullable [] variances;
    private final HistogramStatistics statistics;

    private Histogram(
            String title,
            List<HistogramAxis> axes,
            boolean single,
            double[] contents,
            double @Nullable [] variances,
            @Nullable HistogramStatistics statistics) {
        this.title = title;
        this.axes = List.copyOf(axes);
        this.single = single;
        this.contents = contents;
        this.variances = variances;
        if (axes.isEmpty() || axes.size() > 3) {
            throw new IllegalArgumentException("histogram " + title + " has " + axes.size() + " axes");
        }
        requireCells("contents", contents);
        if (variances != null) {
            requireCells("variances", variances);
        }
        this.statistics = statistics == null ? HistogramStatistics.ofBins(this.axes, contents, variances) : statistics;
        if (this.statistics.dimensions() != axes.size()) {
            throw new IllegalArgumentException("histogram " + title + ": statistics of " + this.statistics.dimensions()
                    + " axes for " + axes.size());
        }
    }

    private void requireCells(String what, double[] values) {
        long cells = 1;
        for (HistogramAxis axis : axes) {
            cells *= axis.bins() + 2L;
        }
        if (values.length != cells) {
            throw new IllegalArgumentException("histogram " + title + " has " + cells
                    + " cells with those outside, but " + values.length + " " + what);
        }
    }

    /**
     * A histogram in double precision without variances, with statistics taken from the bins.
     *
     * @param contents the sum of weights of each cell; kept, not copied
     */
    public static Histogram of(String title, List<HistogramAxis> axes, double[] contents) {
        return new Histogram(title, axes, false, contents, null, null);
    }

    /**
     * This histogram with the sum of squared weights of each cell, and with statistics taken from the bins.
     *
     * @param newVariances one for each cell; kept, not copied
     */
    public Histogram withVariances(double[] newVariances) {
        return new Histogram(title, axes, single, contents, newVariances, null);
    }

    /** This histogram with statistics of its fills instead of those taken from the bins. */
    public Histogram withStatistics(HistogramStatistics newStatistics) {
        return new Histogram(title, axes, single, contents, variances, newStatistics);
    }

    /** This histogram with contents in single precision (TH1F instead of TH1D); variances stay in double precision. */
    public Histogram inSinglePrecision() {
        return new Histogram(title, axes, true, contents, variances, statistics);
    }

    /** The title. */
    public String title() {
        return title;
    }

    /** The axes, x first. */
    public List<HistogramAxis> axes() {
        return axes;
    }

    /** Whether contents are written in single precision. */
    public boolean single() {
        return single;
    }

    /** The sum of weights of each cell; not a copy. */
    public double[] contents() {
        return contents;
    }

    /** The sum of squared weights of each cell, or an empty array; not a copy. */
    public double[] variances() {
        return variances == null ? new double[0] : variances;
    }

    /** The numbers that describe all fills. */
    public HistogramStatistics statistics() {
        return statistics;
    }

    /** The name of the histogram's class in a file, such as TH2D. */
    public String className() {
        return "TH" + axes.size() + (single ? "F" : "D");
    }
}
