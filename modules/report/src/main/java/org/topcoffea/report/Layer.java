package org.topcoffea.report;

import java.util.List;

/** What is drawn over the bins of a plot. */
public sealed interface Layer {
    /**
     * Filled steps on top of each other, the first one lowest, with a hatched band for the uncertainty of their sum.
     *
     * @param parts at least one
     */
    record Stack(List<Series> parts) implements Layer {
        /** Copies the list. */
        public Stack {
            parts = List.copyOf(parts);
            if (parts.isEmpty()) {
                throw new IllegalArgumentException("a stack needs at least one part");
            }
        }

        /** The sum of all parts. */
        public Series total() {
            return parts.stream().reduce(Series::plus).orElseThrow().named("total");
        }
    }

    /**
     * An outline of steps, with a light band for its uncertainty.
     *
     * @param series the numbers
     */
    record Line(Series series) implements Layer {}

    /**
     * Points with error bars, as for data.
     *
     * @param series the numbers
     */
    record Points(Series series) implements Layer {}
}
