package org.topcoffea.runner.internal.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.topcoffea.plan.Dataset;
import org.topcoffea.plan.FileMetadata;
import org.topcoffea.plan.InputFile;
import org.topcoffea.plan.Ledger;
import org.topcoffea.runner.Provenance;
import org.topcoffea.runner.RunPlan;
import org.topcoffea.runner.RunResult;
import org.topcoffea.spi.Sample;

/** {@code manifest.json}: everything needed to know what a result is and to make it again. */
final class ManifestFile {
    private final RunPlan plan;
    private final RunResult result;
    private final Provenance provenance;

    ManifestFile(RunPlan plan, RunResult result, Provenance provenance) {
        this.plan = plan;
        this.result = result;
        this.provenance = provenance;
    }

    JsonNode toJson() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format", 1);
        root.put("complete", result.complete());
        root.put("stopped", result.stopped());
        Ledger.Counts counts = result.ledger().counts();
        root.putObject("events")
                .put("processed", counts.done())
                .put("failed", counts.failed())
                .put("notProcessed", counts.planned() + counts.running())
                .put("filesNotOpened", counts.failedFiles());
        program(root);
        processor(root.putObject("processor"));
        plan.run().wcNames().forEach(root.putArray("wcNames")::add);
        ArrayNode samples = root.putArray("samples");
        plan.datasets().forEach(dataset -> samples.add(sample(dataset)));
        return root;
    }

    private void program(ObjectNode root) {
        root.putObject("program")
                .put("name", "topcoffea")
                .put("version", provenance.version())
                .put("java", Runtime.version().toString())
                .put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        provenance.command().forEach(root.putArray("command")::add);
        ObjectNode options = root.putObject("options");
        provenance
                .options()
                .forEach((name, option) ->
                        options.putObject(name).put("value", option.value()).put("origin", option.origin()));
        root.put("started", Instant.ofEpochMilli(provenance.started()).toString());
        root.put("seconds", result.seconds());
        root.put("threads", provenance.threads());
    }

    private void processor(ObjectNode node) {
        node.put("name", plan.processor());
        node.put("version", provenance.processorVersion());
        node.put("module", provenance.module());
        ArrayNode jars = node.putArray("jars");
        provenance
                .jars()
                .forEach((jar, hash) ->
                        jars.addObject().put("file", jar.toString()).put("sha256", hash));
        ArrayNode sources = node.putArray("sources");
        provenance.sources().forEach(source -> sources.add(source(source)));
        ObjectNode parameters = node.putObject("parameters");
        plan.parameters().forEach(parameters::put);
    }

    private static ObjectNode source(Provenance.Source source) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("directory", source.directory().toString());
        node.put("sha256", source.sha256());
        node.put("commit", source.commit());
        node.put("dirty", source.commit().isEmpty() || !source.uncommitted().isEmpty());
        node.put("current", source.current());
        source.uncommitted().forEach(node.putArray("uncommitted")::add);
        return node;
    }

    private ObjectNode sample(Dataset dataset) {
        Sample sample = dataset.sample();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", sample.name());
        node.put("json", dataset.origin());
        node.put("process", sample.process());
        node.put("year", sample.year());
        node.put("isData", sample.isData());
        node.put("crossSection", sample.crossSection());
        node.put("sumOfWeights", sample.sumOfWeights());
        ArrayNode files = node.putArray("files");
        dataset.files().forEach(file -> files.add(file(new InputFile(dataset.name(), file, plan.tree()))));
        return node;
    }

    private ObjectNode file(InputFile file) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("url", file.file());
        FileMetadata metadata = result.files().get(file);
        if (metadata != null) {
            node.put("uuid", metadata.uuid().toString());
            node.put("entries", metadata.entries());
        }
        ArrayNode processed = node.putArray("processed");
        result.result()
                .events()
                .ranges(file)
                .forEach(range -> processed.addArray().add(range.start()).add(range.stop()));
        return node;
    }
}
