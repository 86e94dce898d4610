package org.topcoffea.report;

import java.util.List;

/**
 * The bins of a plot.
 *
 * @param label what is histogrammed, with its unit in brackets; may hold TeX such as {@code $p_T$ [GeV]}
 * @param edges ascending and finite, one more than there are bins
 * @param binLabels a name for each bin, or empty for a numeric axis
 * @param note a remark on the axis, for example that the last bin holds the overflow; may be empty
 */
public record BinAxis(String label, List<Double> edges, List<String> binLabels, String note) {
    /** Checks and copies. */
    public BinAxis {
        edges = List.copyOf(edges);
        binLabels = List.copyOf(binLabels);
        if (edges.size() < 2 || (!binLabels.isEmpty() && binLabels.size() != edges.size() - 1)) {
            throw new IllegalArgumentException(
                    "axis '" + label + "' has " + edges.size() + " edges and " + binLabels.size() + " bin labels");
        }
        for (int i = 0; i < edges.size(); i++) {
            if (!Double.isFinite(edges.get(i)) || (i > 0 && edges.get(i) <= edges.get(i - 1))) {
                throw new IllegalArgumentException("edges of axis '" + label + "' must be finite and ascend");
            }
        }
    }

    /** A numeric axis. */
    public static BinAxis numeric(String label, double... edges) {
        return new BinAxis(label, java.util.Arrays.stream(edges).boxed().toList(), List.of(), "");
    }

    /** An axis of named bins, all equally wide. */
    public static BinAxis named(String label, List<String> names) {
        List<Double> edges = new java.util.ArrayList<>();
        for (int i = 0; i <= names.size(); i++) {
            edges.add((double) i);
        }
        return new BinAxis(label, edges, names, "");
    }

    /** The number of bins. */
    public int bins() {
        return edges.size() - 1;
    }

    /** The lower edge of a bin; {@code edge(bins())} is the upper edge of the last one. */
    public double edge(int bin) {
        return edges.get(bin);
    }

    /** The middle of a bin. */
    public double center(int bin) {
        return 0.5 * (edge(bin) + edge(bin + 1));
    }

    /** The width of all bins if they are equally wide and have no names of their own, else NaN. */
    public double commonWidth() {
        double width = (edge(bins()) - edge(0)) / bins();
        for (int bin = 0; bin < bins(); bin++) {
            if (Math.abs(edge(bin + 1) - edge(bin) - width) > 1e-6 * width) {
                return Double.NaN;
            }
        }
        return binLabels.isEmpty() ? width : Double.NaN;
    }
}
