package org.topcoffea.runner.internal.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import org.topcoffea.remote.ServerStatistics;
import org.topcoffea.runner.ChunkMetrics;
import org.topcoffea.runner.RunResult;

/** {@code metrics.json}: what each chunk cost. */
final class MetricsFile {
    private final RunResult result;

    MetricsFile(RunResult result) {
        this.result = result;
    }

    JsonNode toJson() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("seconds", result.seconds());
        root.put("events", result.result().events().events());
        root.put(
                "bytesRead",
                result.metrics().stream().mapToLong(ChunkMetrics::bytesRead).sum());
        root.put(
                "bytesDecompressed",
                result.metrics().stream()
                        .mapToLong(ChunkMetrics::bytesDecompressed)
                        .sum());
        ArrayNode servers = root.putArray("servers");
        result.servers().forEach(server -> servers.add(server(server)));
        ArrayNode chunks = root.putArray("chunks");
        result.metrics().stream()
                .sorted(Comparator.comparing((ChunkMetrics m) -> m.chunk().input())
                        .thenComparing(m -> m.chunk().range()))
                .forEach(metrics -> chunks.add(chunk(metrics)));
        return root;
    }

    private static ObjectNode server(ServerStatistics server) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("server", server.server());
        node.put("opens", server.opens());
        node.put("requests", server.requests());
        node.put("bytesAsked", server.bytesAsked());
        node.put("bytesUsed", server.bytesUsed());
        node.put("failures", server.failures());
        node.put("retries", server.retries());
        node.put("hedges", server.hedges());
        node.put("medianMillis", server.medianMillis());
        node.put("slowMillis", server.slowMillis());
        return node;
    }

    private static ObjectNode chunk(ChunkMetrics metrics) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("sample", metrics.chunk().dataset());
        node.put("file", metrics.chunk().file());
        node.put("start", metrics.chunk().start());
        node.put("stop", metrics.chunk().stop());
        node.put("where", metrics.where());
        node.put("started", metrics.started());
        node.put("wallSeconds", metrics.wallSeconds());
        node.put("cpuSeconds", metrics.cpuSeconds());
        node.put("events", metrics.events());
        node.put("bytesRead", metrics.bytesRead());
        node.put("bytesDecompressed", metrics.bytesDecompressed());
        node.put("attempt", metrics.attempt());
        return node;
    }
}
