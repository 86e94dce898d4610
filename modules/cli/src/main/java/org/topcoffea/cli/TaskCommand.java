package org.topcoffea.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.topcoffea.environment.Unpacked;
import org.topcoffea.plugin.Plugins;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.task.RunDescription;
import org.topcoffea.task.TaskDescription;
import org.topcoffea.task.TaskExecutor;
import org.topcoffea.task.TaskReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code topcoffea task}: one task as a command line, for workers that know nothing of this program. The report is one line of
 * JSON on standard output, or a file; the exit code tells who is to blame: 0 nobody, 21 user, 22 data, 23 resources, 24 passing
 * conditions, 25 this program.
 */
@Command(
        name = "task",
        hidden = true,
        description = "Carries out one task of a run and reports about it.",
        footer = "%nExit codes: 0 done; failed for 21 the user's code or input, 22 data, 23 resources, 24 a passing"
                + " reason, 25 a defect.")
final class TaskCommand implements Callable<Integer> {
    @Option(names = "--run", paramLabel = "FILE", description = "What all tasks of the run have in common [run.json].")
    private Path run = Path.of("run.json");

    @Option(names = "--plugin-archive", paramLabel = "FILE", description = "A plugin of the run; may be repeated.")
    private List<Path> archives = new ArrayList<>();

    @Option(names = "--plugins", paramLabel = "DIR", description = "A directory of plugins; may be repeated.")
    private List<Path> directories = new ArrayList<>();

    @Option(names = "--output", paramLabel = "NAME", description = "The file for the result of events [result.part].")
    private String output = "result.part";

    @Option(names = "--report", paramLabel = "FILE", description = "Write the report there, not to standard output.")
    private @Nullable Path report;

    @Option(names = "--threads", paramLabel = "N", description = "How many threads to use [$CORES, or 1].")
    private int threads = cores();

    @Option(names = "--task-file", paramLabel = "FILE", description = "Read the task from this file.")
    private @Nullable Path file;

    @Parameters(arity = "0..1", paramLabel = "TASK", description = "The task as JSON.")
    private String task = "";

    TaskCommand() {}

    private static int cores() {
        try {
            return Math.max(1, Integer.parseInt(System.getenv().getOrDefault("CORES", "1")));
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    @Override
    public Integer call() throws IOException {
        TaskReport done = execute();
        // What plugins print comes before the report, which is the last line.
        write(done);
        return done.exitCode();
    }

    private TaskReport execute() throws IOException {
        try {
            byte[] json = file == null ? task.getBytes(StandardCharsets.UTF_8) : InputFiles.read(file);
            TaskDescription description = TaskDescription.parse(json);
            RunDescription common = RunDescription.parse(InputFiles.read(run));
            try (TaskExecutor executor = TaskExecutor.of(common, plugins(), threads, "alone")) {
                Path here = Path.of("").toAbsolutePath();
                return executor.executeAlone(description, here, output, threads, () -> false);
            }
        } catch (AnalysisException e) {
            Console.error(e);
            return TaskReport.Failed.of(e);
        }
    }

    private Plugins plugins() throws IOException {
        List<Path> unpacked = new ArrayList<>();
        for (Path archive : archives) {
            // Other tasks of the same worker use the same plugins.
            String shared = System.getenv().getOrDefault("WORKER_TMPDIR", "");
            Path places = shared.isEmpty() ? Path.of("plugins.unpacked") : Path.of(shared, "topcoffea-plugins");
            unpacked.add(Unpacked.in(places, archive, archive.getFileName().toString())
                    .directory());
        }
        List<Path> all = new ArrayList<>(PluginDirectories.entries(unpacked));
        all.addAll(directories);
        return Plugins.load(all);
    }

    private void write(TaskReport done) throws IOException {
        if (report == null) {
            Console.line(new String(done.toJson(), StandardCharsets.UTF_8));
            return;
        }
        Path target = report.toAbsolutePath();
        Path temporary = target.resolveSibling("." + target.getFileName() + ".part");
        Files.write(temporary, done.toJson());
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
