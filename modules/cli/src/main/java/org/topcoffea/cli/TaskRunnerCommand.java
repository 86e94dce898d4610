package org.topcoffea.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.topcoffea.plugin.Plugins;
import org.topcoffea.task.RunDescription;
import org.topcoffea.task.TaskExecutor;
import org.topcoffea.worker.TaskRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code topcoffea task-runner}: the warm virtual machine beside a worker; nobody but the worker calls it. */
@Command(name = "task-runner", hidden = true, description = "Carries out tasks for the worker that has started it.")
final class TaskRunnerCommand implements Callable<Integer> {
    @Option(names = "--run", required = true)
    private @Nullable Path run;

    @Option(names = "--plugin")
    private List<Path> plugins = new ArrayList<>();

    @Option(names = "--threads", required = true)
    private int threads;

    @Option(names = "--fold", required = true)
    private String fold = "";

    TaskRunnerCommand() {}

    @Override
    public Integer call() throws IOException {
        if (run == null) {
            throw new IllegalStateException("the command was not set up");
        }
        // What plugins print must not get between the frames.
        LastLines printed = LastLines.instead(new FileOutputStream(FileDescriptor.err));
        RunDescription description = RunDescription.parse(InputFiles.read(run));
        try (TaskExecutor executor = TaskExecutor.of(description, Plugins.load(jars()), threads, fold);
                FileInputStream in = new FileInputStream(FileDescriptor.in);
                FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            new TaskRunner(executor, printed::lines, in, out).serve(description.runId());
        }
        return ExitCode.COMPLETE.code();
    }

    /** An unpacked plugin is a directory of jars; a plugin directory would hold it as one entry. */
    private List<Path> jars() throws IOException {
        return PluginDirectories.entries(plugins);
    }
}
