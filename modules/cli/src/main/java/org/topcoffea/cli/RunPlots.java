package org.topcoffea.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.hist.SparseHistogram;
import org.topcoffea.report.Plot;
import org.topcoffea.runner.RunResult;
import org.topcoffea.spi.Accumulator;

/** The pictures of {@code run --plots}: each histogram with one dense axis, all categories but processes summed up. */
final class RunPlots {
    private final RunResult result;

    RunPlots(RunResult result) {
        this.result = result;
    }

    /** Draws into {@code plots/} of a directory. */
    void write(Path directory) throws IOException {
        Path plots = Files.createDirectory(directory.resolve("plots"));
        for (Map.Entry<String, Accumulator<?>> entry :
                result.result().accumulators().asMap().entrySet()) {
            if (entry.getValue() instanceof SparseHistogram<?, ?> histogram
                    && histogram.denseAxes().size() == 1
                    && !histogram.isEmpty()) {
                draw(plots, entry.getKey(), histogram);
            }
        }
    }

    private void draw(Path plots, String name, SparseHistogram<?, ?> histogram) throws IOException {
        String title = result.complete() ? name : name + " (partial)";
        Plot plot = new HistogramPlot(histogram, new HistSelection()).plot(points(histogram), false, title);
        Files.writeString(plots.resolve(name + ".svg"), plot.svg());
        Files.write(plots.resolve(name + ".png"), plot.png());
    }

    /** The Standard Model and, to show what the coefficients do, the first of them at 1. */
    private static List<WcPoint> points(SparseHistogram<?, ?> histogram) {
        if (histogram instanceof EftHistogram eft && eft.coefficients().size() > 0) {
            return List.of(
                    WcPoint.SM, new WcPoint(Map.of(eft.coefficients().names().getFirst(), 1.0)));
        }
        return List.of(WcPoint.SM);
    }
}
