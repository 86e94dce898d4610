package org.topcoffea.hist;

/** How a histogram adds up floating-point numbers. */
public enum Summation {
    /**
     * One double for each sum; the last bits depend on the order of events and of merging. The default of
     * {@link EftHistogram}, whose filling it makes about twice as fast.
     */
    PLAIN,
    /**
     * Sums that are a function of the set of addends alone, to the last bit, whatever the order of filling and merging,
     * and more accurate than plain ones: exact in a {@link Histogram}, where this is the default; in an
     * {@link EftHistogram} with each coefficient of an event rounded at least 73 bits below the largest of the event.
     */
    REPRODUCIBLE
}
