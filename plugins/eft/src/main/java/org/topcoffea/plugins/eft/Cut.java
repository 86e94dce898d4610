package org.topcoffea.plugins.eft;

import java.util.Arrays;
import java.util.List;

/** The steps of the selection, in the order of the cut flow. */
enum Cut {
    ALL("all"),
    ACCEPTANCE("two leptons in acceptance"),
    TRIGGER("trigger"),
    FAKEABLE("two fakeable leptons"),
    FILTERS("filters"),
    LOW_MASS("no pair below 12 GeV"),
    SELECTED("in a category");

    private final String label;

    Cut(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(Cut::label).toList();
    }
}
