package org.topcoffea.interchange;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.topcoffea.hist.CategoryAxis;
import org.topcoffea.hist.DenseAxis;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.hist.Histogram;
import org.topcoffea.hist.RegularAxis;
import org.topcoffea.hist.SparseHistogram;
import org.topcoffea.hist.Storage;
import org.topcoffea.root.writer.FileOptions;
import org.topcoffea.root.writer.HistogramAxis;
import org.topcoffea.root.writer.HistogramStatistics;
import org.topcoffea.root.writer.RootFileWriter;

/**
 * Histograms as TH1D, TH2D and TH3D of a ROOT file, in a directory for each combination of categories: the channel first,
 * then the process, then all others in the order of the axes. EFT histograms are written at the Standard Model point.
 * Equal histograms give equal files.
 */
public final class RootHistogramFile {
    /** Files must not depend on the clock. */
    private static final LocalDateTime TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    private static final List<String> FIRST = List.of("channel", "process");

    private RootHistogramFile() {}

    /**
     * Writes a file.
     *
     * @param file its path
     * @param histograms by name; those with none or more than three dense axes are left out
     * @throws org.topcoffea.spi.AnalysisException if it cannot be written
     */
    public static void write(Path file, Map<String, ? extends SparseHistogram<?, ?>> histograms) {
        UUID identity =
                UUID.nameUUIDFromBytes(String.join("\n", histograms.keySet()).getBytes(StandardCharsets.UTF_8));
        FileOptions options = FileOptions.defaults().withIdentity(identity, TIME);
        try (RootFileWriter writer = RootFileWriter.create(file, options)) {
            histograms.forEach((name, histogram) -> {
                int dimensions = histogram.denseAxes().size();
                if (dimensions >= 1 && dimensions <= 3) {
                    write(writer, name, plain(histogram));
                }
            });
            writer.commit();
        }
    }

    private static Histogram plain(SparseHistogram<?, ?> histogram) {
        return switch (histogram) {
            case EftHistogram eft -> eft.standardModel();
            case Histogram plain -> plain;
        };
    }

    private static void write(RootFileWriter writer, String name, Histogram histogram) {
        List<CategoryAxis> axes = histogram.categoryAxes();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingInt(i -> rank(axes.get(i).name())));
        for (Histogram.Block block : histogram.filledBlocks()) {
            List<String> path = new ArrayList<>();
            order.forEach(i -> path.add(block.categories().get(i).replace('/', '_')));
            writer.write(String.join("/", path), name, convert(name, histogram, block));
        }
    }

    private static int rank(String axis) {
        int rank = FIRST.indexOf(axis);
        return rank < 0 ? FIRST.size() : rank;
    }

    private static org.topcoffea.root.writer.Histogram convert(
            String name, Histogram histogram, Histogram.Block block) {
        List<HistogramAxis> axes =
                histogram.denseAxes().stream().map(RootHistogramFile::axis).toList();
        RootCells cells = RootCells.of(histogram.denseAxes(), block);
        org.topcoffea.root.writer.Histogram plain =
                org.topcoffea.root.writer.Histogram.of(name, axes, cells.contents());
        if (histogram.storage() != Storage.DOUBLE) {
            plain = plain.withVariances(cells.variances());
        }
        return plain.withStatistics(counted(plain.statistics(), cells.entries()));
    }

    private static HistogramStatistics counted(HistogramStatistics statistics, long entries) {
        int count = switch (statistics.dimensions()) {
            case 1 -> 4;
            case 2 -> 7;
            default -> 11;
        };
        double[] sums = new double[count];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = statistics.sum(i);
        }
        return new HistogramStatistics(entries, sums);
    }

    private static HistogramAxis axis(DenseAxis axis) {
        return axis instanceof RegularAxis regular
                ? HistogramAxis.regular(regular.label(), regular.bins(), regular.edge(0), regular.edge(regular.bins()))
                : HistogramAxis.variable(axis.label(), axis.edges());
    }
}
