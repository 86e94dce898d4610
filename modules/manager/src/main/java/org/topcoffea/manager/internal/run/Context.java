package org.topcoffea.manager.internal.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.topcoffea.manager.internal.queue.TaskQueue;
import org.topcoffea.manager.internal.store.PartStore;
import org.topcoffea.remote.ServerStatistics;
import org.topcoffea.scheduler.TaskSpec;

/** What the parts of a run share; all of it belongs to the thread of the queue. */
final class Context {
    /** A worker that invents names must not fill the memory. */
    private static final int MOST_SERVERS = 10_000;

    final RunBook book;
    final Merger merger;
    final PartStore store;
    final TaskRecords records;
    final ChunkSizes sizes;
    final Consumer<String> say;
    final Map<Long, Work> works = new LinkedHashMap<>();
    private final TaskPolicy policy;
    private @Nullable TaskQueue queue;
    private final Map<String, ServerStatistics> servers = new TreeMap<>();
    private long lastId;

    Context(
            RunBook book,
            Merger merger,
            PartStore store,
            TaskPolicy policy,
            TaskRecords records,
            ChunkSizes sizes,
            Consumer<String> say) {
        this.records = records;
        this.sizes = sizes;
        this.book = book;
        this.merger = merger;
        this.store = store;
        this.policy = policy;
        this.say = say;
    }

    void queue(TaskQueue newQueue) {
        queue = newQueue;
    }

    TaskQueue queue() {
        return Objects.requireNonNull(queue, "the queue has not begun");
    }

    /** Adds what a task asked of servers of event files, whatever became of the task. */
    void asked(List<ServerStatistics> more) {
        more.stream()
                .filter(one -> servers.size() < MOST_SERVERS || servers.containsKey(one.server()))
                .forEach(one -> servers.merge(one.server(), one, ServerStatistics::plus));
    }

    /** What all tasks asked of servers of event files, by name. */
    List<ServerStatistics> servers() {
        return List.copyOf(servers.values());
    }

    /** Whether the queue has no task of a category. */
    boolean noneOf(String category) {
        return works.values().stream().noneMatch(work -> work.category().equals(category));
    }

    /** Gives a task to the queue. */
    Work submit(Work.Kind kind) {
        Work work = new Work(++lastId, kind);
        works.put(work.id(), work);
        TaskSpec spec = policy.spec(work);
        queue().submit(spec);
        return work;
    }
}
