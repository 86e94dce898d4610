package org.topcoffea.hist;

import java.util.Arrays;
import org.topcoffea.hist.internal.Names;

/** Bins between arbitrary increasing edges. */
public final class VariableAxis implements DenseAxis {
    private final String name;
    private final String label;
    private final double[] edges;
    private final boolean underflow;
    private final boolean overflow;

    /**
     * Makes an axis.
     *
     * @param name the name of the axis
     * @param label the text for people
     * @param edges at least two finite, strictly increasing edges
     * @param underflow whether there is an underflow bin
     * @param overflow whether there is an overflow bin
     */
    public VariableAxis(String name, String label, double[] edges, boolean underflow, boolean overflow) {
        this.name = Names.checkAxis(name);
        this.label = label;
        this.edges = edges.clone();
        this.underflow = underflow;
        this.overflow = overflow;
        Names.checkBins(name, this.edges.length - 1L);
        for (int i = 0; i < this.edges.length; i++) {
            if (!Double.isFinite(this.edges[i]) || (i > 0 && !(this.edges[i - 1] < this.edges[i]))) {
                throw new IllegalArgumentException(
                        "axis '" + name + "': edges must be finite and increasing, not " + Arrays.toString(this.edges));
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public int bins() {
        return edges.length - 1;
    }

    @Override
    public boolean underflow() {
        return underflow;
    }

    @Override
    public boolean overflow() {
        return overflow;
    }

    @Override
    public int row(double x) {
        int above = 0;
        int end = edges.length;
        while (above < end) {
            int middle = (above + end) >>> 1;
            if (x < edges[middle]) {
                end = middle;
            } else {
                above = middle + 1;
            }
        }
        if (above == 0) {
            return underflow ? 0 : -1;
        }
        if (above == edges.length && !overflow) {
            return -1;
        }
        return underflow ? above : above - 1;
    }

    @Override
    public double edge(int bin) {
        return edges[bin];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VariableAxis that
                && name.equals(that.name)
                && label.equals(that.label)
                && underflow == that.underflow
                && overflow == that.overflow
                && Arrays.equals(edges, that.edges);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(edges);
    }

    @Override
    public String toString() {
        return "VariableAxis[" + name + ", " + Arrays.toString(edges) + "]";
    }
}
