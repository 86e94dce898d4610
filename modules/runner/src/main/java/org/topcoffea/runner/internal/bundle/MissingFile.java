package org.topcoffea.runner.internal.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import org.topcoffea.plan.EventState;
import org.topcoffea.plan.Ledger;
import org.topcoffea.runner.ChunkFailure;
import org.topcoffea.runner.RunResult;

/** {@code missing.json}: which events are not in the result and why. */
final class MissingFile {
    private final RunResult result;

    MissingFile(RunResult result) {
        this.result = result;
    }

    JsonNode toJson() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("complete", result.complete());
        ArrayNode missing = root.putArray("missing");
        result.ledger().missing().forEach(gap -> missing.add(gap(gap)));
        ArrayNode failures = root.putArray("failures");
        List<ChunkFailure> sorted = result.failures().stream()
                .sorted(Comparator.comparing(ChunkFailure::file).thenComparing(ChunkFailure::range))
                .toList();
        sorted.forEach(failure -> failures.add(failure(failure)));
        return root;
    }

    private static ObjectNode gap(Ledger.Missing gap) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("sample", gap.file().dataset());
        node.put("file", gap.file().file());
        node.put("tree", gap.file().tree());
        gap.range().ifPresent(range -> node.put("start", range.start()).put("stop", range.stop()));
        switch (gap.state()) {
            case EventState.Failed failed ->
                node.put("code", failed.code().name())
                        .put("blame", failed.code().blame().name())
                        .put("reason", failed.reason());
            case EventState.Planned planned -> node.put("code", "STOPPED").put("reason", "the run was stopped");
            case EventState.Running running -> node.put("code", "STOPPED").put("reason", "the run was stopped");
            case EventState.Done done -> throw new IllegalStateException("done events are not missing");
        }
        return node;
    }

    private static ObjectNode failure(ChunkFailure failure) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("code", failure.code().name());
        node.put("blame", failure.code().blame().name());
        node.put("sample", failure.file().dataset());
        node.put("file", failure.file().file());
        node.put("start", failure.range().start());
        node.put("stop", failure.range().stop());
        node.put("plugin", failure.plugin());
        node.put("message", failure.message());
        ArrayNode stack = node.putArray("stack");
        failure.stack().lines().forEach(stack::add);
        return node;
    }
}
