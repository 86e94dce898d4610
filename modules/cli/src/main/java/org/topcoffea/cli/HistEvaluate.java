package org.topcoffea.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.topcoffea.hist.DenseAxis;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.hist.Histogram;
import org.topcoffea.hist.SparseHistogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Evaluates EFT histograms at a point of Wilson coefficients. */
@Command(name = "evaluate", description = "Evaluate EFT histograms at a point of Wilson coefficients.")
final class HistEvaluate implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "BUNDLE", description = "The output of a run or a .uhi.zip file.")
    private Path bundle = Path.of("");

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "One histogram. Default: all")
    private @Nullable String name;

    @Option(
            names = "--at",
            required = true,
            paramLabel = "WC=VALUE,...",
            converter = WcPoint.Converter.class,
            description = "The point, for example ctG=1,ctW=-2; coefficients that are not named are 0.")
    private WcPoint point = WcPoint.SM;

    @Mixin
    private HistSelection selection = new HistSelection();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write ordinary histograms to a .uhi.zip or .root file. Default: print the bins")
    private @Nullable Path output;

    HistEvaluate() {}

    @Override
    public Integer call() {
        Map<String, SparseHistogram<?, ?>> all = HistogramFile.read(bundle);
        Map<String, SparseHistogram<?, ?>> evaluated = new LinkedHashMap<>();
        if (name != null) {
            evaluated.put(name, evaluate(Histograms.named(all, name, bundle)));
        } else {
            all.forEach((key, histogram) -> evaluated.put(key, evaluate(histogram)));
        }
        if (output != null) {
            HistogramFile.write(output, evaluated, HistogramFile.isComplete(bundle));
            Console.line("wrote " + output);
        } else {
            evaluated.forEach((key, histogram) -> print(key, (Histogram) histogram));
        }
        return ExitCode.COMPLETE.code();
    }

    private Histogram evaluate(SparseHistogram<?, ?> histogram) {
        return selection.apply(
                switch (histogram) {
                    case EftHistogram eft -> point.evaluate(eft);
                    case Histogram plain -> plain;
                });
    }

    private void print(String key, Histogram histogram) {
        for (Histogram.Block block : histogram.filledBlocks()) {
            Console.line(key + " " + String.join("/", block.categories()) + " at " + point.label());
            for (int row = 0; row < block.rows(); row++) {
                Console.line(String.format(
                        Locale.ROOT,
                        "  %-22s %.17g",
                        histogram.denseAxes().size() == 1
                                ? bin(histogram.denseAxes().getFirst(), row)
                                : "bin " + row,
                        block.value(row)));
            }
        }
    }

    private static String bin(DenseAxis axis, int row) {
        int bin = row - (axis.underflow() ? 1 : 0);
        if (bin < 0) {
            return "underflow";
        }
        return bin == axis.bins() ? "overflow" : "[" + axis.edge(bin) + ", " + axis.edge(bin + 1) + ")";
    }
}
