package org.topcoffea.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.topcoffea.hist.Axis;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.hist.Histogram;
import org.topcoffea.hist.SparseHistogram;
import org.topcoffea.report.HistogramView;
import org.topcoffea.report.YieldsTable;
import org.topcoffea.runner.Accumulators;
import org.topcoffea.spi.Accumulator;

/** The yields at the end of a run: expected events of each process in each channel, at the Standard Model point. */
final class RunYields {
    private static final int WIDTH = 120;
    private static final String ROWS = "process";
    private static final List<String> COLUMNS = List.of("channel", "cut", "category");

    private RunYields() {}

    /** The table of the histogram that most likely holds every selected event once; empty if there is none. */
    static Optional<String> of(Accumulators accumulators) {
        return accumulators.asMap().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof SparseHistogram<?, ?> histogram
                        && has(histogram, ROWS)
                        && column(histogram).isPresent()
                        && !histogram.isEmpty())
                .min(Comparator.comparing((Map.Entry<String, Accumulator<?>> entry) ->
                                !entry.getKey().equals("njets"))
                        .thenComparing(Map.Entry::getKey))
                .map(entry -> table(entry.getKey(), (SparseHistogram<?, ?>) entry.getValue()));
    }

    private static String table(String name, SparseHistogram<?, ?> histogram) {
        Histogram plain = new HistogramPlot(histogram, new HistSelection()).at(WcPoint.SM);
        String column = column(histogram).orElseThrow();
        YieldsTable yields = HistogramView.yields(plain, ROWS, column).withSumOfColumns("all");
        String where = histogram instanceof EftHistogram ? " at the Standard Model point" : "";
        return "\nYields by " + ROWS + " and " + column + where + ", from histogram " + name + ":\n\n"
                + yields.text(WIDTH);
    }

    private static Optional<String> column(SparseHistogram<?, ?> histogram) {
        return COLUMNS.stream().filter(name -> has(histogram, name)).findFirst();
    }

    private static boolean has(SparseHistogram<?, ?> histogram, String axis) {
        return histogram.categoryAxes().stream().map(Axis::name).anyMatch(axis::equals);
    }
}
