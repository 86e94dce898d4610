package org.topcoffea.scheduler;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which of the workers with room gets a task. */
final class Choice {
    /** How many workers of a set are looked at when the first ones do not suit the task. */
    private static final int DEPTH = 32;

    /** How many of the workers that have an input are looked at. */
    private static final int HOLDERS = 8;

    private final Board board;

    Choice(Board board) {
        this.board = board;
    }

    /** A worker of a set for this task, if one of the first ones suits it. */
    @Nullable
    WorkerEntry choose(TreeSet<WorkerEntry> workers, TaskEntry task) {
        int looked = 0;
        for (WorkerEntry worker : workers) {
            if (suits(task, worker)) {
                return nearer(worker, workers, task);
            }
            if (++looked == DEPTH) {
                return null;
            }
        }
        return null;
    }

    private boolean suits(TaskEntry task, WorkerEntry worker) {
        return !board.avoids(task, worker.host) && worker.lasts(board.now, needed(task, worker));
    }

    /** How long a worker has to last: for the whole task, unless it hands back what it has when it ends. */
    static long needed(TaskEntry task, WorkerEntry worker) {
        boolean whole = !worker.spec.resumable() && worker.spec.endTime().orElse(0) != 0 && !task.hasty;
        long likely = whole ? (long) task.category.likelyTime(task.spec.size()) : 0;
        return Math.max(task.spec.minimumTime(), likely);
    }

    /** A worker with more of the inputs, if there is one as well suited. */
    private WorkerEntry nearer(WorkerEntry found, Set<WorkerEntry> workers, TaskEntry task) {
        long missing = missing(found, task);
        if (missing == 0) {
            return found;
        }
        WorkerEntry best = found;
        for (TaskInput input : task.spec.inputs()) {
            int looked = 0;
            for (WorkerEntry holder : board.holders.getOrDefault(input.cacheName(), Set.of())) {
                if (++looked > HOLDERS) {
                    break;
                }
                long lacks = missing(holder, task);
                if (lacks < missing && workers.contains(holder) && suits(task, holder)) {
                    best = holder;
                    missing = lacks;
                }
            }
        }
        return best;
    }

    private static long missing(WorkerEntry worker, TaskEntry task) {
        long missing = 0;
        for (TaskInput input : task.spec.inputs()) {
            missing += worker.cached.contains(input.cacheName()) ? 0 : input.bytes();
        }
        return missing;
    }
}
