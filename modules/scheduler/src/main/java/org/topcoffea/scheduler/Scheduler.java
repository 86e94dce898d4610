package org.topcoffea.scheduler;

import java.util.List;
import java.util.Optional;

/**
 * Decides which task runs on which worker with what resources, and what happens after failures. A state machine: the same
 * events at the same times give the same actions. It has no clock, thread or random numbers of its own and touches
 * neither files nor sockets. Not thread-safe.
 *
 * <p>Among tasks that fit, the one with the highest priority and then the oldest goes first; a task that is tried again
 * keeps its age. No event costs more when more tasks wait.
 */
public final class Scheduler {
    /**
     * Makes a scheduler without tasks and workers.
     *
     * @param config the policy
     */
    public Scheduler(SchedulerConfig config) {
        throw new UnsupportedOperationException(config.toString());
    }

    /**
     * Takes an event and says what is to be done about it, in this order.
     *
     * @param event what happened
     * @param now when, in microseconds since the epoch; a time before that of an earlier event counts as that one
     * @throws org.topcoffea.spi.AnalysisException with a {@link SchedulerError}, when the caller has made a mistake; nothing
     *     has changed then
     */
    public List<Action> handle(Event event, long now) {
        throw new UnsupportedOperationException(event + " " + now);
    }

    /** When {@link Event.Tick} is due; {@link Long#MAX_VALUE} while there is nothing to wait for. */
    public long nextTick() {
        throw new UnsupportedOperationException();
    }

    /**
     * How many more tasks should be submitted for all workers to have work soon; at most 0 when enough wait.
     *
     * @param minimum tasks that should wait however few workers there are
     */
    public long wanted(int minimum) {
        throw new UnsupportedOperationException("" + minimum);
    }

    /** A task that is not finished. */
    public Optional<TaskView> task(long id) {
        throw new UnsupportedOperationException("" + id);
    }

    /** All tasks that are not finished, by number. */
    public List<TaskView> tasks() {
        throw new UnsupportedOperationException();
    }

    /** A worker that is connected. */
    public Optional<WorkerView> worker(long id) {
        throw new UnsupportedOperationException("" + id);
    }

    /** All workers, by number. */
    public List<WorkerView> workers() {
        throw new UnsupportedOperationException();
    }

    /** All blocked hosts, by name. */
    public List<BlockedHost> blockedHosts() {
        throw new UnsupportedOperationException();
    }

    /** Numbers for the catalog and the statistics log. */
    public Statistics statistics() {
        throw new UnsupportedOperationException();
    }

    /** Numbers of each category, by name. */
    public List<CategoryStatistics> categories() {
        throw new UnsupportedOperationException();
    }

    /** What was learnt of a category; empty if nothing was. To be given to {@link Event.CategoryRemembered} after a restart. */
    public Optional<CategoryMemory> memory(String category) {
        throw new UnsupportedOperationException(category);
    }

    /** Why a task does not run, the most important reason first; never empty. */
    public List<Reason> whyNotRunning(long task) {
        throw new UnsupportedOperationException("" + task);
    }

    /** Why there are no workers that work; empty if there are some. */
    public List<Reason> whyNoWorkers() {
        throw new UnsupportedOperationException();
    }
}
