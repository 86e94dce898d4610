package org.topcoffea.task.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;
import org.topcoffea.plan.EventRanges;
import org.topcoffea.plan.FileMetadata;
import org.topcoffea.plan.PlanException;
import org.topcoffea.runner.ChunkMetrics;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Blame;
import org.topcoffea.task.Kept;
import org.topcoffea.task.TaskError;
import org.topcoffea.task.TaskReport;
import org.topcoffea.task.Usage;

/** Reports about tasks as JSON: {@code "report"} says which kind it is. */
public final class ReportJson {
    private ReportJson() {}

    /** The bytes of a report. */
    public static byte[] bytes(TaskReport report) {
        return Json.bytes(tree(report));
    }

    static ObjectNode tree(TaskReport report) {
        ObjectNode node = Json.object();
        switch (report) {
            case TaskReport.Counted counted -> put(node, counted);
            case TaskReport.Processed processed -> put(node, processed);
            case TaskReport.Merged merged ->
                node.put("report", "merged")
                        .put("events", base64(merged.events()))
                        .put("file", merged.file())
                        .put("bytes", merged.bytes())
                        .put("sha256", merged.sha256());
            case TaskReport.Probed probed -> node.put("report", "probed");
            case TaskReport.Failed failed -> put(node, failed);
        }
        Usage usage = report.usage();
        ServersJson.put(
                node.putObject("usage")
                        .put("wallSeconds", usage.wallSeconds())
                        .put("cpuSeconds", usage.cpuSeconds())
                        .put("memory", usage.memory())
                        .put("disk", usage.disk())
                        .put("bytesRead", usage.bytesRead()),
                usage.servers());
        return node;
    }

    private static void put(ObjectNode node, TaskReport.Counted counted) {
        TaskJson.put(node.put("report", "counted"), counted.file());
        FileMetadata metadata = counted.metadata();
        node.put("uuid", metadata.uuid().toString()).put("entries", metadata.entries());
        ArrayNode clusters = node.putArray("clusters");
        for (long cluster : metadata.clusters()) {
            clusters.add(cluster);
        }
    }

    private static void put(ObjectNode node, TaskReport.Processed processed) {
        ChunkMetrics metrics = processed.metrics();
        TaskJson.put(node.put("report", "processed"), metrics.chunk())
                .put("where", metrics.where())
                .put("started", metrics.started())
                .put("wallSeconds", metrics.wallSeconds())
                .put("cpuSeconds", metrics.cpuSeconds())
                .put("events", metrics.events())
                .put("bytesRead", metrics.bytesRead())
                .put("bytesDecompressed", metrics.bytesDecompressed())
                .put("attempt", metrics.attempt());
        ArrayNode done = node.putArray("done");
        processed.done().forEach(range -> TaskJson.put(done.addObject(), range));
        ObjectNode kept = node.putObject("kept");
        switch (processed.kept()) {
            case Kept.Nothing nothing -> {}
            case Kept.Folded folded ->
                kept.put("fold", folded.fold()).put("events", folded.events()).put("bytes", folded.bytes());
            case Kept.Written written -> kept.put("file", written.file()).put("bytes", written.bytes());
        }
    }

    private static void put(ObjectNode node, TaskReport.Failed failed) {
        node.put("report", "failed")
                .put("code", failed.code().name())
                .put("blame", failed.code().blame().name())
                .put("message", failed.message());
        failed.file().ifPresent(file -> TaskJson.put(node.putObject("file"), file));
        failed.range().ifPresent(range -> TaskJson.put(node.putObject("range"), range));
        node.put("plugin", failed.plugin()).put("stack", failed.stack());
        failed.lines().forEach(node.putArray("lines")::add);
    }

    private static String base64(EventRanges events) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            events.encode(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** Reads a report. */
    public static TaskReport parse(byte[] json) {
        return read(Json.parse("a report", json));
    }

    static TaskReport read(Fields fields) {
        String kind = fields.text("report");
        Usage usage = usage(fields.object("usage"));
        return fields.done(fields.checked(kind, () -> switch (kind) {
            case "counted" ->
                new TaskReport.Counted(
                        TaskJson.file(fields),
                        new FileMetadata(
                                fields.integer("entries", 0), fields.integers("clusters"), fields.uuid("uuid")),
                        usage);
            case "processed" -> processed(fields, usage);
            case "merged" ->
                new TaskReport.Merged(
                        events(fields.text("events")),
                        fields.text("file"),
                        fields.integer("bytes", 0),
                        fields.text("sha256"),
                        usage);
            case "probed" -> new TaskReport.Probed(usage);
            case "failed" -> failed(fields, usage);
            default -> throw new AnalysisException(TaskError.MALFORMED, "a report of the unknown kind '" + kind + "'");
        }));
    }

    private static Usage usage(Fields fields) {
        return fields.done(new Usage(
                fields.number("wallSeconds"),
                fields.number("cpuSeconds"),
                fields.integer("memory", -1),
                fields.integer("disk", -1),
                fields.integer("bytesRead", -1),
                ServersJson.read(fields)));
    }

    private static TaskReport processed(Fields fields, Usage usage) {
        ChunkMetrics metrics = new ChunkMetrics(
                TaskJson.chunk(fields),
                fields.text("where"),
                fields.integer("started", 0),
                fields.number("wallSeconds"),
                fields.number("cpuSeconds"),
                fields.integer("events", 0),
                fields.integer("bytesRead", 0),
                fields.integer("bytesDecompressed", 0),
                (int) Math.min(fields.integer("attempt", 1), Integer.MAX_VALUE));
        return new TaskReport.Processed(
                metrics, fields.objects("done", TaskJson::wholeRange), kept(fields.object("kept")), usage);
    }

    private static Kept kept(Fields fields) {
        Kept kept = new Kept.Nothing();
        if (fields.has("fold")) {
            kept = new Kept.Folded(fields.text("fold"), fields.integer("events", 0), fields.integer("bytes", 0));
        } else if (fields.has("file")) {
            kept = new Kept.Written(fields.text("file"), fields.integer("bytes", 0));
        }
        return fields.done(kept);
    }

    private static TaskReport failed(Fields fields, Usage usage) {
        return new TaskReport.Failed(
                new TaskReport.Code(fields.text("code"), fields.constant("blame", Blame.class)),
                fields.text("message"),
                fields.has("file") ? Optional.of(TaskJson.wholeFile(fields.object("file"))) : Optional.empty(),
                fields.has("range") ? Optional.of(TaskJson.wholeRange(fields.object("range"))) : Optional.empty(),
                fields.text("plugin"),
                fields.text("stack"),
                fields.texts("lines"),
                usage);
    }

    private static EventRanges events(String base64) {
        try {
            DataInputStream in = new DataInputStream(
                    new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
            EventRanges events = EventRanges.decode(in);
            if (in.read() >= 0) {
                throw new IllegalArgumentException("there are bytes behind the set of events");
            }
            return events;
        } catch (IOException | PlanException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
