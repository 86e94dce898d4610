package org.topcoffea.hist;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The operations that make a histogram with other axes out of one, by mapping its category keys and rows. */
final class Reshaping<H extends SparseHistogram<H, B>, B extends HistogramBlock> {
    private final H source;
    private final List<Axis> axes;
    private final int categoryAxes;

    Reshaping(H source) {
        this.source = source;
        this.axes = source.declaredAxes();
        this.categoryAxes =
                (int) axes.stream().filter(CategoryAxis.class::isInstance).count();
    }

    private int position(String name) {
        for (int i = 0; i < axes.size(); i++) {
            if (axes.get(i).name().equals(name)) {
                return i;
            }
        }
        throw source.noAxis(name);
    }

    private int category(String name) {
        int position = position(name);
        if (position >= categoryAxes) {
            throw new IllegalArgumentException("axis '" + name + "' has bins, not categories");
        }
        return position;
    }

    private void checkCategories(int position, List<String> names) {
        List<String> known = source.categoryAxes().get(position).categories();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("axis '" + axes.get(position).name() + "' has no category '" + name
                        + "': it has " + String.join(", ", known));
            }
        }
    }

    private H build(
            List<? extends Axis> newAxes, Function<List<String>, @Nullable List<String>> key, int @Nullable [] rowMap) {
        H result = source.like(newAxes);
        result.addAll(source, key, rowMap);
        return result;
    }

    private static List<String> without(List<String> key, int position) {
        List<String> shorter = new ArrayList<>(key);
        shorter.remove(position);
        return shorter;
    }

    H sum(String axis) {
        int position = position(axis);
        List<String> kept = new ArrayList<>(axes.stream().map(Axis::name).toList());
        kept.remove(position);
        return project(kept);
    }

    H select(String axis, String category) {
        int position = category(axis);
        checkCategories(position, List.of(category));
        List<Axis> newAxes = new ArrayList<>(axes);
        newAxes.remove(position);
        return build(newAxes, key -> key.get(position).equals(category) ? without(key, position) : null, null);
    }

    H keep(String axis, List<String> categories) {
        int position = category(axis);
        checkCategories(position, categories);
        Set<String> kept = new HashSet<>(categories);
        return filter(position, kept::contains);
    }

    H remove(String axis, List<String> categories) {
        int position = category(axis);
        Set<String> removed = new HashSet<>(categories);
        return filter(position, name -> !removed.contains(name));
    }

    private H filter(int position, Predicate<String> wanted) {
        CategoryAxis old = (CategoryAxis) axes.get(position);
        List<Axis> newAxes = new ArrayList<>(axes);
        List<String> declared = old.categories().stream().filter(wanted).toList();
        newAxes.set(position, new CategoryAxis(old.name(), old.label(), declared, old.growing() || declared.isEmpty()));
        return build(newAxes, key -> wanted.test(key.get(position)) ? key : null, null);
    }

    H group(String axis, String newName, Map<String, List<String>> groups) {
        int position = category(axis);
        CategoryAxis old = (CategoryAxis) axes.get(position);
        List<Axis> newAxes = new ArrayList<>(axes);
        String label = newName.equals(axis) ? old.label() : newName;
        newAxes.set(position, new CategoryAxis(newName, label, List.copyOf(groups.keySet()), true));
        H result = source.like(newAxes);
        // A category may belong to several groups, so that every group walks over the source.
        groups.forEach((name, members) -> {
            Set<String> wanted = new HashSet<>(members);
            result.addAll(
                    source, key -> wanted.contains(key.get(position)) ? replaced(key, position, name) : null, null);
        });
        return result;
    }

    private static List<String> replaced(List<String> key, int position, String name) {
        List<String> changed = new ArrayList<>(key);
        changed.set(position, name);
        return changed;
    }

    H project(List<String> names) {
        if (new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException("an axis occurs twice in " + names);
        }
        List<Integer> keptCategories = new ArrayList<>();
        List<Integer> keptDense = new ArrayList<>();
        for (String name : names) {
            int position = position(name);
            (position < categoryAxes ? keptCategories : keptDense).add(position);
        }
        List<Axis> newAxes = new ArrayList<>();
        keptCategories.forEach(position -> newAxes.add(axes.get(position)));
        keptDense.forEach(position -> newAxes.add(axes.get(position)));
        return build(
                newAxes,
                key -> keptCategories.stream().map(key::get).toList(),
                projectedRows(keptDense.stream()
                        .mapToInt(position -> position - categoryAxes)
                        .toArray()));
    }

    /** For each row the row it has when only some dense axes are kept, in a given order. */
    private int[] projectedRows(int[] kept) {
        List<DenseAxis> dense = source.denseAxes();
        int[] rowMap = new int[source.rows()];
        int[] index = new int[dense.size()];
        for (int row = 0; row < rowMap.length; row++) {
            split(row, dense, index);
            int target = 0;
            for (int position : kept) {
                target = target * dense.get(position).extent() + index[position];
            }
            rowMap[row] = target;
        }
        return rowMap;
    }

    private static void split(int row, List<DenseAxis> dense, int[] index) {
        int rest = row;
        for (int i = dense.size() - 1; i >= 0; i--) {
            int extent = dense.get(i).extent();
            index[i] = rest % extent;
            rest /= extent;
        }
    }

    H rebin(String name, double[] edges) {
        int position = position(name);
        if (!(axes.get(position) instanceof DenseAxis old)) {
            throw new IllegalArgumentException("axis '" + name + "' has categories, not bins: use group");
        }
        VariableAxis rebinned = new VariableAxis(old.name(), old.label(), edges, old.underflow(), old.overflow());
        List<Axis> newAxes = new ArrayList<>(axes);
        newAxes.set(position, rebinned);
        return build(newAxes, key -> key, rebinnedRows(position - categoryAxes, old, rebinned));
    }

    private int[] rebinnedRows(int position, DenseAxis old, VariableAxis rebinned) {
        int[] to = binMap(old, rebinned);
        List<DenseAxis> dense = source.denseAxes();
        int[] rowMap = new int[source.rows()];
        int[] index = new int[dense.size()];
        for (int row = 0; row < rowMap.length; row++) {
            split(row, dense, index);
            int target = 0;
            for (int i = 0; i < index.length; i++) {
                int here = i == position ? to[index[i]] : index[i];
                target = here < 0 || target < 0
                        ? -1
                        : target * (i == position ? rebinned : dense.get(i)).extent() + here;
            }
            rowMap[row] = target;
        }
        return rowMap;
    }

    /** Where each row of one axis goes; the lower edge of a bin decides, as it is an edge of the new axis or inside a bin. */
    private static int[] binMap(DenseAxis old, VariableAxis rebinned) {
        double[] oldEdges = old.edges();
        for (double edge : rebinned.edges()) {
            if (Arrays.binarySearch(oldEdges, edge) < 0) {
                throw new IllegalArgumentException(
                        "axis '" + old.name() + "': " + edge + " is not one of its edges " + Arrays.toString(oldEdges));
            }
        }
        int[] to = new int[old.extent()];
        int first = old.underflow() ? 1 : 0;
        for (int row = 0; row < to.length; row++) {
            int bin = row - first;
            double inside = bin < 0 ? Double.NEGATIVE_INFINITY : bin >= old.bins() ? Double.NaN : old.edge(bin);
            to[row] = rebinned.row(inside);
        }
        return to;
    }
}
