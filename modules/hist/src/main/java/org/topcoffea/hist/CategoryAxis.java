package org.topcoffea.hist;

import java.util.HashSet;
import java.util.List;
import org.topcoffea.hist.internal.Names;

/**
 * Named categories such as processes or channels.
 *
 * @param name the name of the axis
 * @param label the text for people
 * @param categories the categories that exist from the start, in their order; for the axis of a filled histogram, those
 *     followed by all others that were filled, sorted
 * @param growing whether other categories may be filled
 */
public record CategoryAxis(String name, String label, List<String> categories, boolean growing) implements Axis {
    /** Checks the name and that no category occurs twice. */
    public CategoryAxis {
        Names.checkAxis(name);
        categories = List.copyOf(categories);
        if (new HashSet<>(categories).size() != categories.size()) {
            throw new IllegalArgumentException("axis '" + name + "': a category occurs twice in " + categories);
        }
        if (categories.isEmpty() && !growing) {
            throw new IllegalArgumentException("axis '" + name + "' needs categories, or must be growing");
        }
    }
}
