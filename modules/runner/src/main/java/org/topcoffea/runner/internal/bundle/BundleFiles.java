package org.topcoffea.runner.internal.bundle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.topcoffea.runner.Provenance;
import org.topcoffea.runner.RunPlan;
import org.topcoffea.runner.RunResult;

/** Writes all files of a bundle into a directory. */
public final class BundleFiles {
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .build())
            .enable(SerializationFeature.INDENT_OUTPUT);

    private final RunPlan plan;
    private final RunResult result;
    private final Provenance provenance;

    /**
     * Prepares to write.
     *
     * @param plan what was to be done
     * @param result what came out
     * @param provenance where it comes from
     */
    public BundleFiles(RunPlan plan, RunResult result, Provenance provenance) {
        this.plan = plan;
        this.result = result;
        this.provenance = provenance;
    }

    /** Writes all files. */
    public void writeTo(Path directory) throws IOException {
        new HistogramFiles(result).writeTo(directory);
        json(directory.resolve("missing.json"), new MissingFile(result).toJson());
        json(directory.resolve("metrics.json"), new MetricsFile(result).toJson());
        json(directory.resolve("cutflow.json"), new CutflowFile(result).toJson());
        ObjectNode tables = new TablesFile(result).toJson();
        if (!tables.isEmpty()) {
            json(directory.resolve("tables.json"), tables);
        }
        json(directory.resolve("manifest.json"), new ManifestFile(plan, result, provenance).toJson());
    }

    private static void json(Path file, JsonNode content) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(content) + "\n");
    }
}
