package org.topcoffea.interchange.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.topcoffea.hist.CategoryAxis;
import org.topcoffea.hist.DenseAxis;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.hist.Histogram;
import org.topcoffea.hist.HistogramBlock;
import org.topcoffea.hist.SparseHistogram;
import org.topcoffea.hist.Storage;

/** The cells of a histogram as one array: category axes, dense axes with flow bins, terms; the last axis fastest. */
public final class Cells {
    /** Beyond this number of cells an array that is mostly zeros is written as a list. */
    private static final long MAX_DENSE = 1 << 24;

    /** One number of a cell. */
    private interface Value {
        double of(HistogramBlock block, int row, int term, boolean variance);
    }

    /** Takes the numbers of cells in order. */
    @FunctionalInterface
    public interface Consumer {
        /** Takes the next one. */
        void accept(double value) throws IOException;
    }

    private final List<CategoryAxis> categories;
    private final List<DenseAxis> dense;
    private final Map<List<String>, HistogramBlock> blocks = new HashMap<>();
    private final int rows;
    private final String termAxis;
    private final int terms;
    private final long entries;
    private final boolean counts;
    private final Value value;
    private long filled = -1;

    private Cells(SparseHistogram<?, ?> histogram, String termAxis, int terms, boolean counts, Value value) {
        this.categories = histogram.categoryAxes();
        this.dense = histogram.denseAxes();
        this.rows = histogram.rows();
        this.termAxis = termAxis;
        this.terms = terms;
        this.counts = counts;
        this.value = value;
        this.entries = histogram.entries();
        histogram.filledBlocks().forEach(block -> blocks.put(block.categories(), block));
    }

    /** The cells of an ordinary histogram. */
    public static Cells of(Histogram histogram) {
        return new Cells(histogram, "", 1, histogram.storage() == Storage.COUNT, (block, row, term, variance) -> {
            Histogram.Block plain = (Histogram.Block) block;
            return variance ? plain.variance(row) : plain.value(row);
        });
    }

    /** The quadratic forms of an EFT histogram. */
    public static Cells quadratic(EftHistogram histogram) {
        return new Cells(
                histogram,
                "quadratic_term",
                histogram.coefficients().quadraticTerms(),
                false,
                (block, row, term, variance) -> ((EftHistogram.Block) block).coefficient(row, term));
    }

    /** The quartic forms of the squared weights of an EFT histogram. */
    public static Cells quartic(EftHistogram histogram) {
        return new Cells(
                histogram,
                "quartic_term",
                histogram.coefficients().quarticTerms(),
                false,
                (block, row, term, variance) -> ((EftHistogram.Block) block).squareCoefficient(row, term));
    }

    List<CategoryAxis> categories() {
        return categories;
    }

    List<DenseAxis> dense() {
        return dense;
    }

    /** The name of the axis of terms, empty if there is none. */
    String termAxis() {
        return termAxis;
    }

    int terms() {
        return terms;
    }

    /** The number of fills. */
    public long entries() {
        return entries;
    }

    /** The number of category axes. */
    public int categoryAxes() {
        return categories.size();
    }

    /** The number of blocks that are not empty. */
    public int blockCount() {
        return blocks.size();
    }

    /** The number of cells along each axis. */
    public long[] shape() {
        List<Long> shape = new ArrayList<>();
        categories.forEach(axis -> shape.add((long) axis.categories().size()));
        dense.forEach(axis -> shape.add((long) axis.extent()));
        if (!termAxis.isEmpty()) {
            shape.add((long) terms);
        }
        return shape.stream().mapToLong(Long::longValue).toArray();
    }

    /** Whether a list of the filled cells is much smaller than a large array of all. */
    public boolean isBetterSparse() {
        double cells = 1;
        for (long extent : shape()) {
            cells *= extent;
        }
        return !counts && cells > MAX_DENSE && countFilled() * (shape().length + 1.0) * 4 < cells;
    }

    /** The number of cells that are not zero. */
    public long countFilled() {
        if (filled < 0) {
            filled = 0;
            for (HistogramBlock block : blocks.values()) {
                for (int row = 0; row < rows; row++) {
                    for (int term = 0; term < terms; term++) {
                        filled += isFilled(block, row, term) ? 1 : 0;
                    }
                }
            }
        }
        return filled;
    }

    private boolean isFilled(HistogramBlock block, int row, int term) {
        return value.of(block, row, term, false) != 0 || (termAxis.isEmpty() && value.of(block, row, term, true) != 0);
    }

    /** Visits the combinations of categories in order, with the positions of the categories. */
    private void forEachKey(KeyVisitor visitor) throws IOException {
        int[] position = new int[categories.size()];
        while (true) {
            List<String> key = new ArrayList<>(position.length);
            for (int i = 0; i < position.length; i++) {
                if (categories.get(i).categories().isEmpty()) {
                    return;
                }
                key.add(categories.get(i).categories().get(position[i]));
            }
            visitor.visit(position, blocks.get(key));
            int axis = position.length - 1;
            while (axis >= 0
                    && ++position[axis] == categories.get(axis).categories().size()) {
                position[axis--] = 0;
            }
            if (axis < 0) {
                return;
            }
        }
    }

    private interface KeyVisitor {
        void visit(int[] position, @Nullable HistogramBlock block) throws IOException;
    }

    /** Passes on the values or variances of all cells, or of those alone that are not zero. */
    public void forEach(boolean variance, boolean onlyFilled, Consumer consumer) throws IOException {
        forEachKey((position, block) -> {
            if (block == null && onlyFilled) {
                return;
            }
            for (int row = 0; row < rows; row++) {
                for (int term = 0; term < terms; term++) {
                    if (block == null) {
                        consumer.accept(0);
                    } else if (!onlyFilled || isFilled(block, row, term)) {
                        consumer.accept(value.of(block, row, term, variance));
                    }
                }
            }
        });
    }

    /** Writes the positions of the cells that are not zero: one row for each axis. */
    public void writeIndex(Npy.Sink sink) throws IOException {
        int axes = shape().length;
        for (int axis = 0; axis < axes; axis++) {
            int wanted = axis;
            forEachKey((position, block) -> {
                for (int row = 0; block != null && row < rows; row++) {
                    for (int term = 0; term < terms; term++) {
                        if (isFilled(block, row, term)) {
                            sink.write((long) along(wanted, position, row, term));
                        }
                    }
                }
            });
        }
    }

    private int along(int axis, int[] position, int row, int term) {
        if (axis < position.length) {
            return position[axis];
        }
        if (axis == position.length + dense.size()) {
            return term;
        }
        int rest = row;
        for (int i = dense.size() - 1; i > axis - position.length; i--) {
            rest /= dense.get(i).extent();
        }
        return rest % dense.get(axis - position.length).extent();
    }

    /** Writes for each block the positions of its categories and its number of fills. */
    public void writeBlocks(Npy.Sink sink) throws IOException {
        forEachKey((position, block) -> {
            if (block != null) {
                for (int category : position) {
                    sink.write((long) category);
                }
                sink.write(block.entries());
            }
        });
    }
}
