package org.topcoffea.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.topcoffea.hist.SparseHistogram;
import picocli.CommandLine.Option;

/** The options that pick categories. */
final class HistSelection {
    @Option(
            names = "--select",
            paramLabel = "AXIS=NAME[,NAME]",
            description = "Keep these categories of an axis only; may be repeated. Others are summed up.")
    private Map<String, String> categories = new LinkedHashMap<>();

    HistSelection() {}

    /** The histogram with only the chosen categories; without a choice, only the nominal systematic variation. */
    <H extends SparseHistogram<H, ?>> H apply(H histogram) {
        H result = histogram;
        for (Map.Entry<String, String> choice : categories.entrySet()) {
            result = result.keep(choice.getKey(), List.of(choice.getValue().split(",")));
        }
        if (!categories.containsKey("systematic") && hasNominal(result)) {
            result = result.keep("systematic", List.of("nominal"));
        }
        return result;
    }

    private static boolean hasNominal(SparseHistogram<?, ?> histogram) {
        return histogram.categoryAxes().stream()
                .anyMatch(axis -> axis.name().equals("systematic")
                        && axis.categories().contains("nominal")
                        && axis.categories().size() > 1);
    }

    /** What was chosen, for a title. */
    String label() {
        List<String> parts = new ArrayList<>();
        categories.forEach((axis, names) -> parts.add(names.replace(",", " + ")));
        return String.join(", ", parts);
    }
}
