package org.topcoffea.scheduler;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.topcoffea.scheduler.internal.queue.ReadyQueue;
import org.topcoffea.spi.Resources;

/** A task that is not finished. Kept small: there may be a million. */
final class TaskEntry implements ReadyQueue.Entry {
    /** What only tasks have that did not succeed at once. */
    static final class Trouble {
        final List<Attempt> attempts = new ArrayList<>(2);
        int failures;
        int losses;
        int evictions;
        int forsaken;
        int defects;
        int aborts;
        int exhaustions;
        String avoidHost = "";
        long avoidUntil;
        String pause = "";
    }

    final TaskSpec spec;
    final Category category;
    final long sequence;
    int attempt;
    Allocation allocation = Allocation.FIRST;
    /** Resources that were exhausted with this much: the next box has to have more. */
    Resources floor = Resources.OPEN;
    /** Where it waits; none while it pauses or is at a worker. */
    @Nullable
    ReadyQueue<TaskEntry> queue;
    /** Its kind; none if it is bound to a worker. */
    @Nullable
    Shape shape;

    @Nullable
    Placement placement;

    @Nullable
    Trouble trouble;
    /** No worker lasts for as long as it will take, so it is begun anyway. */
    boolean hasty;
    /** Since when it waits, or until when it pauses. */
    long since;

    TaskEntry(TaskSpec spec, Category category, long sequence) {
        this.spec = spec;
        this.category = category;
        this.sequence = sequence;
    }

    Trouble trouble() {
        if (trouble == null) {
            trouble = new Trouble();
        }
        return trouble;
    }

    /** Whether it is to be sent before another one. */
    boolean before(TaskEntry other) {
        return priority() > other.priority() || (priority() == other.priority() && sequence < other.sequence);
    }

    @Override
    public double priority() {
        return spec.priority();
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public boolean waitsIn(ReadyQueue<?> other) {
        return queue == other;
    }

    boolean bound() {
        return spec.worker().isPresent();
    }

    List<Attempt> attempts() {
        return trouble == null ? List.of() : List.copyOf(trouble.attempts);
    }
}
