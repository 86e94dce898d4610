package org.topcoffea.interchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.topcoffea.hist.Axis;
import org.topcoffea.hist.DenseAxis;
import org.topcoffea.hist.Histogram;
import org.topcoffea.hist.Storage;
import org.topcoffea.hist.Summation;
import org.topcoffea.root.RootFile;
import org.topcoffea.root.RootHistogram;
import org.topcoffea.spi.AnalysisException;

/**
 * Reads the histograms of a ROOT file. Those of one name in different directories become one histogram with a category
 * axis for each level: {@code channel} and {@code process} where there are two levels or more, then {@code level3} and so
 * on, as {@link RootHistogramFile} writes them.
 */
public final class RootHistogramReader {
    private final Path path;
    private final Map<String, Histogram> histograms = new LinkedHashMap<>();

    private RootHistogramReader(Path path) {
        this.path = path;
    }

    /**
     * Reads a file.
     *
     * @param path a ROOT file
     * @return histograms by name
     * @throws AnalysisException if it cannot be read, or histograms of one name have different axes
     */
    public static Map<String, Histogram> read(Path path) {
        RootHistogramReader reader = new RootHistogramReader(path);
        try (RootFile file = RootFile.open(path)) {
            for (String name : file.histograms()) {
                if (file.histogram(name).className().startsWith("TH")) {
                    reader.add(name, file.histogram(name));
                }
            }
        }
        return reader.histograms;
    }

    private void add(String name, RootHistogram histogram) {
        List<String> directories = new ArrayList<>(List.of(name.split("/")));
        String last = directories.removeLast();
        List<DenseAxis> dense = new ArrayList<>();
        for (int i = 0; i < histogram.axes().size(); i++) {
            String axis = histogram.axes().size() == 1 ? last : "xyz".substring(i, i + 1);
            dense.add(axis(histogram.axes().get(i), axis));
        }
        Histogram target = histograms.computeIfAbsent(last, key -> empty(directories.size(), dense, histogram));
        if (!target.denseAxes().equals(dense) || target.categoryAxes().size() != directories.size()) {
            throw new AnalysisException(
                    InterchangeError.UNSUPPORTED,
                    path + ": histograms called '" + last
                            + "' have different axes or depths of directories, for example " + name
                            + ": they cannot become one histogram");
        }
        fill(target.block(directories), dense, histogram);
    }

    private static Histogram empty(int levels, List<DenseAxis> dense, RootHistogram histogram) {
        List<Axis> axes = new ArrayList<>();
        for (int level = 0; level < levels; level++) {
            axes.add(Axis.category(level(level, levels)));
        }
        axes.addAll(dense);
        Storage storage = histogram.variances().length > 0 ? Storage.WEIGHTED : Storage.DOUBLE;
        return Histogram.of(storage, Summation.PLAIN, axes);
    }

    private static String level(int level, int levels) {
        if (levels == 1 || level == 1) {
            return "process";
        }
        return level == 0 ? "channel" : "level" + (level + 1);
    }

    private static DenseAxis axis(RootHistogram.Axis axis, String name) {
        String label = axis.title().isEmpty() ? name : axis.title();
        return axis.edges().length == 0
                ? Axis.regular(name, label, axis.bins(), axis.low(), axis.high())
                : Axis.variable(name, label, axis.edges());
    }

    private static void fill(Histogram.Block block, List<DenseAxis> axes, RootHistogram histogram) {
        for (int row = 0; row < block.rows(); row++) {
            int cell = RootCells.cell(axes, row);
            double variance = histogram.variances().length > 0 ? histogram.variances()[cell] : 0;
            block.addContent(row, histogram.values()[cell], variance);
        }
        block.addEntries(Math.round(histogram.entries()));
    }
}
