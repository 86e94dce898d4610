package org.topcoffea.worker.internal.inplace;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One runner with what is in it. Confined to the worker's own thread. */
final class Seat {
    final String fold;
    /** Whether it is for one task only. */
    final boolean alone;
    /** What it carries out. */
    final Map<Long, InPlaceTask> tasks = new HashMap<>();
    /** Events of results that nobody has kept or thrown away yet, by task. */
    final Map<Long, Long> pending = new HashMap<>();

    final RunnerProcess process;
    boolean ready;
    /** Whether it gets no more tasks. */
    boolean retiring;
    /** How many events were held when a task was given. */
    private final Map<Long, Long> heldBefore = new HashMap<>();
    /** How many events are held, or will be when it has done all it was told. */
    long held;
    /** The name of the object that it is writing, or empty. */
    String writing = "";

    Seat(RunnerProcess.Starter starter, String fold, boolean alone, RunnerProcess.Listener listener) {
        this.fold = fold;
        this.alone = alone;
        this.process = starter.start(fold, listener);
    }

    void give(InPlaceTask task, List<Path> before) {
        tasks.put(task.number(), task);
        heldBefore.put(task.number(), held);
        process.tell(new Frame.Execute(
                task.number(),
                task.cores(),
                task.directory().toString(),
                before.stream().map(Path::toString).toList(),
                task.json()));
    }

    void write(long number, Path place) {
        heldBefore.put(number, held);
        process.tell(new Frame.Collect(
                number,
                Objects.requireNonNull(place.getParent()).toString(),
                Objects.requireNonNull(place.getFileName()).toString()));
    }

    /** A task has ended; if it wrote what was held, that is what was held when it was given. */
    void ended(long number, boolean collected) {
        Long before = heldBefore.remove(number);
        if (collected && before != null) {
            held -= before;
        }
    }

    void forget(long number) {
        if (tasks.computeIfPresent(number, (n, task) -> task.unheard()) != null) {
            process.tell(new Frame.Keep(number, false));
        }
    }

    void keep(long number, boolean wanted) {
        Long events = pending.remove(number);
        if (events != null) {
            process.tell(new Frame.Keep(number, wanted));
            held += wanted ? events : 0;
        }
    }

    boolean empty() {
        return tasks.isEmpty() && pending.isEmpty() && writing.isEmpty();
    }
}
