package org.topcoffea.worker.internal.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.topcoffea.task.Usage;

/** The processes of one command: a shell in a session of its own and everything that came from it. */
public final class TaskProcess {
    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    private final Process shell;
    private final String mark;
    private final Limits limits;
    private final Written written;
    private final Instant began = Instant.now();
    private final long beganNanos = System.nanoTime();
    private final Peak peak = new Peak();
    private Verdict verdict = Verdict.NONE;

    /** How many bytes a task has written. */
    public interface Written {
        /** Looks; may take long. */
        long bytes() throws IOException;
    }

    /**
     * A command to start.
     *
     * @param text a shell command
     * @param directory where it runs
     * @param environment all its environment variables
     * @param output the file for what it prints
     * @param mark a word that no other task on this machine has
     * @param limits what it may use
     * @param written tells how much it has written
     */
    public record Command(
            String text,
            Path directory,
            Map<String, String> environment,
            Path output,
            String mark,
            Limits limits,
            Written written) {}

    /**
     * How a command ended.
     *
     * @param exitCode its exit code; 128 and the number of the signal that ended it
     * @param verdict why it was ended, if it was
     * @param usage what it used
     */
    public record Ended(int exitCode, Verdict verdict, Usage usage) {}

    private TaskProcess(Command command, Process shell) {
        this.shell = shell;
        this.mark = command.mark();
        this.limits = command.limits();
        this.written = command.written();
    }

    static TaskProcess start(Command command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder();
        SETSID.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .ifPresent(program -> builder.command().add(program.toString()));
        builder.command().addAll(List.of("/bin/sh", "-c", command.text()));
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        String outer = command.environment().get(ProcessTable.MARK);
        builder.environment().put(ProcessTable.MARK, outer == null ? command.mark() : outer + "/" + command.mark());
        builder.directory(command.directory().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(command.output().toFile());
        return new TaskProcess(command, builder.start());
    }

    String mark() {
        return mark;
    }

    long pid() {
        return shell.pid();
    }

    /** How long it has been running, in seconds. */
    double seconds() {
        return (System.nanoTime() - beganNanos) / 1e9;
    }

    /** Whether one of its processes, by the mark that it carries, belongs to this task or to one inside it. */
    boolean owns(String carried) {
        return List.of(carried.split("/", -1)).contains(mark);
    }

    /** Takes note of what its processes use now. */
    synchronized void measure(List<ProcessStatistics> processes) {
        peak.measure(processes);
    }

    /** What has been exceeded. Looks at the disk only when asked. */
    Verdict exceeded(boolean disk) {
        if (!limits.wall().isZero() && seconds() * 1e3 > limits.wall().toMillis()) {
            return Verdict.WALL_TIME;
        }
        if (!limits.end().equals(Instant.EPOCH) && Instant.now().isAfter(limits.end())) {
            return Verdict.END_TIME;
        }
        synchronized (this) {
            if (limits.memory() > 0 && peak.memory() > limits.memory()) {
                return Verdict.MEMORY;
            }
        }
        return disk && limits.disk() > 0 && wrote() > limits.disk() ? Verdict.DISK : Verdict.NONE;
    }

    private long wrote() {
        try {
            long bytes = written.bytes();
            synchronized (this) {
                peak.disk(bytes);
            }
            return bytes;
        } catch (IOException e) {
            return 0;
        }
    }

    synchronized void condemn(Verdict reason) {
        if (verdict == Verdict.NONE) {
            verdict = reason;
        }
    }

    synchronized boolean condemned() {
        return verdict != Verdict.NONE;
    }

    /** Ends the shell itself; its process may have been found by its number only. */
    void destroy() {
        shell.destroyForcibly();
    }

    /** Waits for the shell and looks at what was used in the end. */
    Ended await() throws InterruptedException {
        int code = shell.waitFor();
        double wall = seconds();
        if (exceeded(true) == Verdict.DISK) {
            condemn(Verdict.DISK);
        }
        synchronized (this) {
            return new Ended(code, verdict, peak.usage(wall));
        }
    }

    @Override
    public String toString() {
        return mark + " since " + began;
    }
}
