package org.topcoffea.scheduler;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.topcoffea.scheduler.internal.allocation.Amounts;
import org.topcoffea.spi.Resources;

/** Workers that come, change and go. */
final class Workers {
    private final Board board;
    private final Matcher matcher;
    private final Tasks tasks;
    private final Endings endings;
    private final Hosts hosts;

    Workers(Board board, Matcher matcher, Tasks tasks, Endings endings, Hosts hosts) {
        this.board = board;
        this.matcher = matcher;
        this.tasks = tasks;
        this.endings = endings;
        this.hosts = hosts;
    }

    void offered(WorkerSpec spec) {
        WorkerEntry worker = board.worker(spec.id());
        if (worker == null) {
            Host host = board.host(spec.host());
            worker = new WorkerEntry(spec, host, board.now);
            host.workers.add(worker);
            board.add(worker);
            board.tally.joined++;
        } else {
            board.total = Amounts.minus(board.total, worker.total);
            worker.spec = spec;
            worker.total = Amounts.closed(spec.resources());
            worker.largest = Amounts.closed(spec.largest());
        }
        board.total = Amounts.plus(board.total, worker.total);
        tasks.promote(worker);
        refresh(worker);
    }

    void left(WorkerEntry worker, Departure departure) {
        board.remove(worker);
        worker.host.workers.remove(worker);
        board.total = Amounts.minus(board.total, worker.total);
        List.copyOf(worker.cached).forEach(name -> board.uncache(worker, name));
        board.tally.left(departure, worker.released);
        worker.released = true;
        if (worker.reservedFor != null) {
            worker.reservedFor.reserved.remove(worker);
            worker.reservedFor = null;
        }
        matcher.refresh(worker);
        tasks.failBound(worker, "worker " + worker.spec.name() + " is gone (" + departure.logName() + ")");
        for (Placement placement : new ArrayList<>(worker.placements.values())) {
            endings.lost(placement, departure);
        }
        board.tidy(worker.host);
    }

    void silence(WorkerEntry worker, boolean silent) {
        worker.silent = silent;
        refresh(worker);
    }

    void drain(WorkerEntry worker) {
        worker.draining = true;
        refresh(worker);
    }

    /** Finds the place of a worker that has changed; lets it go when it is drained and has nothing left to do. */
    void refresh(WorkerEntry worker) {
        if (worker.reservedFor != null && !worker.accepts()) {
            worker.reservedFor.reserved.remove(worker);
            worker.reservedFor = null;
        }
        matcher.refresh(worker);
        releaseIfDrained(worker);
    }

    private void releaseIfDrained(WorkerEntry worker) {
        if (worker.draining && worker.placements.isEmpty() && worker.boundTasks.isEmpty()) {
            release(worker, Departure.EXPLICIT, "drained");
        }
    }

    void release(WorkerEntry worker, Departure departure, String reason) {
        if (!worker.released) {
            worker.released = true;
            matcher.refresh(worker);
            board.actions.add(new Action.Release(worker.id(), departure, reason));
        }
    }

    /** An attempt is too slow. A worker that is too slow for two tasks in a row is let go. */
    void tooSlow(Placement placement, String reason) {
        WorkerEntry worker = placement.worker;
        TaskEntry task = placement.task;
        endings.takeBack(placement, Attempt.Ending.TOO_SLOW, reason);
        if (task.trouble().aborts == 1) {
            if (worker.suspicious && hosts.suspend(worker.host, "two tasks in a row were too slow")) {
                board.tally.fastAborted++;
                release(worker, Departure.FAST_ABORT, "two tasks in a row were too slow");
            }
            worker.suspicious = true;
        }
        refresh(worker);
    }

    void recall(Placement placement, String reason) {
        endings.takeBack(placement, Attempt.Ending.RECALLED, reason);
        refresh(placement.worker);
    }

    /** A task that is at a worker is no longer wanted there, as far as its attempt is known. */
    void found(WorkerEntry worker, long id, int attempt, Resources box) {
        TaskEntry task = board.tasks.get(id);
        boolean free = task != null && task.placement == null && attempt > task.attempt;
        boolean here = task != null && (!task.bound() || task.spec.worker().orElse(0) == worker.id());
        if (task == null || !free || !here) {
            board.actions.add(new Action.Stop(id, attempt, worker.id(), "nobody waits for it"));
            return;
        }
        if (task.queue != null) {
            Matcher.leave(task.queue, task);
        }
        worker.boundTasks.remove(task);
        task.attempt = attempt;
        Placement placement = matcher.settle(task, worker, Amounts.closed(box), false);
        tasks.started(placement);
        refresh(worker);
    }

    /** The attempt that this is about, if it is still waited for. */
    @Nullable
    Placement placement(long worker, long task, int attempt) {
        TaskEntry entry = board.tasks.get(task);
        Placement placement = entry == null ? null : entry.placement;
        boolean same = placement != null && placement.worker.id() == worker && placement.attempt == attempt;
        return same ? placement : null;
    }
}
