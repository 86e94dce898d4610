package org.topcoffea.root.internal.ntuple;

import java.util.List;
import org.topcoffea.root.internal.ntuple.Schema.PhysicalColumn;
import org.topcoffea.spi.ColumnType;

/**
 * The elements of a field: one column, or several of which each cluster uses one.
 *
 * @param field the field's name, for messages
 * @param columns one column for each representation, the primary one first
 * @param type what the elements are read as
 * @param perEntry the number of elements of each entry, or 0 if that differs from entry to entry
 */
record Elements(String field, List<PhysicalColumn> columns, ColumnType type, long perEntry) {
    Elements {
        columns = List.copyOf(columns);
    }

    /** What distinguishes these elements from all others of the n-tuple. */
    int id() {
        return columns.getFirst().id();
    }
}
