package org.topcoffea.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.topcoffea.hist.Axis;
import org.topcoffea.hist.CategoryAxis;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.hist.Histogram;
import org.topcoffea.hist.SparseHistogram;
import org.topcoffea.report.Flow;
import org.topcoffea.report.HistogramView;
import org.topcoffea.report.Plot;
import org.topcoffea.report.TextHistogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows histograms as text or pictures. */
@Command(name = "show", description = "List histograms, or show one as text, PNG or SVG.")
final class HistShow implements Callable<Integer> {
    private static final int WIDTH = 100;

    @Parameters(index = "0", paramLabel = "BUNDLE", description = "The output of a run, a .uhi.zip or a .root file.")
    private Path bundle = Path.of("");

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "The histogram. Default: list all")
    private @Nullable String name;

    @Option(
            names = "--at",
            paramLabel = "WC=VALUE,...",
            converter = WcPoint.Converter.class,
            description = {
                "A point of Wilson coefficients, for example ctG=1,ctW=-2; sm for none. Repeated: the first is",
                "stacked, others are drawn as lines with their ratio. Default: sm"
            })
    private List<WcPoint> points = new ArrayList<>();

    @Mixin
    private HistSelection selection = new HistSelection();

    @Option(names = "--log", description = "A logarithmic vertical scale.")
    private boolean logarithmic;

    @Option(names = "--png", paramLabel = "FILE", description = "Draw into a PNG file.")
    private @Nullable Path png;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw into an SVG file.")
    private @Nullable Path svg;

    HistShow() {}

    @Override
    public Integer call() throws IOException {
        Map<String, SparseHistogram<?, ?>> histograms = HistogramFile.read(bundle);
        if (name == null) {
            histograms.forEach(HistShow::list);
            return ExitCode.COMPLETE.code();
        }
        SparseHistogram<?, ?> histogram = Histograms.named(histograms, name, bundle);
        HistogramPlot drawing = new HistogramPlot(histogram, selection);
        List<WcPoint> at = points.isEmpty() ? List.of(WcPoint.SM) : points;
        if (png != null || svg != null) {
            draw(drawing.plot(at, logarithmic, selection.label().isEmpty() ? name : selection.label()));
        } else {
            at.forEach(point -> text(drawing.at(point), point));
        }
        return ExitCode.COMPLETE.code();
    }

    private static void list(String name, SparseHistogram<?, ?> histogram) {
        List<String> axes = new ArrayList<>();
        for (Axis axis : histogram.axes()) {
            axes.add(
                    axis instanceof CategoryAxis category
                            ? axis.name() + " (" + category.categories().size() + ")"
                            : axis.name());
        }
        String kind = switch (histogram) {
            case EftHistogram eft -> "EFT, " + eft.coefficients().size() + " WCs";
            case Histogram plain -> plain.storage().name().toLowerCase(java.util.Locale.ROOT);
        };
        Console.line(String.format(
                "%-24s %-12s %12d entries  %s", name, kind, histogram.entries(), String.join(" × ", axes)));
    }

    private void text(Histogram histogram, WcPoint point) {
        HistogramView view = new HistogramView(histogram, Flow.FOLD);
        Console.line(name + " " + selection.label() + " at " + point.label());
        Console.line(TextHistogram.render(view.axis(), view.total("all"), WIDTH, true));
    }

    private void draw(Plot plot) throws IOException {
        if (png != null) {
            Files.write(png, plot.png());
            Console.line("wrote " + png);
        }
        if (svg != null) {
            Files.writeString(svg, plot.svg());
            Console.line("wrote " + svg);
        }
    }
}
