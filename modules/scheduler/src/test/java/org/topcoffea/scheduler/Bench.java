package org.topcoffea.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.topcoffea.spi.Blame;
import org.topcoffea.spi.Resources;

/** A scheduler on the bench: events at times, and the actions they bring. */
final class Bench {
    static final long SECOND = 1_000_000;
    static final Resources WORKER = new Resources(4, 8000, 16000, 0);
    final Scheduler scheduler;
    final List<Action> all = new ArrayList<>();
    long now = 1_000 * SECOND;

    Bench(SchedulerConfig config) {
        scheduler = new Scheduler(config);
    }

    Bench() {
        this(SchedulerConfig.DEFAULT);
    }

    List<Action> handle(Event event) {
        List<Action> actions = scheduler.handle(event, now);
        all.addAll(actions);
        return actions;
    }

    Bench after(long micros) {
        now += micros;
        return this;
    }

    List<Action> tick(long micros) {
        now += micros;
        return handle(new Event.Tick());
    }

    List<Action> submit(TaskSpec task) {
        return handle(new Event.TaskSubmitted(task));
    }

    List<Action> join(WorkerSpec worker) {
        return handle(new Event.WorkerOffered(worker));
    }

    List<Action> leave(long worker) {
        return handle(new Event.WorkerLeft(worker, Departure.FAILURE));
    }

    List<Action> good(long task, Resources measured, long seconds) {
        return finish(task, TaskResult.success(measured, 0, seconds * SECOND, 0));
    }

    List<Action> bad(long task, TaskStatus status, Blame blame) {
        return finish(task, TaskResult.failure(status, blame, "because"));
    }

    List<Action> exhausted(long task, Resources measured) {
        return finish(
                task,
                new TaskResult(TaskStatus.RESOURCE_EXHAUSTION, Optional.empty(), measured, 0, SECOND, 0, "out of it"));
    }

    List<Action> finish(long task, TaskResult result) {
        TaskView view = scheduler.task(task).orElseThrow();
        return handle(new Event.TaskFinished(view.worker().orElseThrow(), task, view.attempt(), result));
    }

    long workerOf(long task) {
        return scheduler.task(task).orElseThrow().worker().orElse(0);
    }

    static <T extends Action> List<T> of(Class<T> kind, List<Action> actions) {
        return actions.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    static <T extends Action> T only(Class<T> kind, List<Action> actions) {
        List<T> found = of(kind, actions);
        assertEquals(1, found.size(), () -> kind.getSimpleName() + " in " + actions);
        return found.getFirst();
    }

    /** The numbers of tasks that were dispatched, in order. */
    static List<Long> dispatched(List<Action> actions) {
        return of(Action.Dispatch.class, actions).stream()
                .map(Action.Dispatch::task)
                .toList();
    }

    static TaskSpec task(long id) {
        return TaskSpec.of(id, "processing").withResources(new Resources(1, 100, 100, -1));
    }
}
