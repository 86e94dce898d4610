package org.topcoffea.scheduler;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.topcoffea.scheduler.internal.allocation.Amounts;
import org.topcoffea.scheduler.internal.allocation.Boxes;
import org.topcoffea.scheduler.internal.queue.ReadyQueue;
import org.topcoffea.spi.Resources;

/** Waiting tasks that fit the same workers, and the workers that have room for one of them. */
final class Shape {
    /** What makes tasks alike. */
    record Key(
            String category,
            Allocation allocation,
            Resources resources,
            Set<String> features,
            long minimumTime,
            Resources floor) {}

    private static final Comparator<WorkerEntry> ORDER =
            Comparator.<WorkerEntry>comparingLong(w -> w.order).thenComparingLong(WorkerEntry::id);

    final Key key;
    final Category category;
    final ReadyQueue<TaskEntry> queue = new ReadyQueue<>();
    /** Workers with room for one. */
    final TreeSet<WorkerEntry> roomy = new TreeSet<>(ORDER);
    /** Workers without room that may be sent one ahead. */
    final TreeSet<WorkerEntry> extra = new TreeSet<>(ORDER);
    /** Those that were sent ahead, oldest first. */
    final Set<Placement> ahead = new LinkedHashSet<>();
    /** Workers that are being emptied for this one. */
    final Set<WorkerEntry> reserved = new LinkedHashSet<>();

    Resources request = Resources.OPEN;
    Resources minimum = Resources.OPEN;
    /** When one of them was last dispatched to a worker that was not emptied for it, or began to wait. */
    long served;
    /** What was learnt is not asked for, as nobody has it together with the rest. */
    boolean relaxed;
    /** When all workers were last looked at because of it. */
    long examined;
    /** Since when no worker could ever run one of them; 0 while some can. */
    long unfitSince;
    /** The event during which no worker was found although there are some. */
    long stuck;

    private Resources boxedFor = Resources.OPEN;
    private Resources box = Amounts.ZERO;

    Shape(Key key, Category category) {
        this.key = key;
        this.category = category;
    }

    /** What one of them gets on this worker. */
    Resources box(Boxes boxes, WorkerEntry worker) {
        return box(boxes, worker.largest);
    }

    /** What one of them gets on a worker whose largest task is this. */
    Resources box(Boxes boxes, Resources largest) {
        if (boxedFor != largest) {
            if (!boxedFor.equals(largest)) {
                box = boxes.box(request, minimum, largest);
            }
            boxedFor = largest;
        }
        return box;
    }

    /** Whether something about the request has changed. */
    boolean ask(Resources newRequest, Resources newMinimum) {
        if (newRequest.equals(request) && newMinimum.equals(minimum)) {
            return false;
        }
        request = newRequest;
        minimum = newMinimum;
        boxedFor = Resources.OPEN;
        return true;
    }

    /** Whether a box has more of everything that was not enough before. */
    boolean exceedsFloor(Resources given) {
        return key.floor == Resources.OPEN
                || (given.cores() > key.floor.cores()
                        && given.memory() > key.floor.memory()
                        && given.disk() > key.floor.disk()
                        && given.gpus() > key.floor.gpus());
    }

    /** Whether it can be forgotten. */
    boolean idle() {
        return queue.isEmpty() && ahead.isEmpty() && reserved.isEmpty();
    }
}
