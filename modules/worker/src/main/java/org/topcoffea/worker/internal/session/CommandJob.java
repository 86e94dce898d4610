package org.topcoffea.worker.internal.session;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.task.Usage;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.wire.ResultCode;
import org.topcoffea.wire.TaskFile;
import org.topcoffea.worker.internal.process.Limits;
import org.topcoffea.worker.internal.process.TaskProcess;
import org.topcoffea.worker.internal.process.Verdict;
import org.topcoffea.worker.internal.workspace.Sandbox;

/**
 * A task that is a command line: its sandbox is made, its inputs are put there, it runs, its outputs go to the cache. Runs in
 * a thread of its own; may be killed from another.
 */
final class CommandJob {
    private final ManagerMessage.Task task;
    private final ResourcePool.Share share;
    private final CommandPlace place;
    private final Objects objects;
    private final Path output;
    private @Nullable TaskProcess process;
    private boolean killed;

    /** Gets cached objects, made now if need be, and hears of damaged ones. */
    interface Objects {
        /** Where an object is. */
        Path need(String cacheName) throws InterruptedException;

        /** A task wrote into an object that others use. */
        void spoilt(String cacheName);
    }

    /**
     * How a command ended.
     *
     * @param code what Work Queue calls it
     * @param exitCode the exit code
     * @param output what it printed; may not exist
     * @param usage what it used
     * @param note why it did not run or was ended, or empty
     */
    record Outcome(ResultCode code, int exitCode, Path output, Usage usage, String note) {}

    CommandJob(ManagerMessage.Task task, ResourcePool.Share share, CommandPlace place, Objects objects) {
        this.task = task;
        this.share = share;
        this.place = place;
        this.objects = objects;
        this.output = place.workspace().output(task.id());
    }

    /** Where what it prints goes. */
    Path output() {
        return output;
    }

    /** Does everything; never throws. */
    Outcome run() {
        try {
            Sandbox sandbox = new Sandbox(place.workspace().sandbox(task.id()), task.id());
            try {
                prepare(sandbox);
            } catch (IOException | AnalysisException e) {
                return new Outcome(ResultCode.INPUT_MISSING, 1, output, Usage.UNKNOWN, String.valueOf(e.getMessage()));
            }
            Outcome outcome = execute(sandbox);
            collect(sandbox);
            return outcome;
        } catch (IOException | AnalysisException e) {
            return new Outcome(ResultCode.FORSAKEN, 0, output, Usage.UNKNOWN, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(ResultCode.FORSAKEN, 0, output, Usage.UNKNOWN, "interrupted");
        }
    }

    private void prepare(Sandbox sandbox) throws IOException, InterruptedException {
        for (String directory : task.directories()) {
            sandbox.makeDirectory(directory);
        }
        for (TaskFile input : task.inputs()) {
            sandbox.put(input.cacheName(), objects.need(input.cacheName()), input.path());
        }
    }

    private Outcome execute(Sandbox sandbox) throws IOException, InterruptedException {
        String text = place.wrapper().isEmpty() ? task.command() : wrapped();
        TaskProcess.Command command = new TaskProcess.Command(
                text,
                sandbox.directory(),
                TaskVariables.of(place.environment(), task.environment(), share, place.workspace(), sandbox),
                output,
                place.workerId() + "." + task.id(),
                limits(),
                sandbox::written);
        TaskProcess started;
        synchronized (this) {
            if (killed) {
                return new Outcome(ResultCode.FORSAKEN, 0, output, Usage.UNKNOWN, "killed");
            }
            started = place.monitor().start(command);
            process = started;
        }
        TaskProcess.Ended ended = place.monitor().await(started);
        return new Outcome(code(ended.verdict()), ended.exitCode(), output, ended.usage(), note(ended.verdict()));
    }

    private String wrapped() {
        String quoted = "/bin/sh -c '" + task.command().replace("'", "'\\''") + "'";
        String wrapper = place.wrapper();
        for (String hole : new String[] {"[]", "{}"}) {
            if (wrapper.contains(hole)) {
                return wrapper.replace(hole, quoted);
            }
        }
        return wrapper + " " + quoted;
    }

    private Limits limits() {
        Duration wall = task.wallTime();
        return new Limits(share.amount().memory() << 20, share.amount().disk() << 20, wall, task.endTime());
    }

    private static ResultCode code(Verdict verdict) {
        return switch (verdict) {
            case NONE -> ResultCode.SUCCESS;
            case MEMORY, DISK -> ResultCode.RESOURCE_EXHAUSTION;
            case WALL_TIME -> ResultCode.MAX_WALL_TIME;
            case END_TIME -> ResultCode.END_TIME;
            case KILLED -> ResultCode.FORSAKEN;
        };
    }

    private String note(Verdict verdict) {
        return switch (verdict) {
            case NONE, KILLED -> "";
            case MEMORY -> "used more than " + share.amount().memory() + " MB of memory";
            case DISK -> "wrote more than " + share.amount().disk() + " MB";
            case WALL_TIME -> "ran longer than " + task.wallTime().toMillis() / 1e3 + " s";
            case END_TIME -> "was not done at " + task.endTime();
        };
    }

    /** Moves outputs into the cache; what is not there is missed when the manager asks for it. */
    private void collect(Sandbox sandbox) throws IOException {
        Set<String> spoilt = sandbox.spoilt();
        spoilt.forEach(objects::spoilt);
        for (TaskFile made : task.outputs()) {
            try {
                sandbox.output(made.path()).ifPresent(path -> place.cache().take(made.cacheName(), path));
            } catch (AnalysisException e) {
                System.getLogger(CommandJob.class.getName())
                        .log(System.Logger.Level.WARNING, "task {0}: {1}", task.id(), e.getMessage());
            }
        }
    }

    /** Ends it, and waits until its processes are gone. */
    void kill() {
        TaskProcess running;
        synchronized (this) {
            killed = true;
            running = process;
        }
        if (running != null) {
            place.monitor().kill(running, Verdict.KILLED);
        }
    }
}
