package org.topcoffea.runner.internal.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.topcoffea.hist.Cutflow;
import org.topcoffea.runner.RunResult;

/** {@code cutflow.json}: events and weights after each cut, by name of the cut flow and category. */
final class CutflowFile {
    private final RunResult result;

    CutflowFile(RunResult result) {
        this.result = result;
    }

    JsonNode toJson() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        result.result().accumulators().asMap().forEach((name, accumulator) -> {
            if (accumulator instanceof Cutflow cutflow) {
                ObjectNode categories = root.putObject(name);
                cutflow.categories().forEach(category -> rows(cutflow, category, categories.putArray(category)));
            }
        });
        return root;
    }

    private static void rows(Cutflow cutflow, String category, ArrayNode cuts) {
        Cutflow.Row row = cutflow.row(category);
        for (int cut = 0; cut < cutflow.cuts().size(); cut++) {
            cuts.addObject()
                    .put("cut", cutflow.cuts().get(cut))
                    .put("events", row.count(cut))
                    .put("sumOfWeights", row.sumOfWeights(cut))
                    .put("sumOfSquaredWeights", row.sumOfSquares(cut));
        }
    }
}
