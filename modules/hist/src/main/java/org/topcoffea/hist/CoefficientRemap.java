package org.topcoffea.hist;

/**
 * Brings the quadratic coefficients of events from the order of a sample into the order of a histogram. Made once per
 * sample by {@link WilsonCoefficients#remapFrom}; applying it allocates nothing. If it {@linkplain #isIdentity() is the
 * identity}, fill straight from the sample's array instead.
 */
public final class CoefficientRemap {
    private final int sourceTerms;
    private final int[] table;
    private final boolean identity;

    CoefficientRemap(int sourceTerms, int[] table, boolean identity) {
        this.sourceTerms = sourceTerms;
        this.table = table;
        this.identity = identity;
    }

    /** Whether both orders are the same, so that nothing needs to be copied. */
    public boolean isIdentity() {
        return identity;
    }

    /** How many coefficients each event of the sample has. */
    public int sourceTerms() {
        return sourceTerms;
    }

    /** How many coefficients each event has in the histogram's order. */
    public int targetTerms() {
        return table.length;
    }

    /**
     * Reorders the coefficients of one event.
     *
     * @param source the sample's coefficients, {@link #sourceTerms()} of them from {@code sourceOffset} on
     * @param sourceOffset the index of the event's first coefficient
     * @param target takes {@link #targetTerms()} coefficients from {@code targetOffset} on
     * @param targetOffset where to write the first one
     */
    public void apply(float[] source, int sourceOffset, float[] target, int targetOffset) {
        for (int term = 0; term < table.length; term++) {
            int index = table[term];
            target[targetOffset + term] = index < 0 ? 0 : source[sourceOffset + index];
        }
    }

    /** Reorders the coefficients of one event in double precision; see {@link #apply(float[], int, float[], int)}. */
    public void apply(double[] source, int sourceOffset, double[] target, int targetOffset) {
        for (int term = 0; term < table.length; term++) {
            int index = table[term];
            target[targetOffset + term] = index < 0 ? 0 : source[sourceOffset + index];
        }
    }
}
