package org.topcoffea.interchange.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.topcoffea.hist.Axis;
import org.topcoffea.hist.CategoryAxis;
import org.topcoffea.hist.DenseAxis;
import org.topcoffea.hist.IntegerAxis;
import org.topcoffea.hist.RegularAxis;
import org.topcoffea.hist.VariableAxis;

/** The axes of a stored histogram in the order of the file, and where its cells belong. */
public final class UhiLayout {
    private final List<Axis> axes = new ArrayList<>();
    private final List<Integer> extents = new ArrayList<>();
    private final int terms;

    /**
     * Reads the axes.
     *
     * @param histogram the description of the histogram
     * @param arrays reads arrays that are kept outside of the description
     * @param termAxis the name of the last axis if that counts terms, else empty
     */
    public UhiLayout(Described histogram, Arrays arrays, String termAxis) throws IOException {
        List<Described> stored = histogram.children("axes");
        int count = stored.size();
        if (!termAxis.isEmpty()) {
            count--;
            if (count < 0
                    || !stored.get(count).child("metadata").text("name", "").equals(termAxis)) {
                throw new IOException(histogram.what() + ": the last axis is not called " + termAxis);
            }
            terms = stored.get(count).integer("bins");
        } else {
            terms = 1;
        }
        for (int i = 0; i < count; i++) {
            Axis axis = axis(stored.get(i), i, arrays);
            axes.add(axis);
            extents.add(
                    switch (axis) {
                        case DenseAxis dense -> dense.extent();
                        case CategoryAxis category ->
                            category.categories().size() + (stored.get(i).flag("flow") ? 1 : 0);
                    });
        }
    }

    /** Reads an array by the name of its entry. */
    @FunctionalInterface
    public interface Arrays {
        /** Reads it. */
        Npy read(String entry) throws IOException;
    }

    private static Axis axis(Described json, int position, Arrays arrays) throws IOException {
        String name = json.child("metadata").text("name", "axis_" + position);
        String label = json.child("metadata").text("label", name);
        Described hints = json.child("writer_info").child("boost-histogram");
        if (json.flag("circular")) {
            throw new IOException("axis '" + name + "' is circular, which topcoffea has no axis for");
        }
        boolean under = json.flag("underflow");
        boolean over = json.flag("overflow");
        return switch (json.get("type", String.class)) {
            case "category_str", "category_int" -> category(json, name, label, hints.flag("growth"));
            case "boolean" -> new CategoryAxis(name, label, List.of("False", "True"), false);
            case "variable" -> new VariableAxis(name, label, edges(json, arrays), under, over);
            case "regular" ->
                hints.text("orig_type", "").equals("Integer")
                        ? new IntegerAxis(name, label, json.integer("lower"), json.integer("upper"), under, over)
                        : new RegularAxis(
                                name,
                                label,
                                json.integer("bins"),
                                json.number("lower"),
                                json.number("upper"),
                                under,
                                over);
            default ->
                throw new IOException(
                        "axis '" + name + "' of type " + json.json().get("type"));
        };
    }

    private static CategoryAxis category(Described json, String name, String label, boolean growing)
            throws IOException {
        List<String> categories = new ArrayList<>();
        for (Object category : json.get("categories", List.class)) {
            categories.add(String.valueOf(category));
        }
        return new CategoryAxis(name, label, categories, growing || categories.isEmpty());
    }

    private static double[] edges(Described json, Arrays arrays) throws IOException {
        if (json.json().get("edges") instanceof String entry) {
            return arrays.read(entry).numbers();
        }
        List<?> list = json.get("edges", List.class);
        double[] edges = new double[list.size()];
        for (int i = 0; i < edges.length; i++) {
            if (!(list.get(i) instanceof Number number)) {
                throw new IOException(json.what() + " has the edge " + list.get(i));
            }
            edges[i] = number.doubleValue();
        }
        return edges;
    }

    /** The number of terms of each cell. */
    public int terms() {
        return terms;
    }

    /** The number of cells, each with all its terms. */
    public long cells() {
        return extents.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    /** The axes that a histogram is made with: categories that are already sorted are left to be found again. */
    public List<Axis> declared() {
        return axes.stream().map(UhiLayout::declared).toList();
    }

    private static Axis declared(Axis axis) {
        return axis instanceof CategoryAxis category
                        && category.growing()
                        && category.categories().stream().sorted().toList().equals(category.categories())
                ? new CategoryAxis(category.name(), category.label(), List.of(), true)
                : axis;
    }

    /** The number of axes without that of terms. */
    public int dimensions() {
        return axes.size();
    }

    /** The cell of a position along each axis. */
    public long cell(long[] position) throws IOException {
        long cell = 0;
        for (int i = 0; i < extents.size(); i++) {
            if (position[i] < 0 || position[i] >= extents.get(i)) {
                throw new IOException(
                        "cell " + position[i] + " of axis '" + axes.get(i).name() + "', which has " + extents.get(i));
            }
            cell = cell * extents.get(i) + position[i];
        }
        return cell;
    }

    private int along(long cell, int axis) {
        long rest = cell;
        for (int i = extents.size() - 1; i > axis; i--) {
            rest /= extents.get(i);
        }
        return (int) (rest % extents.get(axis));
    }

    /** The categories of a cell. */
    public List<String> key(long cell) throws IOException {
        List<String> key = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            if (axes.get(i) instanceof CategoryAxis category) {
                int position = along(cell, i);
                if (position >= category.categories().size()) {
                    throw new IOException("axis '" + category.name()
                            + "' has content in its overflow, which a category axis of topcoffea does not have");
                }
                key.add(category.categories().get(position));
            }
        }
        return key;
    }

    /** The row of a cell within its block. */
    public int row(long cell) {
        int row = 0;
        for (int i = 0; i < axes.size(); i++) {
            if (axes.get(i) instanceof DenseAxis dense) {
                row = row * dense.extent() + along(cell, i);
            }
        }
        return row;
    }

    /** The categories at a position along each category axis. */
    public List<String> categories(long[] positions) throws IOException {
        List<String> key = new ArrayList<>();
        for (Axis axis : axes) {
            if (axis instanceof CategoryAxis category) {
                long position = positions[key.size()];
                if (position < 0 || position >= category.categories().size()) {
                    throw new IOException("category " + position + " of axis '" + category.name() + "'");
                }
                key.add(category.categories().get((int) position));
            }
        }
        return key;
    }
}
