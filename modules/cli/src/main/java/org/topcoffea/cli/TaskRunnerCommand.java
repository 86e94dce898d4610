package org.topcoffea.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.topcoffea.plugin.Plugins;
import org.topcoffea.task.Rehearsal;
import org.topcoffea.task.RunDescription;
import org.topcoffea.task.TaskExecutor;
import org.topcoffea.worker.TaskRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code topcoffea task-runner}: the warm virtual machine beside a worker; nobody but the worker calls it. */
@Command(name = "task-runner", hidden = true, description = "Carries out tasks for the worker that has started it.")
final class TaskRunnerCommand implements Callable<Integer> {
    @Option(names = "--threads", required = true)
    private int threads;

    private List<Path> directories = List.of();
    private Optional<Plugins> plugins = Optional.empty();
    private Optional<Rehearsal> rehearsal = Optional.empty();

    TaskRunnerCommand() {}

    @Override
    public Integer call() throws IOException {
        // What plugins print must not get between the frames.
        LastLines printed = LastLines.instead(new FileOutputStream(FileDescriptor.err));
        try (FileInputStream in = new FileInputStream(FileDescriptor.in);
                FileOutputStream out = new FileOutputStream(FileDescriptor.out);
                Rehearsal waiting = Rehearsal.begin(Path.of(""), threads)) {
            rehearsal = Optional.of(waiting);
            new TaskRunner(this::prepare, printed::lines, in, out).serve();
        }
        return ExitCode.COMPLETE.code();
    }

    private TaskRunner.Prepared prepare(Path run, List<Path> unpacked, String fold) throws IOException {
        rehearsal.ifPresent(Rehearsal::end);
        RunDescription description = RunDescription.parse(InputFiles.read(run));
        Plugins loaded = loaded(unpacked);
        return new TaskRunner.Prepared(description.runId(), TaskExecutor.of(description, loaded, threads, fold));
    }

    /** Directories are named by what is in them: the same again are the same classes, which are compiled by now. */
    private Plugins loaded(List<Path> unpacked) throws IOException {
        if (plugins.isEmpty() || !directories.equals(unpacked)) {
            // An unpacked plugin is a directory of jars; a plugin directory would hold it as one entry.
            plugins = Optional.of(Plugins.load(PluginDirectories.entries(unpacked)));
            directories = List.copyOf(unpacked);
        }
        return plugins.get();
    }
}
