package org.topcoffea.scheduler;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.topcoffea.scheduler.internal.allocation.Amounts;
import org.topcoffea.scheduler.internal.queue.ReadyQueue;
import org.topcoffea.spi.Resources;

/**
 * Brings tasks and workers together. Every shape knows the workers that have room for one of its tasks; when a worker
 * changes, its place in these sets is found anew, and when a task is to be sent, the first of its set is taken. After each
 * event there is no waiting task for which some worker has room.
 */
final class Matcher {
    private enum Room {
        NONE,
        NOW,
        AHEAD
    }

    /** How many tasks of a shape are looked at when the first ones and the workers do not suit each other. */
    private static final int DEPTH = 32;

    private final Board board;
    private final Choice choice;
    private boolean sizesChanged;

    Matcher(Board board) {
        this.board = board;
        this.choice = new Choice(board);
    }

    /** Finds the place of a worker that has changed, after sending it what nobody else can run. */
    void refresh(WorkerEntry worker) {
        worker.open.forEach(shape -> {
            shape.roomy.remove(worker);
            shape.extra.remove(worker);
        });
        worker.open.clear();
        count(worker);
        serveBound(worker);
        worker.updateOrder(board.meanTime());
        if (worker.accepts()) {
            board.shapes.values().forEach(shape -> place(shape, worker));
        }
    }

    /** Counts a worker among those whose size matters, or not. */
    private void count(WorkerEntry worker) {
        Resources size = worker.usable() ? worker.largest : Resources.OPEN;
        if (!size.equals(worker.counted)) {
            Resources before = board.extremes.largest();
            board.extremes.replace(worker.counted, size);
            worker.counted = size;
            sizesChanged |= !before.equals(board.extremes.largest());
        }
    }

    /** Finds the workers of a new shape. */
    void open(Shape shape) {
        ask(shape);
        refresh(shape);
    }

    private void refresh(Shape shape) {
        shape.roomy.forEach(w -> w.open.remove(shape));
        shape.extra.forEach(w -> w.open.remove(shape));
        shape.roomy.clear();
        shape.extra.clear();
        board.workers.forEach(worker -> {
            if (worker.accepts()) {
                place(shape, worker);
            }
        });
    }

    /** Asks anew for what the tasks of a category need. */
    void refresh(Category category) {
        for (Shape shape : category.shapes) {
            if (ask(shape)) {
                refresh(shape);
            }
        }
    }

    private boolean ask(Shape shape) {
        Resources largest = board.extremes.largest();
        Resources explicit = shape.key.resources();
        if (shape.relaxed) {
            return shape.ask(Amounts.override(shape.category.spec.maximum(), explicit), shape.category.spec.minimum());
        }
        Resources request = shape.category.request(explicit, shape.key.allocation(), shape.key.floor(), largest);
        return shape.ask(request, shape.category.minimum(request, largest));
    }

    /**
     * Asks only for what the task and the user say, because no worker has all of that and what was learnt. The learnt
     * values may have been seen on different workers, or on one that is gone.
     */
    void relax(Shape shape) {
        shape.relaxed = true;
        if (ask(shape)) {
            refresh(shape);
        }
    }

    private void place(Shape shape, WorkerEntry worker) {
        switch (room(shape, worker)) {
            case NOW -> {
                shape.roomy.add(worker);
                worker.open.add(shape);
            }
            case AHEAD -> {
                shape.extra.add(worker);
                worker.open.add(shape);
            }
            case NONE -> {}
        }
    }

    private Room room(Shape shape, WorkerEntry worker) {
        Shape reserved = worker.reservedFor;
        if ((reserved != null && reserved != shape) || !able(shape, worker)) {
            return Room.NONE;
        }
        if (worker.ahead.isEmpty() && board.boxes.fits(shape.box(board.boxes, worker), worker.inUse, worker.total)) {
            return Room.NOW;
        }
        return reserved == null && worker.ahead.size() < aheadLimit(shape.category, worker) ? Room.AHEAD : Room.NONE;
    }

    /** Whether an empty worker could run tasks of this shape now. */
    boolean able(Shape shape, WorkerEntry worker) {
        return worker.lasts(board.now, shape.key.minimumTime()) && fits(shape, worker);
    }

    /** Whether an empty worker could run tasks of this shape, had it the time. */
    boolean fits(Shape shape, WorkerEntry worker) {
        Resources box = shape.box(board.boxes, worker);
        return board.boxes.fits(box, worker.total)
                && shape.exceedsFloor(box)
                && (shape.key.features().isEmpty() || worker.spec.features().containsAll(shape.key.features()));
    }

    /** How many tasks may be sent ahead: some work for every task that runs there, but less than would delay others. */
    private long aheadLimit(Category category, WorkerEntry worker) {
        double each = category.meanExecution();
        if (worker.spec.ahead() == 0 || category.good() == 0) {
            return 0;
        }
        double running = worker.placements.size() - worker.ahead.size();
        return (long) Math.min(worker.spec.ahead(), board.config.aheadTime() * running / Math.max(1, each));
    }

    /** Sends what can be sent. What no worker can give is not asked for, so that a new largest worker comes first. */
    void run() {
        if (sizesChanged) {
            sizesChanged = false;
            board.shapes.values().forEach(s -> s.relaxed = false);
            board.categories.values().forEach(this::refresh);
        }
        for (Shape shape = next(); shape != null; shape = next()) {
            if (!serve(shape)) {
                shape.stuck = board.event;
            }
        }
    }

    /** The shape whose next task comes before those of others, among shapes with workers. */
    private @Nullable Shape next() {
        Shape best = null;
        TaskEntry first = null;
        for (Shape shape : board.shapes.values()) {
            if (shape.queue.isEmpty()
                    || (shape.roomy.isEmpty() && shape.extra.isEmpty())
                    || shape.stuck == board.event
                    || shape.category.full()) {
                continue;
            }
            TaskEntry head = shape.queue.peek();
            if (head != null && (first == null || head.before(first))) {
                best = shape;
                first = head;
            }
        }
        return best;
    }

    /** Sends the first task for which there is a worker; whether there was one. */
    private boolean serve(Shape shape) {
        List<TaskEntry> passed = new ArrayList<>(0);
        boolean sent = false;
        while (!sent && passed.size() < Math.min(DEPTH, shape.queue.size())) {
            TaskEntry task = shape.queue.take();
            WorkerEntry worker = choice.choose(shape.roomy, task);
            boolean ahead = worker == null;
            if (worker == null) {
                worker = choice.choose(shape.extra, task);
                worker = worker != null && awaited(worker, task) ? null : worker;
            }
            if (worker == null) {
                passed.add(task);
            } else {
                send(shape, task, worker, ahead);
                sent = true;
            }
        }
        passed.forEach(shape.queue::back);
        return sent;
    }

    /** Whether a task of a higher priority waits for room on a worker, where nothing may be sent ahead of it. */
    private boolean awaited(WorkerEntry worker, TaskEntry task) {
        for (Shape shape : board.shapes.values()) {
            TaskEntry head = shape.queue.isEmpty() || shape.category.full() ? null : shape.queue.peek();
            if (head != null && head.priority() > task.priority() && able(shape, worker)) {
                return true;
            }
        }
        return false;
    }

    private void send(Shape shape, TaskEntry task, WorkerEntry worker, boolean ahead) {
        if (worker.reservedFor != shape) {
            shape.served = board.now;
        }
        leave(shape.queue, task);
        Placement placement = dispatch(task, worker, shape.box(board.boxes, worker), ahead);
        if (ahead) {
            shape.ahead.add(placement);
        }
        if (shape.queue.isEmpty()) {
            unreserve(shape);
        }
        refresh(worker);
    }

    /** Gives back all workers that are being emptied for a shape. */
    void unreserve(Shape shape) {
        List<WorkerEntry> all = List.copyOf(shape.reserved);
        shape.reserved.clear();
        all.forEach(w -> {
            w.reservedFor = null;
            refresh(w);
        });
    }

    /** Sends tasks that are bound to this worker as long as there is room. */
    private void serveBound(WorkerEntry worker) {
        while (!worker.bound.isEmpty() && !worker.silent && !worker.released) {
            TaskEntry task = worker.bound.peek();
            if (task == null) {
                return;
            }
            Resources request = board.request(task);
            Resources box =
                    Amounts.cap(board.boxes.box(request, task.category.spec.minimum(), worker.largest), worker.total);
            boolean fits = worker.ahead.isEmpty() && board.boxes.fits(box, worker.inUse, worker.total);
            if (!fits && !box.equals(Amounts.ZERO)) {
                return;
            }
            worker.bound.take();
            leave(worker.bound, task);
            worker.boundTasks.remove(task);
            dispatch(task, worker, box, false);
        }
    }

    static void leave(ReadyQueue<TaskEntry> queue, TaskEntry task) {
        task.queue = null;
        queue.left();
    }

    /** Notes that a task is at a worker, and says so. The worker has to be refreshed after that. */
    Placement dispatch(TaskEntry task, WorkerEntry worker, Resources box, boolean ahead) {
        task.attempt++;
        Placement placement = settle(task, worker, box, ahead);
        task.category.dispatched++;
        board.tally.dispatched++;
        board.actions.add(new Action.Dispatch(task.spec.id(), task.attempt, worker.id(), box, task.allocation, ahead));
        return placement;
    }

    Placement settle(TaskEntry task, WorkerEntry worker, Resources box, boolean ahead) {
        Placement placement = new Placement(task, worker, box, board.now, ahead);
        task.placement = placement;
        task.category.waiting--;
        task.category.onWorkers++;
        worker.placements.put(task.spec.id(), placement);
        if (ahead) {
            worker.ahead.addLast(placement);
        } else {
            board.commit(worker, box);
            task.category.begun.add(placement);
        }
        return placement;
    }
}
