package org.topcoffea.task.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import org.topcoffea.plan.FileAccess;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Sample;
import org.topcoffea.task.PluginArchive;
import org.topcoffea.task.RunDescription;
import org.topcoffea.task.TaskError;

/** Descriptions of runs as JSON ({@code run.json}). */
public final class RunJson {
    private static final int VERSION = 1;

    private RunJson() {}

    /** The bytes of a description. */
    public static byte[] bytes(RunDescription run) {
        return Json.bytes(tree(run));
    }

    static ObjectNode tree(RunDescription run) {
        ObjectNode node = Json.object();
        node.put("version", VERSION);
        node.put("runId", run.runId());
        node.put("processor", run.processor());
        ObjectNode parameters = node.putObject("parameters");
        new TreeMap<>(run.parameters()).forEach(parameters::put);
        run.wcNames().forEach(node.putArray("wcNames")::add);
        node.put("tree", run.tree());
        node.put("batchLimit", run.batchLimit());
        node.put("reproducible", run.reproducible());
        ArrayNode plugins = node.putArray("plugins");
        run.plugins()
                .forEach(
                        plugin -> plugins.addObject().put("name", plugin.name()).put("sha256", plugin.sha256()));
        put(node.putObject("access"), run.access());
        ArrayNode samples = node.putArray("samples");
        run.samples().forEach(sample -> put(samples.addObject(), sample));
        return node;
    }

    private static void put(ObjectNode node, FileAccess access) {
        access.fallbackPrefixes().forEach(node.putArray("fallbackPrefixes")::add);
        node.put("columnCache", access.columnCache().map(Path::toString).orElse(""));
        node.put("columnCacheBytes", access.columnCacheBytes());
        node.put("readTimeout", access.readTimeout());
        node.put("readAttempts", access.readAttempts());
    }

    private static FileAccess access(Fields fields) {
        String cache = fields.text("columnCache");
        return fields.done(fields.checked(
                "columnCache",
                () -> new FileAccess(
                        fields.texts("fallbackPrefixes"),
                        cache.isEmpty() ? Optional.empty() : Optional.of(Path.of(cache)),
                        fields.integer("columnCacheBytes", 0),
                        small(fields, "readTimeout"),
                        small(fields, "readAttempts"),
                        FileAccess.standard().badFiles())));
    }

    private static int small(Fields fields, String name) {
        return (int) Math.min(fields.integer(name, 1), Integer.MAX_VALUE);
    }

    private static void put(ObjectNode node, Sample sample) {
        node.put("name", sample.name());
        node.put("process", sample.process());
        node.put("year", sample.year());
        node.put("isData", sample.isData());
        node.put("crossSection", sample.crossSection());
        node.put("sumOfWeights", sample.sumOfWeights());
        ObjectNode sums = node.putObject("sumsOfWeights");
        new TreeMap<>(sample.sumsOfWeights()).forEach(sums::put);
        sample.wcNames().forEach(node.putArray("wcNames")::add);
        node.put("events", sample.events());
        node.put("path", sample.path());
        ObjectNode metadata = node.putObject("metadata");
        new TreeMap<>(sample.metadata()).forEach(metadata::put);
    }

    /** Reads a description. */
    public static RunDescription parse(byte[] json) {
        return read(Json.parse("a run", json));
    }

    static RunDescription read(Fields fields) {
        long version = fields.integer("version", 1);
        if (version != VERSION) {
            throw new AnalysisException(
                    TaskError.MALFORMED,
                    "a run described in version " + version + "; this program knows version " + VERSION);
        }
        return fields.done(fields.checked(
                "run",
                () -> new RunDescription(
                        fields.text("runId"),
                        fields.text("processor"),
                        fields.textMap("parameters"),
                        fields.objects("samples", RunJson::sample),
                        fields.texts("wcNames"),
                        fields.text("tree"),
                        small(fields, "batchLimit"),
                        fields.flag("reproducible"),
                        fields.objects("plugins", RunJson::plugin),
                        access(fields.object("access")))));
    }

    private static PluginArchive plugin(Fields fields) {
        return fields.done(fields.checked("name", () -> new PluginArchive(fields.text("name"), fields.text("sha256"))));
    }

    private static Sample sample(Fields fields) {
        return fields.done(new Sample(
                fields.text("name"),
                fields.text("process"),
                fields.text("year"),
                fields.flag("isData"),
                fields.number("crossSection"),
                fields.number("sumOfWeights"),
                fields.numberMap("sumsOfWeights"),
                fields.texts("wcNames"),
                fields.integer("events", Long.MIN_VALUE),
                fields.text("path"),
                fields.textMap("metadata")));
    }
}
