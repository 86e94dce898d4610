package org.topcoffea.root;

import java.util.List;

/**
 * A histogram of a ROOT file (TH1, TH2, TH3 of any storage, TProfile) as plain data.
 *
 * <p>Bins include underflow and overflow of each axis, and the first axis runs fastest: with {@code n} bins on the first
 * axis, bin {@code (i, j)} is at {@code i + (n + 2) * j}, where 0 is underflow and {@code n + 1} overflow.
 *
 * @param name the name of the object
 * @param title its title
 * @param className its C++ class
 * @param axes one to three axes
 * @param values the content of each bin; for a profile the weighted sum of what is averaged
 * @param variances the sum of squared weights of each bin; empty when the file keeps none
 * @param binEntries the sum of weights of each bin of a profile; empty otherwise
 * @param entries the number of fills as the writer counted it
 * @param statistics the sums of w, w², w·x and w·x² over all fills within the axes
 */
public record RootHistogram(
        String name,
        String title,
        String className,
        List<Axis> axes,
        double[] values,
        double[] variances,
        double[] binEntries,
        double entries,
        double[] statistics) {
    /**
     * An axis.
     *
     * @param name the name of the axis within the histogram, such as {@code xaxis}
     * @param title what is drawn beside it
     * @param bins the number of bins without flow
     * @param low the lower edge of the first bin
     * @param high the upper edge of the last bin
     * @param edges all {@code bins + 1} edges; empty when the bins have equal widths
     * @param labels a label for each bin, empty texts where there is none; empty when the axis has no labels
     */
    public record Axis(
            String name, String title, int bins, double low, double high, double[] edges, List<String> labels) {
        /** Copies the list. */
        public Axis {
            labels = List.copyOf(labels);
        }
    }

    /** Copies the list. */
    public RootHistogram {
        axes = List.copyOf(axes);
    }
}
