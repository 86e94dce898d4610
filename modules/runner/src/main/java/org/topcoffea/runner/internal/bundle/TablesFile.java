package org.topcoffea.runner.internal.bundle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.topcoffea.hist.EventTable;
import org.topcoffea.hist.NamedSums;
import org.topcoffea.runner.RunResult;

/** {@code tables.json}: lists of events and named sums, if the processor made any. */
final class TablesFile {
    private final RunResult result;

    TablesFile(RunResult result) {
        this.result = result;
    }

    ObjectNode toJson() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        result.result().accumulators().asMap().forEach((name, accumulator) -> {
            if (accumulator instanceof NamedSums sums) {
                ObjectNode node = root.putObject(name);
                sums.names()
                        .forEach(sum -> node.putObject(sum)
                                .put("count", sums.sum(sum).count())
                                .put("sum", sums.sum(sum).value()));
            } else if (accumulator instanceof EventTable table) {
                table(table, root.putObject(name));
            }
        });
        return root;
    }

    private static void table(EventTable table, ObjectNode node) {
        ArrayNode columns = node.putArray("columns");
        table.columns().forEach(column -> columns.add(column.name()));
        ArrayNode rows = node.putArray("rows");
        table.rows().forEach(values -> {
            ArrayNode row = rows.addArray();
            values.forEach(row::addPOJO);
        });
    }
}
