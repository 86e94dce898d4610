package org.topcoffea.hist;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.topcoffea.hist.internal.CountSums;
import org.topcoffea.hist.internal.ScalarSums;
import org.topcoffea.spi.AccumulatorType;

/**
 * A histogram of counts, sums of weights, or sums of weights with their squares.
 *
 * <pre>{@code
 * Histogram pt = Histogram.of(Storage.WEIGHTED, Axis.category("process"), Axis.regular("pt", "$p_T$ [GeV]", 20, 0, 500));
 * Histogram.Block block = pt.block("ttH");             // outside of the event loop, or block(int) with ids inside
 * for (int e = 0; e < n; e++) block.fill(x[e], weight[e]);
 * }</pre>
 */
public final class Histogram extends SparseHistogram<Histogram, Histogram.Block> {
    private final Storage storage;
    private final Summation summation;

    private Histogram(Storage storage, Summation summation, List<? extends Axis> axes) {
        super(axes);
        this.storage = storage;
        this.summation = storage == Storage.COUNT ? Summation.PLAIN : summation;
    }

    /** An empty histogram with reproducible sums. Category axes may stand anywhere among the axes; they come first in keys and results. */
    public static Histogram of(Storage storage, Axis... axes) {
        return new Histogram(storage, Summation.REPRODUCIBLE, List.of(axes));
    }

    /** An empty histogram with the given axes. */
    public static Histogram of(Storage storage, Summation summation, List<? extends Axis> axes) {
        return new Histogram(storage, summation, axes);
    }

    /** What is kept in each bin. */
    public Storage storage() {
        return storage;
    }

    /** How numbers are added; counts are exact in any case and say {@link Summation#PLAIN}. */
    public Summation summation() {
        return summation;
    }

    /** An empty histogram of the same structure that adds in the given way. */
    public Histogram with(Summation newSummation) {
        return new Histogram(storage, newSummation, declaredAxes());
    }

    /** The sums of one combination of categories, a value for each row; zeros if it was not filled. */
    public double[] values(String... categories) {
        return find(categories).map(Block::values).orElseGet(() -> new double[rows()]);
    }

    /**
     * The variances of one combination of categories: the sums of squared weights, or for other storages than
     * {@link Storage#WEIGHTED} the values themselves.
     */
    public double[] variances(String... categories) {
        return find(categories).map(Block::variances).orElseGet(() -> new double[rows()]);
    }

    @Override
    public Histogram scaled(double factor) {
        if (storage == Storage.COUNT) {
            throw new IllegalArgumentException("counts cannot be scaled: use Storage.DOUBLE or WEIGHTED");
        }
        Histogram result = empty();
        for (Block block : filledBlocks()) {
            Block target = result.block(block.categories());
            for (int row = 0; row < rows(); row++) {
                target.addContent(row, block.value(row) * factor, block.variance(row) * factor * factor);
            }
            target.counted(block.entries());
        }
        return result;
    }

    @Override
    Histogram self() {
        return this;
    }

    @Override
    Histogram like(List<? extends Axis> axes) {
        return new Histogram(storage, summation, axes);
    }

    @Override
    Block newBlock(List<String> categories, List<DenseAxis> dense, int rowCount) {
        return new Block(categories, dense, ScalarSums.of(storage, summation, rowCount));
    }

    @Override
    void checkOptions(Histogram other) {
        if (other.storage != storage || other.summation != summation) {
            throw new IllegalArgumentException("a " + storage + " histogram with " + summation
                    + " sums cannot be added to one of " + other.storage + " with " + other.summation);
        }
    }

    @Override
    void encodeOptions(DataOutput out) throws IOException {
        out.writeByte(storage.ordinal());
        out.writeByte(summation.ordinal());
    }

    @Override
    public Type type() {
        return Type.INSTANCE;
    }

    /** The bins of one combination of categories. */
    public static final class Block extends HistogramBlock {
        private final ScalarSums sums;
        private final boolean squared;

        Block(List<String> categories, List<DenseAxis> dense, ScalarSums sums) {
            super(categories, dense, sums, null);
            this.sums = sums;
            squared = sums.columns() == 2;
        }

        /** Fills a histogram with one dense axis, with weight 1. */
        public void fill(double x) {
            fillRow(row(x), 1);
        }

        /** Fills a histogram with one dense axis. */
        public void fill(double x, double weight) {
            fillRow(row(x), weight);
        }

        /** Fills a histogram with two dense axes. */
        public void fill(double x, double y, double weight) {
            fillRow(row(x, y), weight);
        }

        /** Fills a row; a negative one is ignored. */
        public void fillRow(int row, double weight) {
            if (row < 0) {
                return;
            }
            if (squared) {
                sums.addWithSquare(row, weight);
            } else {
                sums.add(row, weight);
            }
            counted(1);
        }

        /**
         * Adds already summed content to a row, as when a histogram is read from a file.
         *
         * @param row the row
         * @param value what to add to the sum of weights; a whole number for counts
         * @param variance what to add to the sum of squared weights; ignored by other storages
         */
        public void addContent(int row, double value, double variance) {
            sums.addContent(row, squared ? new double[] {value, variance} : new double[] {value});
        }

        /** Adds to the count of a row of a {@link Storage#COUNT} histogram. */
        public void addCount(int row, long count) {
            if (!(sums instanceof CountSums counts)) {
                throw new IllegalStateException("addCount is for Storage.COUNT: use addContent");
            }
            counts.count(row, count);
        }

        /** Sets the number of fills of content that was summed elsewhere. */
        public void addEntries(long entries) {
            counted(entries);
        }

        /** The count of a row of a {@link Storage#COUNT} histogram. */
        public long count(int row) {
            if (!(sums instanceof CountSums counts)) {
                throw new IllegalStateException("only Storage.COUNT has counts: use value");
            }
            return counts.count(row);
        }

        /** The sum of weights of a row. */
        public double value(int row) {
            return sums.value(row, 0);
        }

        /** The sum of squared weights of a row, or its value if the storage does not keep one. */
        public double variance(int row) {
            return sums.value(row, squared ? 1 : 0);
        }

        /** The sums of weights of all rows. */
        public double[] values() {
            double[] values = new double[rows()];
            Arrays.setAll(values, this::value);
            return values;
        }

        /** The variances of all rows. */
        public double[] variances() {
            double[] variances = new double[rows()];
            Arrays.setAll(variances, this::variance);
            return variances;
        }
    }

    /** The binary form of {@link Histogram}. */
    public static final class Type implements AccumulatorType<Histogram> {
        static final Type INSTANCE = new Type();

        /** For the service loader. */
        public Type() {}

        @Override
        public String name() {
            return "histogram";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Class<Histogram> accumulatorClass() {
            return Histogram.class;
        }

        @Override
        public Histogram decode(DataInput in, int version) throws IOException {
            return HistogramDecoder.read(in, version);
        }
    }
}
