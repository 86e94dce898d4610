package org.topcoffea.hist;

/** An axis with a fixed number of bins over a real quantity. */
public sealed interface DenseAxis extends Axis permits RegularAxis, VariableAxis, IntegerAxis {
    /** The number of bins between the outer edges. */
    int bins();

    /** Whether values below the first edge are kept in a bin of their own, at row 0. */
    boolean underflow();

    /** Whether values from the last edge on, and NaN, are kept in a bin of their own, at the last row. */
    boolean overflow();

    /**
     * The row that a value is stored in: 0 is the underflow if there is one, else the first bin.
     *
     * @return {@code 0} to {@code extent() - 1}, or −1 if the value falls into a flow bin that the axis does not have
     */
    int row(double x);

    /** The edge below bin {@code bin}, for {@code 0 <= bin <= bins()}; {@code edge(bins())} is the last edge. */
    double edge(int bin);

    /** The number of rows: bins and flow bins. */
    default int extent() {
        return bins() + (underflow() ? 1 : 0) + (overflow() ? 1 : 0);
    }

    /** All {@code bins() + 1} edges. */
    default double[] edges() {
        double[] edges = new double[bins() + 1];
        for (int bin = 0; bin < edges.length; bin++) {
            edges[bin] = edge(bin);
        }
        return edges;
    }
}
