package org.topcoffea.hist.internal;

import java.util.Set;

/** Checks of the names and sizes that axes are made with. */
public final class Names {
    /** The axis that holds the coefficients of a quadratic form when it is written as an ordinary histogram. */
    public static final String QUADRATIC_TERM = "quadratic_term";

    /** Rows of one block must be countable in an int with room for a few hundred coefficients each. */
    public static final int MAX_BINS = 10_000_000;

    private static final Set<String> RESERVED = Set.of(QUADRATIC_TERM, "sample", "weight", "thread");

    private Names() {}

    /** Returns the name of an axis if it may be used. */
    public static String checkAxis(String name) {
        if (name.isEmpty() || RESERVED.contains(name)) {
            throw new IllegalArgumentException("an axis cannot be called '" + name + "': take another name than "
                    + "quadratic_term, sample, weight, thread and the empty one");
        }
        return name;
    }

    /** Checks a number of bins. */
    public static void checkBins(String name, long bins) {
        if (bins < 1 || bins > MAX_BINS) {
            throw new IllegalArgumentException(
                    "axis '" + name + "': " + bins + " bins, where 1 to " + MAX_BINS + " are possible");
        }
    }
}
