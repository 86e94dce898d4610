package org.topcoffea.manager.internal.queue;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.topcoffea.scheduler.Action;
import org.topcoffea.scheduler.Event;
import org.topcoffea.scheduler.Scheduler;

/** What the parts of the queue share. All of it belongs to the thread of the queue, but for the mailbox. */
final class Core {
    final Scheduler scheduler;
    final Application application;
    final QueueLogs logs;
    final LongSupplier clock;
    final Mailbox mailbox = new Mailbox();
    final Counters counters = new Counters();
    final Map<Long, Peer> peers = new LinkedHashMap<>();
    private final ArrayDeque<Action> pending = new ArrayDeque<>();
    private Consumer<Action> executor = action -> {};
    private boolean executing;

    Core(Scheduler scheduler, Application application, QueueLogs logs, LongSupplier clock) {
        this.scheduler = scheduler;
        this.application = application;
        this.logs = logs;
        this.clock = clock;
    }

    void executor(Consumer<Action> newExecutor) {
        executor = newExecutor;
    }

    /** Microseconds since the epoch. */
    long now() {
        return clock.getAsLong();
    }

    /**
     * Tells the scheduler something and does what it wants. What is told while that is being done is told at once, but done
     * afterwards, so that actions are done in the order in which they were decided.
     */
    void tell(Event event) {
        pending.addAll(scheduler.handle(event, now()));
        if (executing) {
            return;
        }
        executing = true;
        try {
            for (Action action = pending.poll(); action != null; action = pending.poll()) {
                executor.accept(action);
            }
        } finally {
            executing = false;
        }
    }

    /** Calls the application and keeps account of its time. */
    void apply(Runnable call) {
        long begin = System.nanoTime();
        call.run();
        counters.application += (System.nanoTime() - begin) / 1000;
    }
}
