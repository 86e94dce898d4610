package org.topcoffea.generate.internal;

import java.util.ArrayList;
import java.util.List;
import org.topcoffea.root.writer.Branch;
import org.topcoffea.root.writer.BranchWriter;
import org.topcoffea.root.writer.TreeWriter;
import org.topcoffea.spi.ColumnType;

/** Writes the columns of one collection. */
final class CollectionWriter {
    private static final int FULL = 23;

    private final Table table;
    private final BranchWriter counter;
    private final List<Column> columns = new ArrayList<>();
    private final List<BranchWriter> writers = new ArrayList<>();

    /** Declares counter and columns. */
    CollectionWriter(TreeWriter tree, String name, String title, Table table, boolean recorded) {
        this.table = table;
        String count = "n" + name;
        this.counter = tree.branch(Branch.counter(count, ColumnType.UINT32).titled(title));
        for (Column column : table.columns()) {
            ColumnDescription description = column.description();
            if (!recorded || !description.simulated()) {
                Branch branch = Branch.jagged(name + "_" + description.name(), description.type(), count);
                columns.add(column);
                writers.add(tree.branch(branch.titled(description.title())));
            }
        }
    }

    /** Puts the objects of one event. */
    void put() {
        int count = table.count();
        counter.put(count);
        for (int c = 0; c < writers.size(); c++) {
            Column column = columns.get(c);
            ColumnDescription description = column.description();
            BranchWriter writer = writers.get(c);
            if (description.type() != ColumnType.FLOAT32) {
                for (int i = 0; i < count; i++) {
                    writer.put((long) table.get(column, i));
                }
            } else if (description.bits() == FULL) {
                for (int i = 0; i < count; i++) {
                    writer.put((float) table.get(column, i));
                }
            } else {
                for (int i = 0; i < count; i++) {
                    writer.put(Precision.round(table.get(column, i), description.bits()));
                }
            }
        }
    }
}
