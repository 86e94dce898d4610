package org.topcoffea.scheduler;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Resources;

/** Where tasks are: waiting, pausing, at workers, gone. */
final class Tasks {
    private final Board board;
    private final Matcher matcher;

    Tasks(Board board, Matcher matcher) {
        this.board = board;
        this.matcher = matcher;
    }

    void submit(TaskSpec spec) {
        if (board.tasks.get(spec.id()) != null) {
            throw new AnalysisException(
                    SchedulerError.DUPLICATE_TASK, "task " + spec.id() + " is not finished; use another number");
        }
        Category category = board.category(spec.category());
        TaskEntry task = new TaskEntry(spec, category, board.sequence++);
        board.tasks.put(spec.id(), task);
        board.tally.submitted++;
        category.waiting++;
        if (spec.deadline() > 0) {
            board.timers.at(spec.deadline(), () -> expire(task));
        }
        long pause = Math.max(0, spec.notBefore() - board.now);
        if (task.bound()) {
            bind(task, pause, "");
        } else {
            enter(task, pause, "");
        }
    }

    private void expire(TaskEntry task) {
        if (board.tasks.get(task.spec.id()) == task && task.placement == null) {
            withdraw(task);
            fail(task, FailureCause.DEADLINE, "it was wanted until " + Times.text(task.spec.deadline()));
        }
    }

    /** A task whose attempt has ended waits again, after a pause. */
    void waitAgain(TaskEntry task, long pause, String reason) {
        task.category.waiting++;
        enter(task, pause, reason);
    }

    /** A task that is bound to a worker waits again, after a pause. */
    void waitBound(TaskEntry task, long pause, String reason) {
        task.category.waiting++;
        bind(task, pause, reason);
    }

    private void enter(TaskEntry task, long pause, String reason) {
        Shape shape = shape(task);
        task.shape = shape;
        board.actions.add(new Action.Wait(task.spec.id(), task.category.name, task.allocation, shape.request, reason));
        if (pause > 0) {
            pause(task, pause, reason);
        } else {
            queue(task);
        }
    }

    private void pause(TaskEntry task, long pause, String reason) {
        long until = board.now + pause;
        task.since = until;
        if (!reason.isEmpty()) {
            task.trouble().pause = reason;
        }
        board.timers.at(until, () -> {
            boolean pauses = task.placement == null && task.queue == null && task.since == until;
            if (board.tasks.get(task.spec.id()) == task && pauses) {
                queue(task);
            }
        });
    }

    private void queue(TaskEntry task) {
        task.since = board.now;
        if (task.bound()) {
            queueBound(task);
            return;
        }
        Shape shape = shape(task);
        task.shape = shape;
        if (shape.queue.isEmpty()) {
            shape.served = board.now;
        }
        task.queue = shape.queue;
        shape.queue.add(task);
    }

    private void queueBound(TaskEntry task) {
        WorkerEntry worker = worker(task);
        if (worker != null) {
            task.queue = worker.bound;
            worker.bound.add(task);
            matcher.refresh(worker);
        }
    }

    private void bind(TaskEntry task, long pause, String reason) {
        WorkerEntry worker = worker(task);
        if (worker == null) {
            task.category.waiting--;
            fail(task, FailureCause.WORKER_GONE, "worker " + task.spec.worker().orElse(0) + " is not connected");
            return;
        }
        worker.boundTasks.add(task);
        Resources request = board.request(task);
        board.actions.add(new Action.Wait(task.spec.id(), task.category.name, task.allocation, request, reason));
        if (pause > 0) {
            pause(task, pause, reason);
        } else {
            queue(task);
        }
    }

    private @Nullable WorkerEntry worker(TaskEntry task) {
        return board.worker(task.spec.worker().orElse(0));
    }

    private Shape shape(TaskEntry task) {
        TaskSpec spec = task.spec;
        Shape.Key key = new Shape.Key(
                spec.category(), task.allocation, spec.resources(), spec.features(), spec.minimumTime(), task.floor);
        Shape shape = board.shapes.get(key);
        if (shape == null) {
            shape = new Shape(key, task.category);
            board.shapes.put(key, shape);
            task.category.shapes.add(shape);
            matcher.open(shape);
        }
        return shape;
    }

    /** What first attempts of a category ask for has changed. */
    void requestsChanged(Category category) {
        matcher.refresh(category);
        board.actions.add(new Action.Learnt(category.name, category.spec.mode(), category.first(), category.maxSeen()));
    }

    /** Takes a task that waits or pauses out of its place. */
    void withdraw(TaskEntry task) {
        task.category.waiting--;
        if (task.queue != null) {
            Matcher.leave(task.queue, task);
        }
        if (task.shape != null && task.shape.queue.isEmpty()) {
            matcher.unreserve(task.shape);
        }
        WorkerEntry worker = worker(task);
        if (worker != null && worker.boundTasks.remove(task)) {
            matcher.refresh(worker);
        }
    }

    /** Takes an attempt off its worker, which has to be refreshed after that. */
    void remove(Placement placement) {
        TaskEntry task = placement.task;
        vacate(placement);
        if (placement.phase == TaskPhase.RETRIEVING) {
            task.category.retrieving--;
        }
        task.placement = null;
        task.category.onWorkers--;
        placement.worker.placements.remove(task.spec.id());
    }

    /** Frees the room of an attempt and lets those that were sent ahead move up. */
    private void vacate(Placement placement) {
        WorkerEntry worker = placement.worker;
        if (placement.phase == TaskPhase.RUNNING) {
            placement.task.category.running--;
        }
        if (placement.ahead) {
            worker.ahead.remove(placement);
            leaveAhead(placement);
        } else if (placement.occupies()) {
            board.release(worker, placement.box);
            placement.task.category.begun.remove(placement);
        }
        promote(worker);
    }

    private void leaveAhead(Placement placement) {
        if (placement.task.shape != null) {
            placement.task.shape.ahead.remove(placement);
        }
    }

    void promote(WorkerEntry worker) {
        Placement first = worker.ahead.peekFirst();
        while (first != null && board.boxes.fits(first.box, worker.inUse, worker.total)) {
            worker.ahead.removeFirst();
            begin(first);
            first = worker.ahead.peekFirst();
        }
    }

    private void begin(Placement placement) {
        placement.ahead = false;
        placement.begun = board.now;
        placement.seated = board.now;
        leaveAhead(placement);
        board.commit(placement.worker, placement.box);
        placement.task.category.begun.add(placement);
    }

    void started(Placement placement) {
        if (placement.phase != TaskPhase.DISPATCHED) {
            return;
        }
        if (placement.ahead) {
            placement.worker.ahead.remove(placement);
            begin(placement);
        } else {
            placement.task.category.begun.remove(placement);
            placement.task.category.begun.add(placement);
        }
        placement.phase = TaskPhase.RUNNING;
        placement.started = board.now;
        placement.begun = board.now;
        placement.task.category.running++;
    }

    void ended(Placement placement) {
        if (placement.phase == TaskPhase.RETRIEVING) {
            return;
        }
        vacate(placement);
        placement.ahead = false;
        placement.phase = TaskPhase.RETRIEVING;
        placement.task.category.retrieving++;
    }

    /** Gives up a task that is neither waiting nor at a worker. */
    void fail(TaskEntry task, FailureCause cause, String message) {
        task.category.failed++;
        board.tally.failed++;
        gone(task, new Action.Fail(task.spec.id(), cause, message, task.attempts()));
    }

    void split(TaskEntry task, String message) {
        task.category.split++;
        board.tally.split++;
        gone(task, new Action.Split(task.spec.id(), message, task.attempts()));
    }

    void cancelled(TaskEntry task) {
        task.category.cancelled++;
        board.tally.cancelled++;
        gone(task, new Action.Cancelled(task.spec.id(), task.attempts()));
    }

    private void gone(TaskEntry task, Action action) {
        board.tasks.remove(task.spec.id());
        board.actions.add(action);
    }

    /** Gives up all tasks that are bound to a worker that is gone. */
    void failBound(WorkerEntry worker, String message) {
        List<TaskEntry> all = worker.boundTasks.stream()
                .sorted((a, b) -> Long.compare(a.sequence, b.sequence))
                .toList();
        for (TaskEntry task : all) {
            withdraw(task);
            fail(task, FailureCause.WORKER_GONE, message);
        }
    }

    long onWorkers() {
        long sum = 0;
        for (Map.Entry<String, Category> entry : board.categories.entrySet()) {
            sum += entry.getValue().onWorkers;
        }
        return sum;
    }
}
