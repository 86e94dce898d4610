package org.topcoffea.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which task runs on which worker with what resources, and what happens after failures. A state machine: the same
 * events at the same times give the same actions. It has no clock, thread or random numbers of its own and touches
 * neither files nor sockets. Not thread-safe.
 *
 * <p>Among tasks that fit, the one with the highest priority and then the oldest goes first; a task that is tried again
 * keeps its age. No event costs more when more tasks wait.
 */
public final class Scheduler {
    private final Board board;
    private final Matcher matcher;
    private final Tasks tasks;
    private final Hosts hosts;
    private final Endings endings;
    private final Workers workers;
    private final Housekeeping housekeeping;
    private final Views views;
    private final Explainer explainer;

    /**
     * Makes a scheduler without tasks and workers.
     *
     * @param config the policy
     */
    public Scheduler(SchedulerConfig config) {
        board = new Board(config);
        matcher = new Matcher(board);
        tasks = new Tasks(board, matcher);
        hosts = new Hosts(board, matcher);
        endings = new Endings(board, tasks, hosts);
        workers = new Workers(board, matcher, tasks, endings, hosts);
        housekeeping = new Housekeeping(board, matcher, workers, tasks, endings);
        views = new Views(board, matcher);
        explainer = new Explainer(board);
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
        board.now = Math.max(board.now, now);
        board.event++;
        apply(event);
        board.timers.run(board.now);
        housekeeping.run();
        matcher.run();
        List<Action> actions = board.actions;
        board.actions = new ArrayList<>();
        return actions;
    }

    private void apply(Event event) {
        switch (event) {
            case Event.CategoryDefined e -> define(e.category());
            case Event.CategoryRemembered e -> remember(e.memory());
            case Event.TaskSubmitted e -> tasks.submit(e.task());
            case Event.TaskCancelled e -> cancel(e.task(), e.reason());
            case Event.WorkerOffered e -> workers.offered(e.worker());
            case Event.WorkerLeft e -> find(e.worker()).ifPresent(w -> workers.left(w, e.departure()));
            case Event.WorkerSilence e -> find(e.worker()).ifPresent(w -> workers.silence(w, e.silent()));
            case Event.WorkerDraining e -> find(e.worker()).ifPresent(workers::drain);
            case Event.CacheChanged e -> find(e.worker()).ifPresent(w -> cache(w, e));
            case Event.HostBlocked e -> hosts.block(board.host(e.host()), e.reason(), e.until());
            case Event.HostUnblocked e -> hosts.unblock(board.host(e.host()));
            case Event.TaskFound e -> find(e.worker()).ifPresent(w -> workers.found(w, e.task(), e.attempt(), e.box()));
            case Event.TaskStarted e -> started(workers.placement(e.worker(), e.task(), e.attempt()));
            case Event.TaskEnded e -> ended(workers.placement(e.worker(), e.task(), e.attempt()));
            case Event.TaskFinished e -> finished(workers.placement(e.worker(), e.task(), e.attempt()), e.result());
            case Event.Tick e -> {}
        }
    }

    private Optional<WorkerEntry> find(long worker) {
        return Optional.ofNullable(board.worker(worker));
    }

    private void define(CategorySpec spec) {
        Category category = board.category(spec.name());
        category.spec = spec;
        matcher.refresh(category);
    }

    private void remember(CategoryMemory memory) {
        Category category = board.category(memory.category());
        category.remember(memory);
        tasks.requestsChanged(category);
    }

    private void cancel(long id, String reason) {
        TaskEntry task = board.tasks.get(id);
        if (task == null) {
            return;
        }
        Placement placement = task.placement;
        if (placement == null) {
            tasks.withdraw(task);
            tasks.cancelled(task);
            return;
        }
        endings.cancel(placement, reason);
        workers.refresh(placement.worker);
    }

    private void cache(WorkerEntry worker, Event.CacheChanged event) {
        event.added().forEach(name -> board.cache(worker, name));
        event.removed().forEach(name -> board.uncache(worker, name));
    }

    private void started(@Nullable Placement placement) {
        if (placement != null) {
            tasks.started(placement);
            matcher.refresh(placement.worker);
        }
    }

    private void ended(@Nullable Placement placement) {
        if (placement != null) {
            tasks.ended(placement);
            matcher.refresh(placement.worker);
        }
    }

    private void finished(@Nullable Placement placement, TaskResult result) {
        if (placement != null) {
            endings.finished(placement, result);
            workers.refresh(placement.worker);
        }
    }

    /** When {@link Event.Tick} is due; {@link Long#MAX_VALUE} while there is nothing to wait for. */
    public long nextTick() {
        return Math.min(board.timers.next(), housekeeping.due());
    }

    /**
     * How many more tasks should be submitted for all workers to have work soon; at most 0 when enough wait.
     *
     * @param minimum tasks that should wait however few workers there are
     */
    public long wanted(int minimum) {
        return views.wanted(minimum);
    }

    /** A task that is not finished. */
    public Optional<TaskView> task(long id) {
        return Optional.ofNullable(board.tasks.get(id)).map(views::task);
    }

    /** All tasks that are not finished, by number. */
    public List<TaskView> tasks() {
        return views.tasks();
    }

    /**
     * Some of the tasks that are not finished, by number: all if there are not more than that; else those at workers before those
     * that would be the next. Costs nothing for those that are left out.
     */
    public List<TaskView> tasks(int most) {
        return views.tasks(most);
    }

    /** A worker that is connected. */
    public Optional<WorkerView> worker(long id) {
        return find(id).map(Views::worker);
    }

    /** All workers, in the order in which they came. */
    public List<WorkerView> workers() {
        return views.workers();
    }

    /** All blocked hosts, by name. */
    public List<BlockedHost> blockedHosts() {
        return views.blockedHosts();
    }

    /** Numbers for the catalog and the statistics log. */
    public Statistics statistics() {
        return views.statistics();
    }

    /** Numbers of each category, by name. */
    public List<CategoryStatistics> categories() {
        return views.categories();
    }

    /** What was learnt of a category; empty if nothing was. To be given to {@link Event.CategoryRemembered} after a restart. */
    public Optional<CategoryMemory> memory(String category) {
        return Optional.ofNullable(board.categories.get(category))
                .filter(c -> c.good() > 0)
                .map(Category::memory);
    }

    /** Why a task does not run, the most important reason first; never empty. */
    public List<Reason> whyNotRunning(long task) {
        return explainer.whyNotRunning(task);
    }

    /** Why there are no workers that work; empty if there are some. */
    public List<Reason> whyNoWorkers() {
        return explainer.whyNoWorkers();
    }
}
