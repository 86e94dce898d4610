package org.topcoffea.hist.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.topcoffea.hist.CategoryAxis;

/** The categories of one axis in the order in which this histogram met them. */
public final class CategoryIds {
    private final CategoryAxis axis;
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();

    /** Begins with the categories that exist from the start. */
    public CategoryIds(CategoryAxis axis) {
        this.axis = axis;
        axis.categories().forEach(this::add);
    }

    private int add(String name) {
        ids.put(name, names.size());
        names.add(name);
        return names.size() - 1;
    }

    /** The id of a category, which is new on a growing axis. */
    public int id(String name) {
        Integer id = ids.get(name);
        if (id != null) {
            return id;
        }
        if (!axis.growing()) {
            throw unknown(name);
        }
        return add(name);
    }

    /** The id of a category, or −1. */
    public int find(String name) {
        return ids.getOrDefault(name, -1);
    }

    /** The name of a category. */
    public String name(int id) {
        return names.get(id);
    }

    /** The number of categories met. */
    public int size() {
        return names.size();
    }

    private IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException(
                "axis '" + axis.name() + "' has no category '" + name + "': it has " + String.join(", ", names));
    }
}
