package org.topcoffea.manager.internal.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.topcoffea.manager.ManagerError;
import org.topcoffea.manager.internal.queue.Peer;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.EntryRange;
import org.topcoffea.plan.InputFile;
import org.topcoffea.remote.RemoteError;
import org.topcoffea.root.RootError;
import org.topcoffea.runner.ChunkFailure;
import org.topcoffea.runner.ChunkMetrics;
import org.topcoffea.runner.RunnerError;
import org.topcoffea.scheduler.Action;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.ErrorCode;
import org.topcoffea.task.FailureRecord;
import org.topcoffea.task.RunDescription;
import org.topcoffea.task.TaskError;
import org.topcoffea.task.TaskReport;

/** What is known of failed attempts: a record of each, from which {@code topcoffea replay} shows it again, and a line for people. */
final class Failures {
    private static final int RECORDS = 1_000;
    private static final int SHOWN = 5;

    private final Path directory;
    private final RunDescription run;
    private final List<Path> pluginPaths;
    private final Consumer<String> say;
    private int records;
    private int shown;

    Failures(Path directory, RunDescription run, List<Path> pluginPaths, Consumer<String> say) {
        this.directory = directory;
        this.run = run;
        this.pluginPaths = List.copyOf(pluginPaths);
        this.say = say;
    }

    /** Keeps a record of a failed attempt. */
    void record(Work work, TaskReport.Failed failed, Peer peer) {
        if (records >= RECORDS) {
            return;
        }
        Path file = directory.resolve("task-" + work.id() + "-attempt-" + work.attempt() + ".json");
        FailureRecord record = new FailureRecord(
                run,
                work.description(),
                failed,
                peer.name(),
                work.attempt(),
                System.currentTimeMillis(),
                pluginPaths,
                "topcoffea replay " + file.getFileName());
        Path unfinished = file.resolveSibling("." + file.getFileName());
        try {
            Files.write(unfinished, record.toJson());
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            records++;
        } catch (IOException e) {
            System.getLogger(Failures.class.getName())
                    .log(System.Logger.Level.WARNING, "no record of a failure in {0}: {1}", file, e);
            remove(unfinished);
            return;
        }
        if (shown++ < SHOWN) {
            say.accept("attempt " + work.attempt() + " at task " + work.id() + " (" + work.text() + ") failed on "
                    + peer.name() + ": " + failed.message() + "; see it again: topcoffea replay " + file);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            System.getLogger(Failures.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot remove {0}: {1}", file, e);
        }
    }

    /** What a chunk cost, and where. */
    static ChunkMetrics at(ChunkMetrics metrics, String where) {
        return new ChunkMetrics(
                metrics.chunk(),
                where,
                metrics.started(),
                metrics.wallSeconds(),
                metrics.cpuSeconds(),
                metrics.events(),
                metrics.bytesRead(),
                metrics.bytesDecompressed(),
                metrics.attempt());
    }

    /** Why a chunk is given up. */
    ChunkFailure chunkFailure(Work work, Chunk chunk, Action.Fail fail) {
        Optional<TaskReport.Failed> report = work.failure();
        EntryRange range = report.flatMap(TaskReport.Failed::range)
                .filter(r -> r.start() >= chunk.start() && r.stop() <= chunk.stop())
                .orElse(chunk.range());
        String plugin = report.map(TaskReport.Failed::plugin)
                .filter(name -> !name.isEmpty())
                .orElse(run.processor());
        return new ChunkFailure(
                code(work, fail),
                chunk.input(),
                range,
                plugin,
                message(work, fail),
                report.map(TaskReport.Failed::stack).orElse(""));
    }

    /** Why a file cannot be counted. */
    AnalysisException fileFailure(Work work, InputFile file, Action.Fail fail) {
        String message = message(work, fail);
        return new AnalysisException(
                code(work, fail), message.contains(file.file()) ? message : file.file() + ": " + message);
    }

    private static String message(Work work, Action.Fail fail) {
        int attempts = fail.attempts().size();
        String after = attempts > 1 ? " (after " + attempts + " attempts, the last on " + work.failedAt() + ")" : "";
        return work.failure().map(report -> report.message() + after).orElse(fail.message());
    }

    private static ErrorCode code(Work work, Action.Fail fail) {
        if (work.failure().isPresent()) {
            ErrorCode code = work.failure().get().code();
            return Stream.<ErrorCode[]>of(
                            RunnerError.values(), TaskError.values(), RootError.values(), RemoteError.values())
                    .flatMap(Arrays::stream)
                    .filter(one -> one.name().equals(code.name()) && one.blame() == code.blame())
                    .findFirst()
                    .orElse(code);
        }
        return switch (fail.cause()) {
            case RESOURCES, DEADLINE -> ManagerError.TOO_LARGE;
            case INTERNAL -> ManagerError.UNEXPECTED;
            default -> ManagerError.TOO_MANY_ATTEMPTS;
        };
    }
}
