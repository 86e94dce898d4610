package org.topcoffea.cli;

import java.nio.file.Path;
import java.util.Map;
import org.topcoffea.hist.SparseHistogram;
import org.topcoffea.plan.Suggestions;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.UserError;

/** Finds histograms by name. */
final class Histograms {
    private Histograms() {}

    static SparseHistogram<?, ?> named(Map<String, SparseHistogram<?, ?>> all, String name, Path source) {
        SparseHistogram<?, ?> histogram = all.get(name);
        if (histogram == null) {
            throw new AnalysisException(
                    UserError.BAD_PARAMETER,
                    source + ": no histogram '" + name + "'" + Suggestions.hint(name, all.keySet()) + "; there are "
                            + String.join(", ", all.keySet()));
        }
        return histogram;
    }
}
