package org.topcoffea.root.writer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An axis of a histogram: its edges and what is written beside it. */
public final class HistogramAxis {
    private final String title;
    private final int bins;
    private final double low;
    private final double high;
    private final double @Nullable [] edges;
    private final List<String> labels;

    private HistogramAxis(
            String title, int bins, double low, double high, double @Nullable [] edges, List<String> labels) {
        if (bins < 1) {
            throw new IllegalArgumentException("axis " + title + ": " + bins + " bins");
        }
        if (!(low < high) || Double.isInfinite(high - low)) {
            throw new IllegalArgumentException("axis " + title + ": from " + low + " to " + high);
        }
        this.title = title;
        this.bins = bins;
        this.low = low;
        this.high = high;
        this.edges = edges;
        this.labels = labels;
    }

    /** Bins of equal width from {@code low} to {@code high}. */
    public static HistogramAxis regular(String title, int bins, double low, double high) {
        return new HistogramAxis(title, bins, low, high, null, List.of());
    }

    /**
     * Bins between edges.
     *
     * @param edges at least two, rising
     */
    public static HistogramAxis variable(String title, double... edges) {
        if (edges.length < 2) {
            throw new IllegalArgumentException("axis " + title + ": " + edges.length + " edges");
        }
        for (int i = 1; i < edges.length; i++) {
            if (!(edges[i - 1] < edges[i])) {
                throw new IllegalArgumentException("axis " + title + ": edge " + i + " does not rise");
            }
        }
        int bins = edges.length - 1;
        return new HistogramAxis(title, bins, edges[0], edges[bins], edges.clone(), List.of());
    }

    /** One bin of width one from zero on for each label. */
    public static HistogramAxis category(String title, List<String> labels) {
        return new HistogramAxis(title, labels.size(), 0, labels.size(), null, List.copyOf(labels));
    }

    /** What the axis shows, with its unit. */
    public String title() {
        return title;
    }

    /** The number of bins, without the two for what lies outside. */
    public int bins() {
        return bins;
    }

    /** The lower edge of the first bin. */
    public double low() {
        return low;
    }

    /** The upper edge of the last bin. */
    public double high() {
        return high;
    }

    /** Whether bins differ in width. */
    public boolean isVariable() {
        return edges != null;
    }

    /** The edges of the bins, one more than bins. */
    public double[] edges() {
        if (edges != null) {
            return edges.clone();
        }
        double[] equal = new double[bins + 1];
        for (int i = 0; i <= bins; i++) {
            equal[i] = i == bins ? high : low + i * ((high - low) / bins);
        }
        return equal;
    }

    /** The names of the bins, or none. */
    public List<String> labels() {
        return labels;
    }
}
