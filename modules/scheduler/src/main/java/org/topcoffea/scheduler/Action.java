package org.topcoffea.scheduler;

import java.util.List;
import org.topcoffea.spi.Resources;

/** What the scheduler wants done, in the order in which it is to be done. */
public sealed interface Action {
    /**
     * A task waits for a worker, for the first time or again.
     *
     * @param task its number
     * @param category its category
     * @param allocation what it will be given
     * @param requested what it asks for now; open values mean a share of the worker or all of it
     * @param reason why it waits again; empty the first time
     */
    record Wait(long task, String category, Allocation allocation, Resources requested, String reason)
            implements Action {}

    /**
     * A task is to be sent to a worker.
     *
     * @param task its number
     * @param attempt counts from 1, for each dispatch
     * @param worker the worker's number
     * @param box what it may use there; nothing is open
     * @param allocation whether that is the most it can get
     * @param ahead whether the worker has no room for it yet
     */
    record Dispatch(long task, int attempt, long worker, Resources box, Allocation allocation, boolean ahead)
            implements Action {}

    /**
     * An attempt is to be stopped at the worker and forgotten. Nothing more is expected of it.
     *
     * @param task the task's number
     * @param attempt the attempt
     * @param worker the worker's number
     * @param reason why, in one line
     */
    record Stop(long task, int attempt, long worker, String reason) implements Action {}

    /**
     * A task is done. The scheduler has forgotten it.
     *
     * @param task its number
     * @param attempts all attempts, the good one last
     */
    record Done(long task, List<Attempt> attempts) implements Action {}

    /**
     * A task is given up. The scheduler has forgotten it.
     *
     * @param task its number
     * @param cause why
     * @param message what, where and what to do, in one line
     * @param attempts all attempts; may be empty
     */
    record Fail(long task, FailureCause cause, String message, List<Attempt> attempts) implements Action {}

    /**
     * A task was cancelled, as asked for. The scheduler has forgotten it.
     *
     * @param task its number
     * @param attempts all attempts, the one that was stopped last
     */
    record Cancelled(long task, List<Attempt> attempts) implements Action {}

    /**
     * A task is too big even with the most that there is: smaller tasks are to be submitted in its place. The scheduler
     * has forgotten it.
     *
     * @param task its number
     * @param message what was not enough, in one line
     * @param attempts all attempts; the last one says what was measured
     */
    record Split(long task, String message, List<Attempt> attempts) implements Action {}

    /**
     * A worker is to be let go: it has been drained or is too slow. It is gone when {@link Event.WorkerLeft} says so.
     *
     * @param worker its number
     * @param departure why
     * @param reason why, in one line
     */
    record Release(long worker, Departure departure, String reason) implements Action {}

    /**
     * A host is blocked.
     *
     * @param host its name
     * @param reason why, in one line
     * @param until when it is given another chance; {@link Long#MAX_VALUE} for never
     */
    record Block(String host, String reason, long until) implements Action {}

    /**
     * A host is no longer blocked.
     *
     * @param host its name
     */
    record Unblock(String host) implements Action {}

    /**
     * Something was learnt about a category. The manager may keep {@link Scheduler#memory} in its journal.
     *
     * @param category its name
     * @param mode how its resources are found
     * @param first what first attempts ask for from now on
     * @param maxSeen the largest values measured
     */
    record Learnt(String category, AllocationMode mode, Resources first, Resources maxSeen) implements Action {}
}
