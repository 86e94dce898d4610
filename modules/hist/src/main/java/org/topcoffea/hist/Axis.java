package org.topcoffea.hist;

import java.util.List;

/**
 * One axis of a histogram. Names are unique within a histogram; labels are for plots and may hold TeX.
 *
 * <p>Dense axes cut a real quantity into half-open bins {@code [lower, upper)}, with an underflow bin before and an
 * overflow bin behind unless they are switched off; the upper edge of the last bin and NaN belong to the overflow.
 * Category axes are sparse: only combinations that were filled take memory.
 */
public sealed interface Axis permits CategoryAxis, DenseAxis {
    /** The name by which operations address the axis, for example {@code process} or {@code lj0pt}. */
    String name();

    /** The text for people; the name if nothing better was given. */
    String label();

    /** Bins of equal width between two edges, with flow bins. */
    static RegularAxis regular(String name, String label, int bins, double lower, double upper) {
        return new RegularAxis(name, label, bins, lower, upper, true, true);
    }

    /** Bins between increasing edges, with flow bins. */
    static VariableAxis variable(String name, String label, double... edges) {
        return new VariableAxis(name, label, edges, true, true);
    }

    /** One bin for each whole number from {@code lower} to {@code upper - 1}, with flow bins. */
    static IntegerAxis integer(String name, String label, int lower, int upper) {
        return new IntegerAxis(name, label, lower, upper, true, true);
    }

    /** A category axis that takes any category when it is first filled. */
    static CategoryAxis category(String name) {
        return new CategoryAxis(name, name, List.of(), true);
    }

    /** A category axis that takes any category when it is first filled. */
    static CategoryAxis category(String name, String label) {
        return new CategoryAxis(name, label, List.of(), true);
    }
}
