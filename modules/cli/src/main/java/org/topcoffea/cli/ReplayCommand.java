package org.topcoffea.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.topcoffea.plugin.Plugins;
import org.topcoffea.task.FailureRecord;
import org.topcoffea.task.TaskDescription;
import org.topcoffea.task.TaskExecutor;
import org.topcoffea.task.TaskReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code topcoffea replay}: runs the events of one failure again, on this machine and in this process. */
@Command(
        name = "replay",
        description = "Run the events of one failure of a distributed run again, on this machine.",
        footer = {
            "%nExit codes: 0 the events are processed now; failed again for 21 the processor or input, 22 data,",
            "23 resources, 24 a passing reason, 25 a defect."
        })
final class ReplayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RECORD", description = "The record of the failure, from the work directory of the run.")
    private @Nullable Path record;

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "Take the processor from this directory, not from where the run had it; may be repeated.")
    private List<Path> plugins = new ArrayList<>();

    @Option(names = "--whole", description = "Run the whole chunk, not only the events at which it failed.")
    private boolean whole;

    ReplayCommand() {}

    @Override
    public Integer call() throws IOException {
        if (record == null) {
            throw new IllegalStateException("the command was not set up");
        }
        FailureRecord failure = FailureRecord.parse(InputFiles.read(record));
        TaskDescription task = whole ? failure.task() : failure.narrowest();
        Console.note("replaying " + what(task) + ", which failed on " + failure.host() + " (attempt "
                + failure.attempt() + "): " + failure.failure().message());
        Path directory = Files.createTempDirectory("topcoffea-replay");
        try (TaskExecutor executor = TaskExecutor.of(
                failure.run(), Plugins.load(plugins.isEmpty() ? failure.pluginPaths() : plugins), 1, "replay")) {
            TaskReport report = executor.execute(task, directory, 1, () -> false);
            tell(report);
            return report.exitCode();
        } finally {
            Files.deleteIfExists(directory);
        }
    }

    private static String what(TaskDescription task) {
        return switch (task) {
            case TaskDescription.Process process -> process.chunk().toString();
            case TaskDescription.Count count -> "the counting of " + count.file();
            default -> task.toString();
        };
    }

    private static void tell(TaskReport report) {
        switch (report) {
            case TaskReport.Failed failed -> {
                Console.note(failed.stack().stripTrailing());
                Console.line("failed again: " + failed.message());
            }
            case TaskReport.Processed processed ->
                Console.line("processed " + processed.metrics().events() + " events without a failure");
            case TaskReport.Counted counted -> Console.line("counted: " + counted.metadata());
            default -> Console.line("done");
        }
    }
}
