package org.topcoffea.manager.internal.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.topcoffea.manager.internal.queue.TaskQueue;
import org.topcoffea.manager.internal.store.PartStore;
import org.topcoffea.scheduler.TaskSpec;

/** What the parts of a run share; all of it belongs to the thread of the queue. */
final class Context {
    final RunBook book;
    final Merger merger;
    final PartStore store;
    final TaskRecords records;
    final ChunkSizes sizes;
    final Consumer<String> say;
    final Map<Long, Work> works = new LinkedHashMap<>();
    private final TaskPolicy policy;
    private @Nullable TaskQueue queue;
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

    /** Gives a task to the queue. */
    Work submit(Work.Kind kind) {
        Work work = new Work(++lastId, kind);
        works.put(work.id(), work);
        TaskSpec spec = policy.spec(work);
        queue().submit(spec);
        return work;
    }
}
