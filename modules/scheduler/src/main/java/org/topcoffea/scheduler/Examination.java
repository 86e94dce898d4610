package org.topcoffea.scheduler;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** How all workers stand to a shape whose tasks wait: one look at each of them. */
final class Examination {
    private static final Comparator<WorkerEntry> EMPTIEST =
            Comparator.comparingDouble(Examination::load).thenComparingLong(WorkerEntry::id);

    /** Workers that get tasks at all. */
    int usable;
    /** Of these, workers that could run one if they were empty and had the time. */
    int fitting;
    /** Of these, workers that have the time and are heard of. */
    int able;
    /** The longest stay of a fitting worker, from its beginning to its end. */
    long longest;
    /** The able worker with the most room that is not being emptied yet and that the first task does not avoid. */
    @Nullable
    WorkerEntry emptiest;

    Examination(Board board, Matcher matcher, Shape shape, TaskEntry head) {
        board.workers.forEach(worker -> look(board, matcher, shape, head, worker));
    }

    private void look(Board board, Matcher matcher, Shape shape, TaskEntry head, WorkerEntry worker) {
        if (!worker.usable()) {
            return;
        }
        usable++;
        if (!matcher.fits(shape, worker)) {
            return;
        }
        fitting++;
        long end = worker.spec.endTime().orElse(0);
        longest = Math.max(longest, end == 0 || worker.spec.resumable() ? Long.MAX_VALUE : end - worker.joined);
        if (!worker.accepts() || !worker.lasts(board.now, shape.key.minimumTime())) {
            return;
        }
        able++;
        boolean free = worker.reservedFor == null && !board.avoids(head, worker.host);
        if (free && (emptiest == null || EMPTIEST.compare(worker, emptiest) < 0)) {
            emptiest = worker;
        }
    }

    private static double load(WorkerEntry worker) {
        double cores = (double) worker.inUse.cores() / Math.max(1, worker.total.cores());
        double memory = (double) worker.inUse.memory() / Math.max(1, worker.total.memory());
        return Math.max(cores, memory);
    }
}
