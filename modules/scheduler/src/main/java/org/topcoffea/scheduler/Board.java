package org.topcoffea.scheduler;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.topcoffea.scheduler.internal.allocation.Amounts;
import org.topcoffea.scheduler.internal.allocation.Boxes;
import org.topcoffea.scheduler.internal.allocation.Extremes;
import org.topcoffea.scheduler.internal.queue.LongMap;
import org.topcoffea.scheduler.internal.queue.Timers;
import org.topcoffea.spi.Resources;

/** All that is known, and what is to be answered to the event at hand; no policy. */
final class Board {
    final SchedulerConfig config;
    final Boxes boxes;
    final LongMap<TaskEntry> tasks = new LongMap<>();
    /** In the order in which they came. */
    private final Map<Long, WorkerEntry> workersById = new LinkedHashMap<>();

    final Collection<WorkerEntry> workers = workersById.values();
    final Map<String, Category> categories = new TreeMap<>();
    final Map<String, Host> hosts = new TreeMap<>();
    final Map<Shape.Key, Shape> shapes = new LinkedHashMap<>();
    /** Which workers have something in their caches. */
    final Map<String, Set<WorkerEntry>> holders = new HashMap<>();

    final Extremes extremes = new Extremes();
    final Timers timers = new Timers();
    final Tally tally = new Tally();
    final CapacityEstimate capacity = new CapacityEstimate();
    List<Action> actions = new ArrayList<>();
    long now;
    /** Counts events. */
    long event;

    long sequence;
    long good;
    double goodTime;
    Resources total = Amounts.ZERO;
    Resources committed = Amounts.ZERO;

    Board(SchedulerConfig config) {
        this.config = config;
        this.boxes = new Boxes(config.overcommit(), config.proportional());
    }

    @Nullable
    WorkerEntry worker(long id) {
        return workersById.get(id);
    }

    void add(WorkerEntry worker) {
        workersById.put(worker.id(), worker);
    }

    void remove(WorkerEntry worker) {
        workersById.remove(worker.id());
    }

    Category category(String name) {
        return categories.computeIfAbsent(
                name, n -> new Category(CategorySpec.of(n, config.mode()), config.steadyTasks()));
    }

    Host host(String name) {
        return hosts.computeIfAbsent(name, Host::new);
    }

    /** What a task asks for now. */
    Resources request(TaskEntry task) {
        return task.category.request(task.spec.resources(), task.allocation, task.floor, extremes.largest());
    }

    /** Whether a task is kept from a host because it failed there: for a while, and only while there are others. */
    boolean avoids(TaskEntry task, Host host) {
        TaskEntry.Trouble trouble = task.trouble;
        return trouble != null
                && trouble.avoidUntil > now
                && trouble.avoidHost.equals(host.name)
                && hosts.values().stream().anyMatch(other -> other != host && other.serves());
    }

    /** Forgets a host about which nothing needs to be remembered. */
    void tidy(Host host) {
        if (!host.matters()) {
            hosts.remove(host.name);
        }
    }

    /** The mean time of all good tasks in microseconds; 0 if there was none. */
    double meanTime() {
        return good == 0 ? 0 : goodTime / good;
    }

    void cache(WorkerEntry worker, String name) {
        if (worker.cached.add(name)) {
            holders.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(worker);
        }
    }

    void uncache(WorkerEntry worker, String name) {
        if (worker.cached.remove(name)) {
            Set<WorkerEntry> all = holders.getOrDefault(name, Set.of());
            all.remove(worker);
            if (all.isEmpty()) {
                holders.remove(name);
            }
        }
    }

    void commit(WorkerEntry worker, Resources box) {
        worker.occupy(box);
        committed = Amounts.plus(committed, box);
    }

    void release(WorkerEntry worker, Resources box) {
        worker.vacate(box);
        committed = Amounts.minus(committed, box);
    }
}
