package org.topcoffea.worker.internal.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.Resources;
import org.topcoffea.wire.ManagerMessage;

/**
 * The tasks that a manager has sent, and which of them may start: in the order of their arrival, but one that does not fit now
 * does not keep back those behind it. Confined to the worker's own thread.
 */
final class TaskTable {
    /** As many waiting tasks are looked at for one that fits. */
    private static final int DEPTH = 1000;

    private final ResourcePool resources;
    private final Map<Long, TaskEntry> tasks = new LinkedHashMap<>();
    private final Deque<TaskEntry> waiting = new ArrayDeque<>();
    private final Deque<TaskEntry> done = new ArrayDeque<>();
    private long lastTask;
    private long running;

    TaskTable(Resources total) {
        this.resources = new ResourcePool(total);
    }

    /**
     * Takes in a new task.
     *
     * @return false if the worker can never run it; it is done then
     */
    boolean add(ManagerMessage.Task task) {
        TaskEntry entry = new TaskEntry(task, resources.demand(task.resources()));
        tasks.put(task.id(), entry);
        boolean possible = resources.possible(entry.demand);
        if (possible) {
            waiting.add(entry);
        } else {
            finish(entry, TaskEntry.Result.FORSAKEN);
        }
        return possible;
    }

    /** Notes that a task was the last to arrive. */
    void arrived(long id) {
        lastTask = id;
    }

    long lastTask() {
        return lastTask;
    }

    long running() {
        return running;
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    Resources total() {
        return resources.total();
    }

    /** The next task that may start; it runs from now on. */
    Optional<TaskEntry> start() {
        int looked = 0;
        for (Iterator<TaskEntry> all = waiting.iterator(); all.hasNext() && looked++ < DEPTH; ) {
            TaskEntry entry = all.next();
            if (resources.free(entry.demand)) {
                all.remove();
                entry.share = resources.take(entry.demand);
                entry.state = TaskEntry.State.RUNNING;
                entry.startedNanos = System.nanoTime();
                running++;
                return Optional.of(entry);
            }
            if (resources.coresInUse() && looked > 1) {
                break;
            }
        }
        return Optional.empty();
    }

    /** Notes the result of a task, unless it has one. */
    void finish(TaskEntry entry, TaskEntry.Result result) {
        switch (entry.state) {
            case RUNNING -> release(entry);
            case WAITING -> waiting.remove(entry);
            default -> {
                return;
            }
        }
        entry.state = TaskEntry.State.DONE;
        entry.result = result;
        if (tasks.get(entry.id()) == entry) {
            done.add(entry);
        }
    }

    private void release(TaskEntry entry) {
        resources.giveBack(entry.share);
        entry.share = ResourcePool.Share.NONE;
        running--;
    }

    @Nullable
    TaskEntry find(long id) {
        return tasks.get(id);
    }

    /** Forgets a task in any state. One that runs keeps what it was given until it is {@linkplain #finish finished}. */
    @Nullable
    TaskEntry remove(long id) {
        TaskEntry entry = tasks.remove(id);
        if (entry != null && entry.state == TaskEntry.State.WAITING) {
            waiting.remove(entry);
        } else if (entry != null && entry.state == TaskEntry.State.DONE) {
            done.remove(entry);
        }
        return entry;
    }

    boolean hasResults() {
        return !done.isEmpty();
    }

    /** The tasks whose results the manager is about to get. */
    List<TaskEntry> takeResults() {
        List<TaskEntry> all = new ArrayList<>(done);
        done.clear();
        all.forEach(entry -> entry.state = TaskEntry.State.REPORTED);
        return all;
    }

    /** All tasks in some state. */
    List<TaskEntry> in(TaskEntry.State state) {
        return tasks.values().stream().filter(entry -> entry.state == state).toList();
    }

    List<Long> ids() {
        return List.copyOf(tasks.keySet());
    }
}
