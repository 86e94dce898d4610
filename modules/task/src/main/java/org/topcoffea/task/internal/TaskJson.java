package org.topcoffea.task.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.EntryRange;
import org.topcoffea.plan.InputFile;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.task.TaskDescription;
import org.topcoffea.task.TaskError;

/** Descriptions of tasks as JSON: {@code "task"} says which kind it is. */
public final class TaskJson {
    private TaskJson() {}

    /** The bytes of a description. */
    public static byte[] bytes(TaskDescription task) {
        return Json.bytes(tree(task));
    }

    static ObjectNode tree(TaskDescription task) {
        ObjectNode node = Json.object();
        switch (task) {
            case TaskDescription.Count count -> put(node.put("task", "count"), count.file());
            case TaskDescription.Process process ->
                put(node.put("task", "process"), process.chunk()).put("attempt", process.attempt());
            case TaskDescription.Merge merge -> {
                merge.inputs().forEach(node.put("task", "merge").putArray("inputs")::add);
                node.put("output", merge.output());
            }
            case TaskDescription.Collect collect -> node.put("task", "collect").put("output", collect.output());
            case TaskDescription.Probe probe -> node.put("task", "probe");
        }
        return node;
    }

    /** Reads a description. */
    public static TaskDescription parse(byte[] json) {
        return read(Json.parse("a task", json));
    }

    static TaskDescription read(Fields fields) {
        String kind = fields.text("task");
        return fields.done(fields.checked(kind, () -> switch (kind) {
            case "count" -> new TaskDescription.Count(file(fields));
            case "process" ->
                new TaskDescription.Process(
                        chunk(fields), Math.toIntExact(Math.min(fields.integer("attempt", 1), Integer.MAX_VALUE)));
            case "merge" -> new TaskDescription.Merge(fields.texts("inputs"), fields.text("output"));
            case "collect" -> new TaskDescription.Collect(fields.text("output"));
            case "probe" -> new TaskDescription.Probe();
            default -> throw new AnalysisException(TaskError.MALFORMED, "a task of the unknown kind '" + kind + "'");
        }));
    }

    static ObjectNode put(ObjectNode node, InputFile file) {
        return node.put("dataset", file.dataset()).put("file", file.file()).put("tree", file.tree());
    }

    static ObjectNode put(ObjectNode node, Chunk chunk) {
        return put(put(node, chunk.input()), chunk.range())
                .put("uuid", chunk.uuid().toString());
    }

    static ObjectNode put(ObjectNode node, EntryRange range) {
        return node.put("start", range.start()).put("stop", range.stop());
    }

    static InputFile file(Fields fields) {
        return new InputFile(fields.text("dataset"), fields.text("file"), fields.text("tree"));
    }

    static InputFile wholeFile(Fields fields) {
        return fields.done(file(fields));
    }

    static EntryRange wholeRange(Fields fields) {
        return fields.done(range(fields));
    }

    static Chunk chunk(Fields fields) {
        return Chunk.of(file(fields), range(fields), fields.uuid("uuid"));
    }

    static EntryRange range(Fields fields) {
        return fields.checked("start", () -> new EntryRange(fields.integer("start", 0), fields.integer("stop", 1)));
    }
}
