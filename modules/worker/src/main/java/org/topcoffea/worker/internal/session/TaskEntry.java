package org.topcoffea.worker.internal.session;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.Resources;
import org.topcoffea.task.InPlace;
import org.topcoffea.task.Usage;
import org.topcoffea.wire.Body;
import org.topcoffea.wire.FileFlags;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.wire.ResultCode;
import org.topcoffea.wire.TaskFile;
import org.topcoffea.worker.internal.inplace.InPlaceTask;

/** A task of the manager, from its arrival until the manager forgets it. Confined to the worker's own thread. */
final class TaskEntry {
    final ManagerMessage.Task task;
    final Resources demand;
    final Map<String, Long> watched = new HashMap<>();
    State state = State.WAITING;
    ResourcePool.Share share = ResourcePool.Share.NONE;

    @Nullable
    CommandJob job;

    @Nullable
    Path sandbox;

    long startedNanos;

    @Nullable
    Result result;
    /** Takes or leaves the result of events. */
    InPlaceTask.Choice choice = InPlaceTask.Choice.NONE;
    /** The number of the task for runners. */
    long number;

    /** What it is doing. */
    enum State {
        /** It waits for resources. */
        WAITING,
        /** It runs. */
        RUNNING,
        /** It has a result that the manager has not got yet. */
        DONE,
        /** The manager has its result. */
        REPORTED
    }

    /**
     * What is told to the manager.
     *
     * @param code what Work Queue calls it
     * @param exitCode the exit code
     * @param output what it printed
     * @param micros how long it ran
     * @param usage what it used, if it was a command
     */
    record Result(ResultCode code, int exitCode, Body output, long micros, Usage usage) {
        /** A task that this worker cannot run. */
        static final Result FORSAKEN = new Result(ResultCode.FORSAKEN, 0, Body.EMPTY, 0, Usage.UNKNOWN);
    }

    TaskEntry(ManagerMessage.Task task, Resources demand) {
        this.task = task;
        this.demand = demand;
        for (TaskFile output : task.outputs()) {
            if ((output.flags() & FileFlags.WATCH) != 0) {
                watched.put(output.path(), 0L);
            }
        }
    }

    long id() {
        return task.id();
    }

    boolean inPlace() {
        return task.coprocess().equals(InPlace.COPROCESS);
    }

    /** Inputs that are not the environment of the run. */
    List<TaskFile> ownInputs() {
        return task.inputs().stream()
                .filter(file -> !file.path().equals(InPlace.RUN_FILE)
                        && !file.cacheName().startsWith(InPlace.PLUGIN_PREFIX))
                .toList();
    }

    long micros() {
        return (System.nanoTime() - startedNanos) / 1000;
    }
}
