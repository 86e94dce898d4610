package org.topcoffea.manager.internal.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Workers that the manager itself has started on this machine; one that ends too early is started again, a few times. */
final class LocalWorkers implements AutoCloseable {
    private static final int RESTARTS = 5;
    private static final long GRACE_SECONDS = 10;

    private final List<String> command;
    private final Path logs;
    private final Consumer<String> say;
    private final List<Process> processes = new ArrayList<>();
    private int restarts;

    /**
     * Prepares to start workers.
     *
     * @param command the whole command line
     * @param logs the directory for what they print
     * @param say hears of trouble
     */
    LocalWorkers(List<String> command, Path logs, Consumer<String> say) {
        this.command = List.copyOf(command);
        this.logs = logs;
        this.say = say;
    }

    /** Starts some. */
    void start(int count) {
        for (int i = 0; i < count; i++) {
            launch();
        }
    }

    private void launch() {
        Path log = logs.resolve("local-worker-" + (processes.size() + restarts + 1) + ".log");
        try {
            processes.add(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .start());
        } catch (IOException e) {
            say.accept("cannot start a worker on this machine: " + e.getMessage());
        }
    }

    /** Starts again what has ended. */
    void tick() {
        List<Process> dead =
                processes.stream().filter(process -> !process.isAlive()).toList();
        for (Process process : dead) {
            processes.remove(process);
            if (restarts < RESTARTS) {
                restarts++;
                say.accept("a worker on this machine ended with exit code " + process.exitValue()
                        + "; starting another one (its output is in " + logs + ")");
                launch();
            }
        }
    }

    /** Tells them to end; they need not be waited for yet. */
    void end() {
        processes.forEach(Process::destroy);
    }

    /** Ends them and waits for that. */
    @Override
    public void close() {
        end();
        boolean interrupted = false;
        for (Process process : processes) {
            try {
                if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
