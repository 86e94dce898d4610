package org.topcoffea.hist;

import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.topcoffea.hist.internal.AxisCodec;
import org.topcoffea.hist.internal.BlockMap;
import org.topcoffea.hist.internal.CategoryIds;
import org.topcoffea.spi.Accumulator;

/**
 * A histogram with sparse category axes and dense axes: for each combination of categories that was filled there is one
 * block of bins.
 *
 * <p>Filling changes a histogram; the operations ({@link #sum}, {@link #select}, {@link #group}, …) return new ones and
 * leave it as it is. Axes are addressed by name, categories by name. Blocks that are empty count as absent.
 *
 * @param <H> the histogram's own class
 * @param <B> the class of its blocks
 */
public abstract sealed class SparseHistogram<H extends SparseHistogram<H, B>, B extends HistogramBlock>
        implements Accumulator<H> permits Histogram, EftHistogram {
    /** More categories axes than this do not fit a packed key. */
    static final int MAX_CATEGORY_AXES = 8;

    private final List<CategoryAxis> categoryAxes = new ArrayList<>();
    private final List<DenseAxis> denseAxes = new ArrayList<>();
    private final List<CategoryIds> ids = new ArrayList<>();
    private final BlockMap<B> byIds = new BlockMap<>();
    private final List<B> blocks = new ArrayList<>();
    private final int bits;
    private final int rows;

    SparseHistogram(List<? extends Axis> axes) {
        Set<String> names = new HashSet<>();
        long product = 1;
        for (Axis axis : axes) {
            if (!names.add(axis.name())) {
                throw new IllegalArgumentException("two axes are called '" + axis.name() + "'");
            }
            switch (axis) {
                case CategoryAxis category -> categoryAxes.add(category);
                case DenseAxis dense -> denseAxes.add(dense);
            }
            product = axis instanceof DenseAxis dense ? Math.multiplyExact(product, dense.extent()) : product;
        }
        if (categoryAxes.size() > MAX_CATEGORY_AXES || product > Integer.MAX_VALUE / 16) {
            throw new IllegalArgumentException("at most " + MAX_CATEGORY_AXES + " category axes and "
                    + Integer.MAX_VALUE / 16 + " bins are possible, not " + categoryAxes.size() + " and " + product);
        }
        rows = (int) product;
        bits = categoryAxes.isEmpty() ? 31 : Math.min(31, 63 / categoryAxes.size());
        categoryAxes.forEach(axis -> ids.add(new CategoryIds(axis)));
    }

    abstract H self();

    /** An empty histogram with other axes and the same options. */
    abstract H like(List<? extends Axis> axes);

    abstract B newBlock(List<String> categories, List<DenseAxis> dense, int rowCount);

    /** Refuses another histogram whose options differ. */
    abstract void checkOptions(H other);

    abstract void encodeOptions(DataOutput out) throws IOException;

    /** The axes: category axes, with all categories that were filled, then dense axes. */
    public final List<Axis> axes() {
        List<Axis> axes = new ArrayList<>(categoryAxes.size() + denseAxes.size());
        for (int i = 0; i < categoryAxes.size(); i++) {
            axes.add(filled(i));
        }
        axes.addAll(denseAxes);
        return List.copyOf(axes);
    }

    private CategoryAxis filled(int i) {
        CategoryAxis axis = categoryAxes.get(i);
        List<String> categories = new ArrayList<>(axis.categories());
        Set<String> grown = new TreeSet<>();
        filledBlocks().forEach(block -> grown.add(block.categories().get(i)));
        axis.categories().forEach(grown::remove);
        categories.addAll(grown);
        return new CategoryAxis(axis.name(), axis.label(), categories, axis.growing());
    }

    /** The axes as declared, without the categories that were filled since. */
    final List<Axis> declaredAxes() {
        List<Axis> axes = new ArrayList<>(categoryAxes);
        axes.addAll(denseAxes);
        return axes;
    }

    /** The category axes; growing ones with all categories that were filled, sorted. */
    public final List<CategoryAxis> categoryAxes() {
        return axes().stream()
                .filter(CategoryAxis.class::isInstance)
                .map(CategoryAxis.class::cast)
                .toList();
    }

    /** The dense axes. */
    public final List<DenseAxis> denseAxes() {
        return List.copyOf(denseAxes);
    }

    /** The axis of that name. */
    public final Axis axis(String name) {
        return axes().stream()
                .filter(axis -> axis.name().equals(name))
                .findFirst()
                .orElseThrow(() -> noAxis(name));
    }

    final IllegalArgumentException noAxis(String name) {
        return new IllegalArgumentException("no axis '" + name + "': the histogram has "
                + declaredAxes().stream().map(Axis::name).toList());
    }

    /** The number of rows of each block: the product of the extents of the dense axes. */
    public final int rows() {
        return rows;
    }

    /**
     * The id of a category on the {@code axis}-th category axis, for {@link #block(int, int)} and its like. It belongs to
     * this histogram object alone. On a growing axis a new category gets a new id.
     *
     * @throws IllegalArgumentException if the axis does not grow and lacks the category
     */
    public final int id(int axis, String category) {
        int id = ids.get(axis).id(category);
        if (id >>> bits != 0) {
            throw new IllegalArgumentException("more than " + (1L << bits) + " categories on axis '"
                    + categoryAxes.get(axis).name() + "'");
        }
        return id;
    }

    /** The block of a combination of categories, one for each category axis; made if it does not exist. */
    public final B block(String... categories) {
        return block(List.of(categories));
    }

    /** The block of a combination of categories, one for each category axis; made if it does not exist. */
    public final B block(List<String> categories) {
        checkDimension(categories.size());
        long key = 0;
        for (int i = 0; i < ids.size(); i++) {
            key = (key << bits) | id(i, categories.get(i));
        }
        return block(key);
    }

    /** The block of a category id on the only category axis. Fast, and allocates only when the block is new. */
    public final B block(int id) {
        checkDimension(1);
        return block((long) id);
    }

    /** The block of category ids on two category axes. Fast, and allocates only when the block is new. */
    public final B block(int id0, int id1) {
        checkDimension(2);
        return block((long) id0 << bits | id1);
    }

    /** The block of category ids on three category axes. Fast, and allocates only when the block is new. */
    public final B block(int id0, int id1, int id2) {
        checkDimension(3);
        return block(((long) id0 << bits | id1) << bits | id2);
    }

    /** The block of category ids on four category axes. Fast, and allocates only when the block is new. */
    public final B block(int id0, int id1, int id2, int id3) {
        checkDimension(4);
        return block((((long) id0 << bits | id1) << bits | id2) << bits | id3);
    }

    private B block(long key) {
        B block = byIds.get(key);
        return block != null ? block : create(key);
    }

    private B create(long key) {
        List<String> names = new ArrayList<>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            long id = (key >>> (bits * (ids.size() - 1 - i))) & ((1L << bits) - 1);
            if (id >= ids.get(i).size()) {
                throw new IllegalArgumentException(
                        "no id " + id + " on axis '" + categoryAxes.get(i).name() + "': take it from id(…)");
            }
            names.add(ids.get(i).name((int) id));
        }
        B block = newBlock(List.copyOf(names), denseAxes, rows);
        byIds.put(key, block);
        blocks.add(block);
        return block;
    }

    private void checkDimension(int given) {
        if (given != ids.size()) {
            throw new IllegalArgumentException(given + " categories for " + ids.size() + " category axes "
                    + categoryAxes.stream().map(Axis::name).toList());
        }
    }

    /**
     * The block of a combination of categories if it was filled.
     *
     * @throws IllegalArgumentException if one of the categories does not exist on its axis at all
     */
    public final Optional<B> find(String... categories) {
        checkDimension(categories.length);
        long key = 0;
        for (int i = 0; i < categories.length; i++) {
            int id = ids.get(i).find(categories[i]);
            if (id < 0) {
                throw new IllegalArgumentException(
                        "axis '" + categoryAxes.get(i).name() + "' has no category '" + categories[i] + "': it has "
                                + String.join(", ", filled(i).categories()));
            }
            key = (key << bits) | id;
        }
        return Optional.ofNullable(byIds.get(key)).filter(block -> !block.isEmpty());
    }

    /** All blocks that were filled, sorted by their categories. */
    public final List<B> filledBlocks() {
        List<B> filled = new ArrayList<>(blocks.size());
        for (B block : blocks) {
            if (!block.isEmpty()) {
                filled.add(block);
            }
        }
        filled.sort(Comparator.comparing(HistogramBlock::categories, SparseHistogram::compare));
        return filled;
    }

    private static int compare(List<String> a, List<String> b) {
        for (int i = 0; i < a.size(); i++) {
            int order = a.get(i).compareTo(b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** The number of fills of all blocks. */
    public final long entries() {
        return blocks.stream().mapToLong(HistogramBlock::entries).sum();
    }

    @Override
    public final H empty() {
        return like(declaredAxes());
    }

    @Override
    public final boolean isEmpty() {
        return blocks.stream().allMatch(HistogramBlock::isEmpty);
    }

    @Override
    public final void merge(H other) {
        List<Axis> theirs = other.declaredAxes();
        if (!theirs.equals(declaredAxes())) {
            throw new IllegalArgumentException(
                    "histograms with different axes cannot be added: " + declaredAxes() + " and " + theirs);
        }
        checkOptions(other);
        addAll(other, key -> key, null);
    }

    /** Adds all blocks of another histogram, with keys and rows changed; a null key drops the block. */
    final void addAll(H other, Function<List<String>, @Nullable List<String>> key, int @Nullable [] rowMap) {
        int[] map = rowMap;
        if (map == null) {
            map = new int[rows];
            Arrays.setAll(map, i -> i);
        }
        for (B theirs : other.filledBlocks()) {
            List<String> mine = key.apply(theirs.categories());
            if (mine != null) {
                block(mine).addRows(theirs, map);
            }
        }
    }

    /** A histogram of the same content that can be filled independently. */
    public final H copy() {
        H copy = empty();
        copy.merge(self());
        return copy;
    }

    @Override
    public final void encode(DataOutput out) throws IOException {
        AxisCodec.write(out, declaredAxes());
        encodeOptions(out);
        List<B> filled = filledBlocks();
        out.writeInt(filled.size());
        for (B block : filled) {
            for (String category : block.categories()) {
                AxisCodec.writeText(out, category);
            }
            block.encode(out);
        }
    }

    /** The sum of this and another histogram of the same structure. */
    public final H plus(H other) {
        H sum = copy();
        sum.merge(other);
        return sum;
    }

    /** All bins, flow bins and squared weights included, multiplied with a number (squared weights with its square). */
    public abstract H scaled(double factor);

    /** Sums over one axis, flow bins included, and removes it. */
    public final H sum(String axis) {
        return new Reshaping<>(self()).sum(axis);
    }

    /** Picks one category and removes the axis. */
    public final H select(String axis, String category) {
        return new Reshaping<>(self()).select(axis, category);
    }

    /** Keeps only these categories of an axis; each must exist. */
    public final H keep(String axis, List<String> categories) {
        return new Reshaping<>(self()).keep(axis, categories);
    }

    /** Leaves out these categories of an axis; those that do not exist are ignored. */
    public final H remove(String axis, List<String> categories) {
        return new Reshaping<>(self()).remove(axis, categories);
    }

    /** Keeps the named axes, in that order (category axes first), and sums over all others. */
    public final H project(String... axes) {
        return new Reshaping<>(self()).project(List.of(axes));
    }

    /**
     * Replaces the categories of an axis by sums of some.
     *
     * @param axis a category axis
     * @param groups for each new category those that it sums up; others are dropped, ones that do not exist add nothing
     */
    public final H group(String axis, Map<String, List<String>> groups) {
        return new Reshaping<>(self()).group(axis, axis, groups);
    }

    /** As {@link #group(String, Map)}, giving the axis a new name. */
    public final H group(String axis, String newName, Map<String, List<String>> groups) {
        return new Reshaping<>(self()).group(axis, newName, groups);
    }

    /**
     * Merges bins of a dense axis.
     *
     * @param edges the new edges, a subset of the old ones; what lies outside of them goes to the flow bins
     */
    public final H rebin(String axis, double... edges) {
        return new Reshaping<>(self()).rebin(axis, edges);
    }
}
