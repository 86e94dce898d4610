package org.topcoffea.worker.internal.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.task.Usage;
import org.topcoffea.wire.Body;
import org.topcoffea.wire.ResultCode;
import org.topcoffea.wire.TaskFile;
import org.topcoffea.worker.WorkerError;
import org.topcoffea.worker.internal.inplace.InPlaceTask;
import org.topcoffea.worker.internal.inplace.RunnerPool;
import org.topcoffea.worker.internal.workspace.Sandbox;

/** The tasks of a session that run in warm runners. Confined to the worker's own thread. */
final class InPlaceWork {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final Session.Place place;
    private final BiConsumer<TaskEntry, TaskEntry.Result> finished;
    private final Map<Long, TaskEntry> running = new HashMap<>();
    private boolean used;
    private boolean stopped;
    private boolean writing;
    private boolean offered;

    InPlaceWork(Session.Place place, BiConsumer<TaskEntry, TaskEntry.Result> finished) {
        this.place = place;
        this.finished = finished;
    }

    boolean used() {
        return used;
    }

    /** Begins a task; false if this worker has no runners. */
    boolean begin(TaskEntry entry) {
        if (place.runners() == null) {
            return false;
        }
        used = true;
        entry.number = NUMBERS.incrementAndGet();
        running.put(entry.number, entry);
        boolean files = !entry.task.outputs().isEmpty() || !entry.ownInputs().isEmpty();
        Environments.Environment known = place.environments().known(entry.task);
        Path directory = place.commands().workspace().directory();
        if (files) {
            entry.sandbox = place.commands().workspace().sandbox(entry.id());
        } else if (known != null) {
            submit(entry, known, directory);
            return true;
        }
        place.threads().execute(() -> prepare(entry, files));
        return true;
    }

    private void prepare(TaskEntry entry, boolean files) {
        try {
            Environments.Environment known = place.environments().known(entry.task);
            Environments.Environment environment =
                    known != null ? known : place.environments().prepare(entry.task);
            Path directory =
                    files ? sandbox(entry) : place.commands().workspace().directory();
            place.loop().execute(() -> submit(entry, environment, directory));
        } catch (AnalysisException e) {
            place.loop().execute(() -> RunnerPool.refuse(task(entry, Path.of("/")), e));
        } catch (IOException e) {
            AnalysisException refusal = new AnalysisException(
                    WorkerError.DISK_FULL, "the directory of task " + entry.id() + " cannot be made: " + e, e);
            place.loop().execute(() -> RunnerPool.refuse(task(entry, Path.of("/")), refusal));
        }
    }

    private Path sandbox(TaskEntry entry) throws IOException {
        Sandbox sandbox = new Sandbox(Objects.requireNonNull(entry.sandbox), entry.id());
        for (TaskFile input : entry.ownInputs()) {
            Path object = place.commands()
                    .cache()
                    .find(input.cacheName())
                    .orElseThrow(() -> new AnalysisException(
                            WorkerError.INPUT_MISSING, "'" + input.cacheName() + "' is not in the cache"));
            sandbox.put(input.cacheName(), object, input.path());
        }
        return sandbox.directory();
    }

    private InPlaceTask task(TaskEntry entry, Path directory) {
        int cores = Math.clamp(entry.share.amount().cores(), 1, Integer.MAX_VALUE);
        byte[] json = entry.task.command().getBytes(StandardCharsets.UTF_8);
        return new InPlaceTask(entry.number, cores, directory, json, done -> done(entry, directory, done));
    }

    private void submit(TaskEntry entry, Environments.Environment environment, Path directory) {
        RunnerPool runners = place.runners();
        if (runners != null && running.containsKey(entry.number)) {
            if (stopped) {
                running.remove(entry.number);
                finished.accept(entry, TaskEntry.Result.FORSAKEN);
                return;
            }
            runners.submit(environment.key(), environment.run(), environment.plugins(), task(entry, directory));
        }
    }

    private void done(TaskEntry entry, Path directory, InPlaceTask.Done done) {
        if (running.remove(entry.number) == null) {
            done.choice().keep(false);
            return;
        }
        entry.choice = done.choice();
        if (done.exitCode() == 0) {
            for (TaskFile output : entry.task.outputs()) {
                take(directory.resolve(output.path()).normalize(), directory, output, done);
            }
        }
        Body body = new Body.Bytes(done.report(), 0);
        finished.accept(
                entry, new TaskEntry.Result(ResultCode.SUCCESS, done.exitCode(), body, entry.micros(), Usage.UNKNOWN));
    }

    private void take(Path made, Path directory, TaskFile output, InPlaceTask.Done done) {
        if (!made.startsWith(directory) || !made.toFile().isFile()) {
            return;
        }
        try {
            place.commands().cache().take(output.cacheName(), made);
            if (done.collected()) {
                place.held().add(done.runId(), output.cacheName());
            }
        } catch (AnalysisException e) {
            System.getLogger("wq").log(System.Logger.Level.WARNING, "an output is lost: {0}", e.getMessage());
        }
    }

    /** A task is not wanted any more. */
    void forget(TaskEntry entry) {
        running.remove(entry.number);
        if (place.runners() != null) {
            place.runners().forget(entry.number);
        }
    }

    /**
     * Lets chunks end at their next boundary.
     *
     * @return the tasks that have not begun
     */
    List<TaskEntry> stop() {
        stopped = true;
        RunnerPool runners = place.runners();
        if (runners == null) {
            return List.of();
        }
        runners.stop(true);
        List<TaskEntry> back = new ArrayList<>();
        for (InPlaceTask task : runners.withdraw()) {
            TaskEntry entry = running.remove(task.number());
            if (entry != null) {
                back.add(entry);
            }
        }
        return back;
    }

    /** Nobody wants what is held, or what runs. */
    void giveUp() {
        running.clear();
        if (place.runners() != null) {
            place.runners().giveUp();
        }
    }

    /** Whether nothing runs any more and what is held is written; goes on with it otherwise. */
    boolean written() {
        RunnerPool runners = place.runners();
        if (runners == null) {
            return true;
        }
        if (!running.isEmpty() || runners.busy()) {
            return false;
        }
        if (!writing) {
            writing = true;
            runners.writeHeld();
            return !runners.busy() && taken(runners);
        }
        return taken(runners);
    }

    private boolean taken(RunnerPool runners) {
        for (RunnerPool.Held held : runners.takeWritten()) {
            place.held().add(held.runId(), held.cacheName());
        }
        return true;
    }

    /** Whether what is held has still to be offered. */
    boolean offer() {
        boolean first = !offered;
        offered = true;
        return first;
    }
}
