package org.topcoffea.scheduler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.topcoffea.scheduler.internal.allocation.Amounts;
import org.topcoffea.scheduler.internal.queue.ReadyQueue;
import org.topcoffea.spi.Resources;

/** A connected worker. */
final class WorkerEntry {
    private static final int MAX_BAD = 1000;

    final Host host;
    final long joined;
    WorkerSpec spec;
    Resources total;
    Resources largest;
    /** As what it counts among the sizes of workers; open if it does not. */
    Resources counted = Resources.OPEN;

    Resources inUse = Amounts.ZERO;
    final Map<Long, Placement> placements = new LinkedHashMap<>();
    final ArrayDeque<Placement> ahead = new ArrayDeque<>();
    final ReadyQueue<TaskEntry> bound = new ReadyQueue<>();
    /** Tasks that wait in {@link #bound} or pause before it. */
    final Set<TaskEntry> boundTasks = new HashSet<>();

    final Set<String> cached = new HashSet<>();
    /** The shapes in whose sets of workers this one is. */
    final List<Shape> open = new ArrayList<>();
    /** It is being emptied for this one. */
    @Nullable
    Shape reservedFor;

    boolean draining;
    boolean silent;
    boolean released;
    /** It was too slow for a task and nothing has gone well since. */
    boolean suspicious;

    long completed;
    double time;
    /** Its place in the sets of workers; must not change while it is in one. */
    long order;

    WorkerEntry(WorkerSpec spec, Host host, long joined) {
        this.spec = spec;
        this.host = host;
        this.joined = joined;
        this.total = Amounts.closed(spec.resources());
        this.largest = Amounts.closed(spec.largest());
    }

    long id() {
        return spec.id();
    }

    /** Whether it gets tasks at all, now or when it is heard of again. */
    boolean usable() {
        return !released && !draining && host.blocked == null && spec.endTime().isPresent();
    }

    /** Whether it may get tasks now that could run elsewhere. */
    boolean accepts() {
        return usable() && !silent && bound.isEmpty();
    }

    /** Whether it is still there for a task that needs this long. */
    boolean lasts(long now, long duration) {
        long end = spec.endTime().orElse(0);
        return end == 0 || (now < end && duration <= end - now);
    }

    /** Those first where tasks do not fail, then fewer tasks for each core, then the faster ones. */
    void updateOrder(double meanTime) {
        long load = 1000L * placements.size() / Math.max(1, total.cores());
        long slowness = 8;
        if (completed >= 3 && meanTime > 0 && time > 0) {
            double ratio = time / completed / meanTime;
            slowness = Math.clamp(Math.round(8 + 4 * Math.log(ratio) / Math.log(2)), 0, 15);
        }
        long bad = Math.min(host.failures, MAX_BAD);
        order = bad << 40 | load << 4 | slowness;
    }

    void occupy(Resources box) {
        inUse = Amounts.plus(inUse, box);
    }

    void vacate(Resources box) {
        inUse = Amounts.minus(inUse, box);
    }
}
