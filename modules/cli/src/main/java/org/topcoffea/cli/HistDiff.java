package org.topcoffea.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.hist.Histogram;
import org.topcoffea.hist.HistogramBlock;
import org.topcoffea.hist.SparseHistogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares histograms number by number. */
@Command(
        name = "diff",
        description = "Compare the histograms of two outputs number by number; the exit code is 5 if they differ.")
final class HistDiff implements Callable<Integer> {
    private static final int SHOWN = 20;

    @Parameters(index = "0", paramLabel = "A", description = "The output of a run, a .uhi.zip or a .root file.")
    private Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "Another one.")
    private Path second = Path.of("");

    @Option(
            names = "--rtol",
            paramLabel = "X",
            defaultValue = "0",
            description = "Relative difference that is accepted. Default: none, every bit must agree")
    private double relative;

    @Option(
            names = "--atol",
            paramLabel = "X",
            defaultValue = "0",
            description = "Absolute difference that is accepted. Default: none")
    private double absolute;

    private int differences;

    HistDiff() {}

    @Override
    public Integer call() {
        Map<String, SparseHistogram<?, ?>> a = HistogramFile.read(first);
        Map<String, SparseHistogram<?, ?>> b = HistogramFile.read(second);
        TreeSet<String> names = new TreeSet<>(a.keySet());
        names.addAll(b.keySet());
        for (String name : names) {
            compare(name, a.get(name), b.get(name));
        }
        if (differences == 0) {
            Console.line("no difference in " + names.size() + " histograms");
            return ExitCode.COMPLETE.code();
        }
        Console.line(differences + " differences" + (differences > SHOWN ? ", the first " + SHOWN + " are shown" : ""));
        return ExitCode.DIFFERENT.code();
    }

    private void compare(String name, @Nullable SparseHistogram<?, ?> a, @Nullable SparseHistogram<?, ?> b) {
        if (a == null || b == null) {
            report(name + " is only in " + (a == null ? second : first));
        } else if (!a.denseAxes().equals(b.denseAxes())
                || a.categoryAxes().size() != b.categoryAxes().size()) {
            report(name + " has different axes");
        } else if (a instanceof EftHistogram eftA && b instanceof EftHistogram eftB) {
            if (!eftA.coefficients().equals(eftB.coefficients())) {
                report(name + " has different Wilson coefficients");
            } else {
                blocks(name, eftA, eftB, eftA.coefficients().quadraticTerms());
            }
        } else if (a instanceof Histogram plainA && b instanceof Histogram plainB) {
            blocks(name, plainA, plainB, 2);
        } else {
            report(name + " is an EFT histogram in one of them only");
        }
    }

    private void blocks(String name, SparseHistogram<?, ?> a, SparseHistogram<?, ?> b, int columns) {
        Map<String, HistogramBlock> left = byKey(a);
        Map<String, HistogramBlock> right = byKey(b);
        TreeSet<String> keys = new TreeSet<>(left.keySet());
        keys.addAll(right.keySet());
        for (String key : keys) {
            for (int row = 0; row < a.rows(); row++) {
                for (int column = 0; column < columns; column++) {
                    double x = number(left.get(key), row, column);
                    double y = number(right.get(key), row, column);
                    if (!same(x, y)) {
                        report(String.format(
                                Locale.ROOT, "%s %s row %d, %d: %.17g and %.17g", name, key, row, column, x, y));
                    }
                }
            }
        }
    }

    private static Map<String, HistogramBlock> byKey(SparseHistogram<?, ?> histogram) {
        Map<String, HistogramBlock> blocks = new TreeMap<>();
        histogram.filledBlocks().forEach(block -> blocks.put(String.join("/", block.categories()), block));
        return blocks;
    }

    /** A term of an EFT histogram, or the value and the variance of an ordinary one; 0 where nothing was filled. */
    private static double number(@Nullable HistogramBlock block, int row, int column) {
        return switch (block) {
            case null -> 0;
            case EftHistogram.Block eft -> eft.coefficient(row, column);
            case Histogram.Block plain -> column == 0 ? plain.value(row) : plain.variance(row);
        };
    }

    private boolean same(double x, double y) {
        return Double.compare(x, y) == 0
                || x == y
                || Math.abs(x - y) <= absolute + relative * Math.max(Math.abs(x), Math.abs(y));
    }

    private void report(String difference) {
        if (differences++ < SHOWN) {
            Console.line(difference);
        }
    }
}
