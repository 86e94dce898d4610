package org.topcoffea.hist;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.topcoffea.hist.internal.AxisCodec;
import org.topcoffea.hist.internal.SquaredForm;
import org.topcoffea.hist.internal.TermSums;
import org.topcoffea.spi.AccumulatorType;

/**
 * A histogram whose bins hold a quadratic form in the {@linkplain WilsonCoefficients Wilson coefficients} instead of a
 * number, so that its content is known at every point of their space.
 *
 * <p>Blocks that were filled without coefficients only, as data and most backgrounds, take the memory of an ordinary
 * histogram. With {@linkplain #withSquaredWeights() squared weights} each bin also holds the quartic form of the sum of
 * squared weights, which is the exact variance at every point; it has 14 950 terms for 22 coefficients.
 *
 * <p>In a processor, with ids of categories found once and nothing allocated per event:
 *
 * <pre>{@code
 * // start(run, outputs)
 * WilsonCoefficients wc = new WilsonCoefficients(run.wcNames());
 * outputs.declare("lj0pt", () -> EftHistogram.of(wc, Axis.category("process"), Axis.category("channel"),
 *         Axis.variable("lj0pt", "$p_T$ [GeV]", 0, 150, 250, 500)));
 *
 * // process(events, output)
 * EftHistogram h = output.get("lj0pt", EftHistogram.class);
 * CoefficientRemap remap = wc.remapFrom(events.sample().wcNames());
 * int process = h.id(0, events.sample().process());
 * int channel = h.id(1, "2lss");
 * float[] q = events.floats("EFTfitCoefficients");
 * int[] begin = events.offsets("EFTfitCoefficients");
 * float[] scratch = new float[remap.targetTerms()];
 * for (int e = 0; e < events.size(); e++) {
 *     EftHistogram.Block block = h.block(process, channel);
 *     if (remap.isIdentity()) {
 *         block.fill(x, weight, q, begin[e]);
 *     } else {
 *         remap.apply(q, begin[e], scratch, 0);
 *         block.fill(x, weight, scratch, 0);
 *     }
 * }
 * }</pre>
 */
public final class EftHistogram extends SparseHistogram<EftHistogram, EftHistogram.Block> {
    private final WilsonCoefficients coefficients;
    private final Summation summation;
    private final @Nullable SquaredForm squaredForm;

    private EftHistogram(
            WilsonCoefficients coefficients,
            Summation summation,
            @Nullable SquaredForm squaredForm,
            List<? extends Axis> axes) {
        super(axes);
        this.coefficients = coefficients;
        this.summation = summation;
        this.squaredForm = squaredForm;
        Math.multiplyExact(rows(), squaredForm == null ? coefficients.quadraticTerms() : coefficients.quarticTerms());
    }

    /** An empty histogram with plain sums and without squared weights. */
    public static EftHistogram of(WilsonCoefficients coefficients, Axis... axes) {
        return new EftHistogram(coefficients, Summation.PLAIN, null, List.of(axes));
    }

    /** An empty histogram with the given axes and options. */
    public static EftHistogram of(
            WilsonCoefficients coefficients, Summation summation, boolean squaredWeights, List<? extends Axis> axes) {
        return new EftHistogram(
                coefficients, summation, squaredWeights ? new SquaredForm(coefficients.size()) : null, axes);
    }

    /** The Wilson coefficients, whose order is that of the terms. */
    public WilsonCoefficients coefficients() {
        return coefficients;
    }

    /** How numbers are added. */
    public Summation summation() {
        return summation;
    }

    /** Whether the quartic forms of the sums of squared weights are kept. */
    public boolean hasSquaredWeights() {
        return squaredForm != null;
    }

    /** An empty histogram of the same structure that adds in the given way. */
    public EftHistogram with(Summation newSummation) {
        return new EftHistogram(coefficients, newSummation, squaredForm, declaredAxes());
    }

    /** An empty histogram of the same structure that keeps squared weights as well. */
    public EftHistogram withSquaredWeights() {
        return of(coefficients, summation, true, declaredAxes());
    }

    /**
     * The histogram at a point: sums of weights, with variances if squared weights are kept.
     *
     * @param values values of Wilson coefficients by name; missing ones are 0
     * @throws IllegalArgumentException for an unknown name, listing the known ones
     */
    public Histogram evaluate(Map<String, Double> values) {
        return evaluate(coefficients.point(values));
    }

    /**
     * The histogram at a point: sums of weights, with variances if squared weights are kept.
     *
     * @param point a value for each Wilson coefficient, in their order
     */
    public Histogram evaluate(double[] point) {
        double[] monomials = coefficients.quadraticMonomials(point);
        double @Nullable [] quartic = squaredForm == null ? null : coefficients.quarticMonomials(point);
        Histogram result = Histogram.of(
                quartic == null ? Storage.DOUBLE : Storage.WEIGHTED, Summation.REPRODUCIBLE, declaredAxes());
        for (Block block : filledBlocks()) {
            Histogram.Block target = result.block(block.categories());
            for (int row = 0; row < rows(); row++) {
                target.addContent(
                        row,
                        block.sums.product(row, monomials),
                        quartic == null || block.squares == null ? 0 : block.squares.product(row, quartic));
            }
            target.addEntries(block.entries());
        }
        return result;
    }

    /** The histogram at the Standard Model point. */
    public Histogram standardModel() {
        return evaluate(new double[coefficients.size()]);
    }

    /** The values of one combination of categories at a point, one for each row; zeros if it was not filled. */
    public double[] values(double[] point, String... categories) {
        double[] monomials = coefficients.quadraticMonomials(point);
        double[] values = new double[rows()];
        find(categories).ifPresent(block -> {
            for (int row = 0; row < values.length; row++) {
                values[row] = block.sums.product(row, monomials);
            }
        });
        return values;
    }

    /**
     * The ordinary histograms of which a linear combination gives any point of some Wilson coefficients, the others being
     * 0: {@code sm}; {@code lin_X} at X = 1; {@code quad_X}, the coefficient of X²; and {@code quad_mixed_X_Y} at X = Y =
     * 1 for each pair.
     *
     * @param names the Wilson coefficients, in the order that gives pairs their names
     */
    public Map<String, Histogram> templates(List<String> names) {
        Map<String, Histogram> templates = new LinkedHashMap<>();
        templates.put("sm", standardModel());
        for (int i = 0; i < names.size(); i++) {
            String x = names.get(i);
            templates.put("lin_" + x, evaluate(Map.of(x, 1.0)));
            templates.put("quad_" + x, term(coefficients.quadraticIndex(x, x)));
            for (int j = i + 1; j < names.size(); j++) {
                templates.put("quad_mixed_" + x + "_" + names.get(j), evaluate(Map.of(x, 1.0, names.get(j), 1.0)));
            }
        }
        return templates;
    }

    /** One coefficient of the quadratic forms as a histogram. */
    public Histogram term(int index) {
        Histogram result = Histogram.of(Storage.DOUBLE, Summation.REPRODUCIBLE, declaredAxes());
        for (Block block : filledBlocks()) {
            Histogram.Block target = result.block(block.categories());
            for (int row = 0; row < rows(); row++) {
                target.addContent(row, block.coefficient(row, index), 0);
            }
            target.addEntries(block.entries());
        }
        return result;
    }

    @Override
    public EftHistogram scaled(double factor) {
        EftHistogram result = empty();
        for (Block block : filledBlocks()) {
            Block target = result.block(block.categories());
            for (int row = 0; row < rows(); row++) {
                block.sums.addScaledTo(target.sums, row, factor);
                if (block.squares != null && target.squares != null) {
                    block.squares.addScaledTo(target.squares, row, factor * factor);
                }
            }
            target.counted(block.entries());
        }
        return result;
    }

    @Override
    EftHistogram self() {
        return this;
    }

    @Override
    EftHistogram like(List<? extends Axis> axes) {
        return new EftHistogram(coefficients, summation, squaredForm, axes);
    }

    @Override
    Block newBlock(List<String> categories, List<DenseAxis> dense, int rowCount) {
        return new Block(
                categories,
                dense,
                TermSums.of(summation, rowCount, coefficients.quadraticTerms()),
                squaredForm == null ? null : TermSums.of(summation, rowCount, squaredForm.terms()),
                squaredForm);
    }

    @Override
    void checkOptions(EftHistogram other) {
        if (!other.coefficients.equals(coefficients)) {
            throw new IllegalArgumentException("histograms of different Wilson coefficients cannot be added: "
                    + coefficients.names() + " and " + other.coefficients.names());
        }
        if (other.summation != summation || other.hasSquaredWeights() != hasSquaredWeights()) {
            throw new IllegalArgumentException("histograms with different options cannot be added: " + summation
                    + (hasSquaredWeights() ? " with" : " without") + " squared weights and " + other.summation
                    + (other.hasSquaredWeights() ? " with" : " without") + " squared weights");
        }
    }

    @Override
    void encodeOptions(DataOutput out) throws IOException {
        AxisCodec.writeTexts(out, coefficients.names());
        out.writeByte(summation.ordinal());
        out.writeBoolean(squaredForm != null);
    }

    @Override
    public Type type() {
        return Type.INSTANCE;
    }

    /** The bins of one combination of categories. Filling allocates nothing, except at the first coefficients of all. */
    public static final class Block extends HistogramBlock {
        private final TermSums sums;
        private final @Nullable TermSums squares;
        private final @Nullable SquaredForm squaredForm;

        Block(
                List<String> categories,
                List<DenseAxis> dense,
                TermSums sums,
                @Nullable TermSums squares,
                @Nullable SquaredForm squaredForm) {
            super(categories, dense, sums, squares);
            this.sums = sums;
            this.squares = squares;
            this.squaredForm = squaredForm;
        }

        /** Fills an event without EFT coefficients: the weight goes to the Standard Model term alone. */
        public void fill(double x, double weight) {
            fillRow(row(x), weight);
        }

        /**
         * Fills an event with EFT coefficients.
         *
         * @param x the value on the dense axis
         * @param weight multiplies all coefficients
         * @param coefficients holds the event's coefficients in the order of the histogram
         * @param offset the index of the first of them
         */
        public void fill(double x, double weight, float[] coefficients, int offset) {
            fillRow(row(x), weight, coefficients, offset);
        }

        /** Fills an event with EFT coefficients in double precision; see {@link #fill(double, double, float[], int)}. */
        public void fill(double x, double weight, double[] coefficients, int offset) {
            fillRow(row(x), weight, coefficients, offset);
        }

        /** Fills a row without EFT coefficients; a negative row is ignored. For histograms with several dense axes. */
        public void fillRow(int row, double weight) {
            if (row < 0) {
                return;
            }
            sums.add(row, weight);
            if (squares != null) {
                squares.add(row, weight * weight);
            }
            counted(1);
        }

        /** Fills a row with EFT coefficients; a negative row is ignored. For histograms with several dense axes. */
        public void fillRow(int row, double weight, float[] coefficients, int offset) {
            if (row < 0) {
                return;
            }
            sums.addTerms(row, weight, coefficients, offset);
            addSquares(row, weight, coefficients, offset);
            counted(1);
        }

        /** Fills a row with EFT coefficients in double precision; a negative row is ignored. */
        public void fillRow(int row, double weight, double[] coefficients, int offset) {
            if (row < 0) {
                return;
            }
            sums.addTerms(row, weight, coefficients, offset);
            if (squares != null && squaredForm != null) {
                squares.addTerms(row, weight * weight, squaredForm.of(coefficients, offset), 0);
            }
            counted(1);
        }

        /** What the sums have to know of the size of coefficients; the same for all histograms that add in the same way. */
        int magnitude(float[] coefficients, int offset) {
            return sums.magnitude(coefficients, offset);
        }

        /** As {@link #fill(double, double, float[], int)} with the {@link #magnitude} of the coefficients. */
        void fill(double x, double weight, float[] coefficients, int offset, int magnitude) {
            int row = row(x);
            if (row >= 0) {
                sums.addTerms(row, weight, coefficients, offset, magnitude);
                addSquares(row, weight, coefficients, offset);
                counted(1);
            }
        }

        private void addSquares(int row, double weight, float[] coefficients, int offset) {
            if (squares != null && squaredForm != null) {
                squares.addTerms(row, weight * weight, squaredForm.of(coefficients, offset), 0);
            }
        }

        /** Whether only the Standard Model term was ever filled. */
        public boolean isStandardModelOnly() {
            return !sums.isWide();
        }

        /** The number of coefficients of each quadratic form. */
        public int terms() {
            return sums.columns();
        }

        /** A coefficient of the quadratic form of a row. */
        public double coefficient(int row, int term) {
            return sums.value(row, term);
        }

        /** All coefficients of the quadratic form of a row. */
        public double[] coefficients(int row) {
            double[] all = new double[sums.columns()];
            Arrays.setAll(all, term -> sums.value(row, term));
            return all;
        }

        /**
         * For each row the symmetric matrix M with {@code w(c) / w(0) = cᵀ M c}, packed as its lower triangle: off-diagonal
         * coefficients halved, all divided by that of the Standard Model. Rows whose coefficients are all 0 stay so.
         *
         * @throws IllegalArgumentException if a row has other terms but none of the Standard Model
         */
        public double[][] scalings() {
            double[][] scalings = new double[rows()][];
            for (int row = 0; row < scalings.length; row++) {
                scalings[row] = scaling(row);
            }
            return scalings;
        }

        private double[] scaling(int row) {
            double[] scaling = coefficients(row);
            double standardModel = scaling[0];
            for (int i = 0, term = 0; term < scaling.length; i++) {
                for (int j = 0; j <= i; j++, term++) {
                    if (standardModel == 0 && scaling[term] != 0) {
                        throw new IllegalArgumentException("row " + row + " of " + categories()
                                + " has no Standard Model contribution, but others: it cannot be scaled from it");
                    }
                    scaling[term] /= (i == j ? 1 : 2) * (standardModel == 0 ? 1 : standardModel);
                }
            }
            return scaling;
        }

        /** The number of coefficients of each quartic form of squared weights; 0 if they are not kept. */
        public int squareTerms() {
            return squares == null ? 0 : squares.columns();
        }

        /** A coefficient of the quartic form of squared weights of a row; 0 if they are not kept. */
        public double squareCoefficient(int row, int term) {
            return squares == null ? 0 : squares.value(row, term);
        }

        /**
         * Adds already summed quadratic forms to a row, as when a histogram is read from a file.
         *
         * @param quadratic all coefficients, or that of the Standard Model alone
         */
        public void addContent(int row, double[] quadratic) {
            checkLength(quadratic.length, sums.columns());
            sums.addContent(row, quadratic);
        }

        /** Adds already summed quartic forms of squared weights to a row: all coefficients, or the first alone. */
        public void addSquares(int row, double[] quartic) {
            if (squares == null) {
                throw new IllegalStateException("the histogram keeps no squared weights");
            }
            checkLength(quartic.length, squares.columns());
            squares.addContent(row, quartic);
        }

        private static void checkLength(int given, int terms) {
            if (given != 1 && given != terms) {
                throw new IllegalArgumentException(given + " coefficients, where 1 or " + terms + " belong");
            }
        }

        /** Adds to the number of fills for content that was summed elsewhere. */
        public void addEntries(long entries) {
            counted(entries);
        }
    }

    /** The binary form of {@link EftHistogram}. */
    public static final class Type implements AccumulatorType<EftHistogram> {
        static final Type INSTANCE = new Type();

        /** For the service loader. */
        public Type() {}

        @Override
        public String name() {
            return "eft-histogram";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Class<EftHistogram> accumulatorClass() {
            return EftHistogram.class;
        }

        @Override
        public EftHistogram decode(DataInput in, int version) throws IOException {
            return HistogramDecoder.readEft(in, version);
        }
    }
}
