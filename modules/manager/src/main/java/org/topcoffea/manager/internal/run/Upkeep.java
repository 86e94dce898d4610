package org.topcoffea.manager.internal.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.topcoffea.manager.ManagerListener;
import org.topcoffea.manager.internal.queue.Peer;
import org.topcoffea.manager.internal.queue.QueueLogs;
import org.topcoffea.manager.internal.queue.TaskQueue;
import org.topcoffea.manager.internal.status.Numbers;
import org.topcoffea.manager.internal.store.Entry;
import org.topcoffea.manager.internal.store.RunJournal;
import org.topcoffea.scheduler.Action;
import org.topcoffea.scheduler.Reason;

/** What has to be done now and then while a run goes on. Belongs to the thread of the queue. */
final class Upkeep implements Environs, AutoCloseable {
    private static final long STATISTICS = 5_000_000;
    private static final long REMIND = 60_000_000;
    /** A worker that waits on this machine, or is started by hand, comes sooner. */
    private static final long LONELY = 2_000_000;

    private final Stage stage;
    private final Courier courier;
    private final ManagerListener listener;
    private final QueueLogs logs;
    private final RunJournal journal;
    private final Consumer<Runnable> background;
    private final Set<String> learnt = new TreeSet<>();
    private final List<Runnable> regular = new ArrayList<>();
    private final PackAhead ahead;
    private @Nullable TaskQueue queue;
    private List<String> hints = List.of();
    private long nextStatistics;
    private long nextReminder;
    private long lonelySince;
    private int connected;

    Upkeep(
            Stage stage,
            Courier courier,
            ManagerListener listener,
            QueueLogs logs,
            RunJournal journal,
            Consumer<Runnable> background) {
        this.stage = stage;
        this.courier = courier;
        this.listener = listener;
        this.logs = logs;
        this.journal = journal;
        this.background = background;
        this.ahead = new PackAhead(stage, () -> logs.debug().notice("the runtime is packed"));
    }

    void queue(TaskQueue newQueue) {
        queue = newQueue;
    }

    private TaskQueue queue() {
        return Objects.requireNonNull(queue, "the queue has not begun");
    }

    /** How workers are started. */
    void hints(List<String> commands) {
        hints = List.copyOf(commands);
    }

    /** Something to be done every few seconds, from now on. */
    void every(Runnable something) {
        regular.add(something);
    }

    @Override
    public void prepareCommands(Peer peer, Consumer<Optional<String>> done) {
        if (stage.runtime().isPresent()) {
            done.accept(Optional.empty());
        } else if (!stage.servesCommands()) {
            done.accept(Optional.of(
                    "workers that are not ours need the packed program, and this one does not run from" + " an image"));
        } else {
            background.accept(() -> pack(done));
        }
    }

    private void pack(Consumer<Optional<String>> done) {
        Optional<String> problem = Optional.empty();
        try {
            stage.packRuntime();
        } catch (RuntimeException e) {
            problem = Optional.of(String.valueOf(e.getMessage()));
        }
        Optional<String> outcome = problem;
        queue().post(() -> done.accept(outcome));
    }

    @Override
    public void joined(Peer peer) {
        logs.debug().note(peer.name() + " has joined with features " + peer.features());
        courier.joined(peer);
    }

    @Override
    public void left(Peer peer) {
        courier.left(peer);
    }

    @Override
    public void progress(int stored, int known) {
        listener.merging(stored, known);
        long now = queue().now();
        if (queue().peers().size() != connected) {
            connected = queue().peers().size();
            listener.workers(connected);
        }
        if (now >= nextStatistics) {
            nextStatistics = now + STATISTICS;
            logs.statistics().add(Numbers.of(queue()));
            regular.forEach(Runnable::run);
            remember();
        }
        remind(now);
        if (now - lonelySince > LONELY) {
            ahead.begin();
        }
    }

    /** Ends what nobody waits for any more. */
    @Override
    public void close() {
        ahead.close();
    }

    private void remind(long now) {
        if (nextReminder == 0 || connected > 0) {
            nextReminder = now + REMIND;
            lonelySince = now;
        } else if (now >= nextReminder) {
            nextReminder = now + REMIND;
            List<Reason> reasons = queue().scheduler().whyNoWorkers();
            listener.say("still no workers"
                    + (reasons.isEmpty() ? "" : " (" + reasons.getFirst().text() + ")") + ":  "
                    + String.join("  or  ", hints));
        }
    }

    @Override
    public void learnt(Action.Learnt what) {
        learnt.add(what.category());
    }

    private void remember() {
        List<Entry> entries = learnt.stream()
                .flatMap(category -> queue().scheduler().memory(category).stream())
                .<Entry>map(Entry.Learnt::new)
                .toList();
        learnt.clear();
        if (!entries.isEmpty()) {
            background.accept(() -> KnownFiles.append(journal, entries));
        }
    }

    @Override
    public void over() {
        queue().end();
    }
}
