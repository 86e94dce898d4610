package org.topcoffea.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.topcoffea.hist.CategoryAxis;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.hist.Histogram;
import org.topcoffea.hist.SparseHistogram;
import org.topcoffea.report.Flow;
import org.topcoffea.report.HistogramView;
import org.topcoffea.report.Plot;
import org.topcoffea.report.Series;

/** Makes plots of histograms: processes stacked, data as points, other points of Wilson coefficients as lines. */
final class HistogramPlot {
    /** More colours cannot be told apart. */
    private static final int MOST_PROCESSES = 8;

    private static final String PROCESS = "process";

    private final SparseHistogram<?, ?> histogram;
    private final HistSelection selection;

    HistogramPlot(SparseHistogram<?, ?> histogram, HistSelection selection) {
        this.histogram = histogram;
        this.selection = selection;
    }

    /** An ordinary histogram: an EFT one at a point. */
    Histogram at(WcPoint point) {
        Histogram plain = switch (histogram) {
            case EftHistogram eft -> point.evaluate(eft);
            case Histogram other -> other;
        };
        return selection.apply(plain);
    }

    /**
     * The plot.
     *
     * @param points the first is stacked, further ones are lines
     * @param logarithmic whether the vertical scale is
     * @param title above the frame
     */
    Plot plot(List<WcPoint> points, boolean logarithmic, String title) {
        Histogram first = at(points.getFirst());
        HistogramView simulation = new HistogramView(without(first, true), Flow.FOLD);
        Plot plot = Plot.of(new HistogramView(first, Flow.FOLD).axis())
                .titled(title, note(points.getFirst()))
                .logarithmic(logarithmic);
        List<Series> stack =
                hasProcesses(first) ? simulation.byCategory(PROCESS, MOST_PROCESSES) : List.of(simulation.total("all"));
        plot = plot.stack(stack);
        for (WcPoint point : points.subList(1, points.size())) {
            plot = plot.line(new HistogramView(without(at(point), true), Flow.FOLD).total(point.label()));
        }
        if (hasData(first)) {
            plot = plot.points(new HistogramView(without(first, false), Flow.FOLD).total("data"));
        }
        boolean compares = points.size() > 1 || hasData(first);
        return compares ? plot.withRatio("ratio to " + points.getFirst().label()) : plot;
    }

    private String note(WcPoint point) {
        return histogram instanceof EftHistogram ? "at " + point.label() : "";
    }

    private static boolean hasProcesses(Histogram histogram) {
        return histogram.categoryAxes().stream().anyMatch(axis -> axis.name().equals(PROCESS));
    }

    private static boolean hasData(Histogram histogram) {
        return hasProcesses(histogram)
                && processes(histogram).stream().anyMatch(HistogramPlot::isData)
                && !processes(histogram).stream().allMatch(HistogramPlot::isData);
    }

    private static List<String> processes(Histogram histogram) {
        return ((CategoryAxis) histogram.axis(PROCESS)).categories();
    }

    private static boolean isData(String process) {
        return process.toLowerCase(Locale.ROOT).startsWith("data");
    }

    private static Histogram without(Histogram histogram, boolean data) {
        if (!hasData(histogram)) {
            return histogram;
        }
        List<String> dropped = new ArrayList<>(processes(histogram));
        dropped.removeIf(process -> isData(process) != data);
        return histogram.remove(PROCESS, dropped);
    }
}
