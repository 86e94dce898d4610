package org.topcoffea.hist;

/** How a histogram adds up floating-point numbers. */
public enum Summation {
    /** One double for each sum. Fastest; the last bits depend on the order of events and of merging. */
    PLAIN,
    /**
     * Sums that are a function of the set of addends alone, to the last bit, whatever the order of filling and merging;
     * and more accurate than plain ones.
     */
    REPRODUCIBLE
}
