package org.topcoffea.cli;

import java.nio.file.Path;
import java.util.Locale;
import org.topcoffea.plan.Ledger;
import org.topcoffea.remote.ServerStatistics;
import org.topcoffea.runner.ChunkMetrics;
import org.topcoffea.runner.RunResult;

/** What is said at the end of a run: yields, how much was done and how fast, and where the output is. */
final class RunReport {
    private final RunResult result;
    private final Path output;

    RunReport(RunResult result, Path output) {
        this.result = result;
        this.output = output;
    }

    void print(boolean quiet) {
        RunYields.of(result.result().accumulators()).ifPresent(Console::line);
        if (!quiet) {
            statistics();
        }
        if (!result.complete()) {
            Ledger.Counts counts = result.ledger().counts();
            Console.note(String.format(
                    Locale.ROOT,
                    "PARTIAL: %d events failed, %d were not processed, %d files were not opened; see %s",
                    counts.failed(),
                    counts.planned() + counts.running(),
                    counts.failedFiles(),
                    output.resolve("missing.json")));
        }
        Console.line("output: " + output);
    }

    private static void server(ServerStatistics server) {
        Console.note(String.format(
                Locale.ROOT,
                "%s: %d files opened, %d requests, %s asked for, %s used; half of the requests took less than %.0f ms,"
                        + " 95 %% less than %.0f ms; %d failures, %d retries, %d sent twice",
                server.server(),
                server.opens(),
                server.requests(),
                FileReportText.bytes(server.bytesAsked()),
                FileReportText.bytes(server.bytesUsed()),
                server.medianMillis(),
                server.slowMillis(),
                server.failures(),
                server.retries(),
                server.hedges()));
    }

    private void statistics() {
        long events = result.result().events().events();
        double cpu = result.metrics().stream()
                .mapToDouble(ChunkMetrics::cpuSeconds)
                .filter(seconds -> seconds > 0)
                .sum();
        result.servers().forEach(RunReport::server);
        long read = result.metrics().stream().mapToLong(ChunkMetrics::bytesRead).sum();
        Console.note(String.format(
                Locale.ROOT,
                "Processed %d events in %.1f seconds (%.0f evts/sec, %.0f per core second), %s read",
                events,
                result.seconds(),
                events / Math.max(1e-9, result.seconds()),
                events / Math.max(1e-9, cpu),
                FileReportText.bytes(read)));
    }
}
