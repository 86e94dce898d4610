package org.topcoffea.runner.internal.bundle;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.topcoffea.hist.Axis;
import org.topcoffea.hist.CategoryAxis;
import org.topcoffea.hist.DenseAxis;
import org.topcoffea.hist.Histogram;
import org.topcoffea.hist.RegularAxis;
import org.topcoffea.hist.Storage;
import org.topcoffea.root.writer.FileOptions;
import org.topcoffea.root.writer.HistogramAxis;
import org.topcoffea.root.writer.HistogramStatistics;
import org.topcoffea.root.writer.RootFileWriter;

/**
 * Histograms as TH1D, TH2D and TH3D of a ROOT file, a directory for each combination of categories: the channel first,
 * then the process, then all others in the order of the axes.
 */
public final class RootHistograms {
    /** Files must not depend on the clock. */
    private static final LocalDateTime TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    private static final List<String> FIRST = List.of("channel", "process");

    private RootHistograms() {}

    /**
     * Writes a file.
     *
     * @param file its path
     * @param identity what it is identified by
     * @param histograms ordinary histograms by name; those with none or more than three dense axes are left out
     */
    public static void write(Path file, UUID identity, Map<String, Histogram> histograms) {
        try (RootFileWriter writer =
                RootFileWriter.create(file, FileOptions.defaults().withIdentity(identity, TIME))) {
            histograms.forEach((name, histogram) -> {
                int dimensions = histogram.denseAxes().size();
                if (dimensions >= 1 && dimensions <= 3) {
                    write(writer, name, histogram);
                }
            });
            writer.commit();
        }
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
        List<DenseAxis> dense = histogram.denseAxes();
        List<HistogramAxis> axes = dense.stream().map(RootHistograms::axis).toList();
        int[] cells = cells(dense);
        int size = axes.stream().mapToInt(axis -> axis.bins() + 2).reduce(1, Math::multiplyExact);
        double[] contents = new double[size];
        double[] variances = new double[size];
        for (int row = 0; row < cells.length; row++) {
            contents[cells[row]] = block.value(row);
            variances[cells[row]] = block.variance(row);
        }
        org.topcoffea.root.writer.Histogram plain = org.topcoffea.root.writer.Histogram.of(name, axes, contents);
        if (histogram.storage() != Storage.DOUBLE) {
            plain = plain.withVariances(variances);
        }
        return plain.withStatistics(counted(plain.statistics(), block.entries()));
    }

    private static HistogramStatistics counted(HistogramStatistics statistics, long entries) {
        double[] sums = new double[statistics.dimensions() == 1 ? 4 : statistics.dimensions() == 2 ? 7 : 11];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = statistics.sum(i);
        }
        return new HistogramStatistics(entries, sums);
    }

    private static HistogramAxis axis(Axis axis) {
        return switch (axis) {
            case RegularAxis regular ->
                HistogramAxis.regular(regular.label(), regular.bins(), regular.edge(0), regular.edge(regular.bins()));
            case DenseAxis other -> HistogramAxis.variable(other.label(), other.edges());
            case CategoryAxis category -> throw new IllegalArgumentException("a category axis is not dense");
        };
    }

    /** The cell of each row: rows count the last axis fastest and may lack flow bins, cells count the first one fastest. */
    private static int[] cells(List<DenseAxis> axes) {
        int rows = axes.stream().mapToInt(DenseAxis::extent).reduce(1, Math::multiplyExact);
        int[] cells = new int[rows];
        for (int row = 0; row < rows; row++) {
            int rest = row;
            int cell = 0;
            for (int i = axes.size() - 1; i >= 0; i--) {
                DenseAxis axis = axes.get(i);
                int bin = rest % axis.extent() + (axis.underflow() ? 0 : 1);
                rest /= axis.extent();
                cell += bin * stride(axes, i);
            }
            cells[row] = cell;
        }
        return cells;
    }

    private static int stride(List<DenseAxis> axes, int axis) {
        int stride = 1;
        for (int i = 0; i < axis; i++) {
            stride *= axes.get(i).bins() + 2;
        }
        return stride;
    }
}
