package org.topcoffea.hist;

/** What a {@link Histogram} keeps in each bin. */
public enum Storage {
    /** The number of fills, as a 64-bit integer. */
    COUNT,
    /** The sum of weights. */
    DOUBLE,
    /** The sum of weights and the sum of squared weights, which is the variance of the first. */
    WEIGHTED
}
