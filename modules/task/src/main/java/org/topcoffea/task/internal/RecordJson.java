package org.topcoffea.task.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.task.FailureRecord;
import org.topcoffea.task.TaskError;
import org.topcoffea.task.TaskReport;

/** Records of failures as JSON, for people as well. */
public final class RecordJson {
    private RecordJson() {}

    /** The bytes of a record. */
    public static byte[] bytes(FailureRecord failure) {
        ObjectNode node = Json.object();
        node.put("replay", failure.replay());
        node.put("host", failure.host());
        node.put("attempt", failure.attempt());
        node.put("time", failure.time());
        node.set("failure", ReportJson.tree(failure.failure()));
        node.set("task", TaskJson.tree(failure.task()));
        ArrayNode paths = node.putArray("pluginPaths");
        failure.pluginPaths().forEach(path -> paths.add(path.toString()));
        node.set("run", RunJson.tree(failure.run()));
        return Json.indented(node);
    }

    /** Reads a record. */
    public static FailureRecord parse(byte[] json) {
        Fields fields = Json.parse("a record of a failure", json);
        if (!(ReportJson.read(fields.object("failure")) instanceof TaskReport.Failed failure)) {
            throw new AnalysisException(TaskError.MALFORMED, "a record of a failure: the report tells of no failure");
        }
        return fields.done(fields.checked(
                "pluginPaths",
                () -> new FailureRecord(
                        RunJson.read(fields.object("run")),
                        TaskJson.read(fields.object("task")),
                        failure,
                        fields.text("host"),
                        (int) Math.min(fields.integer("attempt", 1), Integer.MAX_VALUE),
                        fields.integer("time", 0),
                        fields.texts("pluginPaths").stream().map(Path::of).toList(),
                        fields.text("replay"))));
    }
}
