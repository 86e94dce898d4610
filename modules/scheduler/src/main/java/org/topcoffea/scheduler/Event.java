package org.topcoffea.scheduler;

import java.util.Set;
import org.topcoffea.spi.Resources;

/**
 * What the scheduler is told. Events about workers, tasks and attempts that it does not know, or no longer waits for, are
 * ignored: messages may be late, repeated or in another order.
 */
public sealed interface Event {
    /** A category is to be treated like this from now on. Unknown categories begin with the defaults of the configuration. */
    record CategoryDefined(CategorySpec category) implements Event {}

    /** What was learnt in an earlier life of the manager. */
    record CategoryRemembered(CategoryMemory memory) implements Event {}

    /**
     * A task is to be done. Refused with {@link SchedulerError#DUPLICATE_TASK} if its number is in use.
     *
     * @param task the task
     */
    record TaskSubmitted(TaskSpec task) implements Event {}

    /**
     * A task is no longer wanted.
     *
     * @param task its number
     * @param reason why, in one line
     */
    record TaskCancelled(long task, String reason) implements Event {}

    /**
     * A worker says what it offers, for the first time or again. What changes takes effect at once; tasks that are there
     * already stay.
     *
     * @param worker all that it offers
     */
    record WorkerOffered(WorkerSpec worker) implements Event {}

    /**
     * A worker is gone; what it was doing is done again.
     *
     * @param worker its number
     * @param departure how it went
     */
    record WorkerLeft(long worker, Departure departure) implements Event {}

    /**
     * Nothing was heard of a worker for a while, or something was again. A silent worker keeps its tasks and gets no
     * others.
     *
     * @param worker its number
     * @param silent whether it is silent
     */
    record WorkerSilence(long worker, boolean silent) implements Event {}

    /**
     * A worker is to finish what it has and get nothing else, except what can run nowhere but there.
     *
     * @param worker its number
     */
    record WorkerDraining(long worker) implements Event {}

    /**
     * The cache of a worker has changed.
     *
     * @param worker its number
     * @param added cache names that it now has
     * @param removed cache names that it has no longer
     */
    record CacheChanged(long worker, Set<String> added, Set<String> removed) implements Event {}

    /**
     * A host is to get no tasks.
     *
     * @param host the host name
     * @param reason why, in one line
     * @param until when it is given another chance; {@link Long#MAX_VALUE} for never
     */
    record HostBlocked(String host, String reason, long until) implements Event {}

    /**
     * A host may get tasks again, even if the scheduler itself had blocked it.
     *
     * @param host the host name
     */
    record HostUnblocked(String host) implements Event {}

    /**
     * A worker is found to have a task already, after the manager was restarted: a waiting task becomes a running one.
     * If the task does not wait, the worker is told to stop it. To be sent before the worker's end time is given, as its
     * room is given to others from then on.
     *
     * @param worker its number
     * @param task the task's number
     * @param attempt the attempt that was dispatched in the earlier life
     * @param box what it was given
     */
    record TaskFound(long worker, long task, int attempt, Resources box) implements Event {}

    /**
     * An attempt has begun to run: all that it needs is at the worker.
     *
     * @param worker the worker's number
     * @param task the task's number
     * @param attempt the attempt's number, from {@link Action.Dispatch}
     */
    record TaskStarted(long worker, long task, int attempt) implements Event {}

    /**
     * An attempt has ended and its outputs are being fetched: its room at the worker is free. Need not be sent.
     *
     * @param worker the worker's number
     * @param task the task's number
     * @param attempt the attempt's number, from {@link Action.Dispatch}
     */
    record TaskEnded(long worker, long task, int attempt) implements Event {}

    /**
     * An attempt has ended and its outputs are here, or it has failed.
     *
     * @param worker the worker's number
     * @param task the task's number
     * @param attempt the attempt's number, from {@link Action.Dispatch}
     * @param result what is known of it
     */
    record TaskFinished(long worker, long task, int attempt, TaskResult result) implements Event {}

    /** Nothing but time has passed. To be sent at the time that {@link Scheduler#nextTick} tells. */
    record Tick() implements Event {}
}
