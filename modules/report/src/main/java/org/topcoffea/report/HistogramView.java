package org.topcoffea.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.topcoffea.hist.CategoryAxis;
import org.topcoffea.hist.DenseAxis;
import org.topcoffea.hist.Histogram;
import org.topcoffea.hist.IntegerAxis;
import org.topcoffea.hist.Storage;

/**
 * A histogram as pictures and tables need it. Uncertainties are square roots of sums of squared weights; of counts they
 * are Poisson intervals; sums of weights without squares have none.
 */
public final class HistogramView {
    private static final int MOST_BIN_NAMES = 25;

    private final Histogram histogram;
    private final DenseAxis axis;
    private final Flow flow;

    /**
     * Looks at a histogram.
     *
     * @param histogram with any category axes and one dense axis; of others, take a projection first
     * @param flow what is done with flow bins
     * @throws IllegalArgumentException if there is not exactly one dense axis
     */
    public HistogramView(Histogram histogram, Flow flow) {
        if (histogram.denseAxes().size() != 1) {
            throw new IllegalArgumentException("a plot needs a histogram with one dense axis, not with "
                    + histogram.denseAxes().stream().map(DenseAxis::name).toList() + ": project it first");
        }
        this.histogram = histogram;
        this.axis = histogram.denseAxes().getFirst();
        this.flow = flow;
    }

    /** The bins, with names if the axis counts something, and a note if flow bins with content are folded in. */
    public BinAxis axis() {
        boolean under = flow == Flow.FOLD && axis.underflow() && hasContent(0);
        boolean over = flow == Flow.FOLD && axis.overflow() && hasContent(axis.extent() - 1);
        List<Double> edges = Arrays.stream(axis.edges()).boxed().toList();
        if (axis instanceof IntegerAxis integer && integer.bins() <= MOST_BIN_NAMES) {
            return new BinAxis(axis.label(), edges, names(integer, under, over), "");
        }
        String note = "";
        if (under || over) {
            note = (under && over ? "first and last bins include" : under ? "first bin includes" : "last bin includes")
                    + (under && over ? " flow" : under ? " underflow" : " overflow");
        }
        return new BinAxis(axis.label(), edges, List.of(), note);
    }

    private boolean hasContent(int row) {
        return histogram.filledBlocks().stream().anyMatch(block -> block.value(row) != 0);
    }

    private static List<String> names(IntegerAxis axis, boolean under, boolean over) {
        List<String> names = new ArrayList<>();
        for (int number = axis.lower(); number < axis.upper(); number++) {
            boolean first = under && number == axis.lower();
            boolean last = over && number == axis.upper() - 1;
            names.add((first ? "≤" : last ? "≥" : "") + number);
        }
        return names;
    }

    /** The sum over all categories. */
    public Series total(String label) {
        return sum(histogram.filledBlocks(), label);
    }

    /** As {@link #byCategory(String, Predicate, int)}, of all categories. */
    public List<Series> byCategory(String categoryAxis, int most) {
        return byCategory(categoryAxis, category -> true, most);
    }

    /**
     * One series for each category of an axis that was filled, summed over other category axes; the smallest first, as it
     * suits a stack.
     *
     * @param categoryAxis the name of a category axis
     * @param wanted which categories are taken
     * @param most at least 1: if there are more categories, the smallest are summed up as one
     */
    public List<Series> byCategory(String categoryAxis, Predicate<String> wanted, int most) {
        int position = position(histogram, categoryAxis);
        Map<String, List<Histogram.Block>> blocks = new LinkedHashMap<>();
        for (Histogram.Block block : histogram.filledBlocks()) {
            String category = block.categories().get(position);
            if (wanted.test(category)) {
                blocks.computeIfAbsent(category, c -> new ArrayList<>()).add(block);
            }
        }
        List<Series> all = new ArrayList<>();
        blocks.forEach((category, parts) -> all.add(sum(parts, category)));
        all.sort(Comparator.comparingDouble(
                series -> Arrays.stream(series.values()).sum()));
        if (all.size() <= most) {
            return all;
        }
        List<Series> small = all.subList(0, all.size() - most + 1);
        List<Series> few = new ArrayList<>();
        few.add(small.stream().reduce(Series::plus).orElseThrow().named(small.size() + " others"));
        few.addAll(all.subList(small.size(), all.size()));
        return few;
    }

    /**
     * The usual plot: simulated processes stacked, recorded events as points, and a panel with their ratio if there are
     * both.
     *
     * @param categoryAxis the axis of processes
     * @param isData which of its categories were recorded
     * @param most at least 1: if there are more simulated processes, the smallest are summed up as one
     */
    public Plot stacked(String categoryAxis, Predicate<String> isData, int most) {
        List<Series> simulated = byCategory(categoryAxis, isData.negate(), most);
        List<Series> recorded = byCategory(categoryAxis, isData, 1);
        Plot plot = Plot.of(axis());
        plot = simulated.isEmpty() ? plot : plot.stack(simulated);
        if (!recorded.isEmpty()) {
            plot = plot.points(recorded.getFirst().named("Data"));
        }
        return recorded.isEmpty() || simulated.isEmpty() ? plot : plot.withRatio("data / pred.");
    }

    private static int position(Histogram histogram, String categoryAxis) {
        List<String> names =
                histogram.categoryAxes().stream().map(CategoryAxis::name).toList();
        int position = names.indexOf(categoryAxis);
        if (position < 0) {
            throw new IllegalArgumentException(
                    "no category axis '" + categoryAxis + "': the histogram has " + String.join(", ", names));
        }
        return position;
    }

    private Series sum(List<Histogram.Block> blocks, String label) {
        double[] values = new double[axis.bins()];
        double[] variances = new double[axis.bins()];
        for (Histogram.Block block : blocks) {
            for (int row = 0; row < axis.extent(); row++) {
                int bin = row - (axis.underflow() ? 1 : 0);
                boolean inside = bin >= 0 && bin < axis.bins();
                if (inside || flow == Flow.FOLD) {
                    int target = Math.clamp(bin, 0, axis.bins() - 1);
                    values[target] += block.value(row);
                    variances[target] += block.variance(row);
                }
            }
        }
        return switch (histogram.storage()) {
            case COUNT -> Series.counted(label, values);
            case WEIGHTED -> Series.weighted(label, values, variances);
            case DOUBLE -> Series.of(label, values);
        };
    }

    /**
     * A table of yields, flow bins included, summed over all other axes.
     *
     * @param histogram with any axes
     * @param rowAxis the category axis that makes the rows
     * @param columnAxis the category axis that makes the columns
     */
    public static YieldsTable yields(Histogram histogram, String rowAxis, String columnAxis) {
        int rowPosition = position(histogram, rowAxis);
        int columnPosition = position(histogram, columnAxis);
        List<String> columns = histogram.categoryAxes().get(columnPosition).categories();
        Map<String, YieldsTable.Yield[]> rows = new LinkedHashMap<>();
        for (Histogram.Block block : histogram.filledBlocks()) {
            YieldsTable.Yield[] row = rows.computeIfAbsent(block.categories().get(rowPosition), name -> {
                YieldsTable.Yield[] empty = new YieldsTable.Yield[columns.size()];
                Arrays.fill(empty, YieldsTable.Yield.ZERO);
                return empty;
            });
            int column = columns.indexOf(block.categories().get(columnPosition));
            row[column] = row[column].plus(HistogramView.yield(histogram.storage(), block));
        }
        List<YieldsTable.Row> table = new ArrayList<>();
        rows.forEach((name, yields) -> table.add(new YieldsTable.Row(name, List.of(yields), false)));
        return new YieldsTable(rowAxis, columns, table);
    }

    private static YieldsTable.Yield yield(Storage storage, Histogram.Block block) {
        double variance =
                storage == Storage.DOUBLE ? 0 : Arrays.stream(block.variances()).sum();
        return new YieldsTable.Yield(Arrays.stream(block.values()).sum(), Math.sqrt(Math.max(variance, 0)));
    }
}
