package org.topcoffea.manager.internal.run;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.topcoffea.manager.internal.queue.Ended;
import org.topcoffea.manager.internal.queue.Peer;
import org.topcoffea.plan.EventRanges;
import org.topcoffea.runner.ChunkMetrics;
import org.topcoffea.scheduler.CollectPolicy;
import org.topcoffea.scheduler.TaskResult;
import org.topcoffea.scheduler.TaskStatus;
import org.topcoffea.spi.Blame;
import org.topcoffea.task.TaskReport;
import org.topcoffea.task.Usage;
import org.topcoffea.wire.TransferReport;

/**
 * Knows what workers hold and brings it home: when much would be lost with a worker, when a worker is about to end, and when
 * there is nothing left to add to it.
 */
final class Collector {
    private static final long RETRY = 5_000_000;
    private static final long SLACK = 1 << 20;

    private final Context context;
    private final Fetches fetches;
    private final int filesAtOnce;
    private final Early early = new Early();
    private final Map<Long, Holding> holdings = new HashMap<>();
    private boolean complained;

    Collector(Context context, Fetches fetches, int filesAtOnce) {
        this.context = context;
        this.fetches = fetches;
        this.filesAtOnce = filesAtOnce;
    }

    private Holding holding(Peer peer) {
        return holdings.computeIfAbsent(peer.number(), number -> new Holding());
    }

    /** A worker has processed events and keeps the result. */
    void kept(Peer peer, long task, EventRanges events, ChunkMetrics metrics, String place, long bytes) {
        Holding holding = holding(peer);
        if (!holding.add(
                new Holding.Share(task, events, metrics, place), context.queue().now())) {
            context.records.home(task, 0);
        }
        holding.bytes(bytes);
        context.book.held(events.events());
    }

    /** The same, in a file. */
    void keptFile(Peer peer, long task, EventRanges events, ChunkMetrics metrics, HeldFile file) {
        kept(peer, task, events, metrics, file.cacheName(), 0);
        holding(peer).add(file);
    }

    /** Whether a worker holds something. */
    boolean holds(Peer peer) {
        Holding holding = holdings.get(peer.number());
        return holding != null && !holding.isEmpty();
    }

    /** What a worker holds is wanted at the next occasion. */
    void want(Peer peer) {
        holding(peer).want();
    }

    /** A sum in the memory of a worker is lost. */
    void lost(Peer peer, String place) {
        context.book.again(lose(holding(peer), place));
    }

    private EventRanges lose(Holding holding, String place) {
        List<Holding.Share> shares = holding.lose(place);
        shares.forEach(share -> context.records.lost(share.task()));
        EventRanges events = Holding.events(shares);
        context.book.held(-events.events());
        return events;
    }

    /**
     * A worker has gone with what it held.
     *
     * @return events that came home, though their tasks have not reported; nobody must process them again
     */
    EventRanges left(Peer peer) {
        Holding holding = holdings.remove(peer.number());
        if (holding == null) {
            return new EventRanges();
        }
        early.forget(holding);
        context.book.again(lose(holding, ""));
        return holding.early();
    }

    /** Events that came home before any report of their tasks did. */
    Early early() {
        return early;
    }

    /** Whether nothing is held by anybody or on its way. */
    boolean idle() {
        return fetches.idle() && holdings.values().stream().allMatch(h -> h.isEmpty() && !h.collecting());
    }

    /** Looks whom to ask; when no event is left to be processed, that is everybody. */
    void tick(boolean nothingLeft) {
        long now = context.queue().now();
        for (Peer peer : List.copyOf(context.queue().peers())) {
            Holding holding = holdings.get(peer.number());
            if (holding != null
                    && !holding.isEmpty()
                    && !holding.collecting()
                    && !peer.leaving()
                    && due(peer, holding, now, nothingLeft)) {
                ask(peer, holding);
            }
        }
    }

    private boolean due(Peer peer, Holding holding, long now, boolean nothingLeft) {
        CollectPolicy.Holding there = new CollectPolicy.Holding(
                Math.round(holding.seconds() * 1e6),
                holding.bytes(),
                holding.since(),
                peer.endTime().orElse(0));
        return holding.wanted()
                || holding.fileCount() >= filesAtOnce
                || CollectPolicy.DEFAULT.due(there, nothingLeft && peer.tasks() == 0, now);
    }

    private void ask(Peer peer, Holding holding) {
        holding.collecting(true);
        context.submit(
                holding.fileCount() > 0
                        ? new Work.Kind.Merge(peer.number(), holding.takeFiles(filesAtOnce))
                        : new Work.Kind.Collect(peer.number()));
    }

    /** A task has ended that brings results together. */
    void ended(Ended ended, Work work, String output) {
        if (!(ended.report() instanceof TaskReport.Merged merged)) {
            throw new IllegalArgumentException("task " + work.id() + " has no result");
        }
        if (merged.events().isEmpty()) {
            emptyHanded(ended.peer(), work);
        } else if (!acceptable(ended.peer(), merged.events())) {
            refuse(ended.peer(), work, "some of its events are in other results");
        } else {
            fetch(ended.peer(), work, merged, output);
        }
    }

    private void lost(Peer peer, Work work) {
        work.places().forEach(place -> lost(peer, place));
    }

    /** The worker had nothing; if it should have had something, that is lost. */
    private void emptyHanded(Peer peer, Work work) {
        if (peer.tasks() <= 1) {
            lost(peer, work);
        }
        finish(peer, work, TaskResult.success(Reports.measured(Usage.UNKNOWN), 0, 0, 0));
    }

    private void refuse(Peer peer, Work work, String why) {
        context.say.accept("a result of " + peer.name() + " is not used: " + why + "; its events are processed again");
        lost(peer, work);
        finish(peer, work, TaskResult.success(Reports.measured(Usage.UNKNOWN), 0, 0, 0));
    }

    /** Whether no event is held by another worker or on its way from there. */
    private boolean acceptable(Peer peer, EventRanges events) {
        if (fetches.overlaps(events)) {
            return false;
        }
        for (Map.Entry<Long, Holding> other : holdings.entrySet()) {
            if (other.getKey() != peer.number()
                    && Early.overlap(other.getValue().events(), events)) {
                return false;
            }
        }
        return true;
    }

    private void fetch(Peer peer, Work work, TaskReport.Merged merged, String output) {
        Path file = context.store.newFile();
        context.queue().fetch(peer, work.id(), output, file, merged.bytes() + SLACK, report -> {
            if (report.complete() && report.bytes() == merged.bytes()) {
                home(peer, work, merged, file);
            } else {
                notFetched(peer, work, merged, output, report);
            }
        });
    }

    private void notFetched(Peer peer, Work work, TaskReport.Merged merged, String output, TransferReport report) {
        if (!peer.connected()) {
            return;
        }
        if (!report.missing().isEmpty() || report.failure().isEmpty()) {
            refuse(peer, work, "the file is not what was announced");
            return;
        }
        if (!complained) {
            complained = true;
            context.say.accept("cannot fetch a result of " + peer.name() + ": " + report.failure()
                    + "; trying again, nothing is lost meanwhile");
        }
        fetches.later(context.queue().now() + RETRY, () -> {
            if (peer.connected()) {
                fetch(peer, work, merged, output);
            }
        });
    }

    private void home(Peer peer, Work work, TaskReport.Merged merged, Path file) {
        complained = false;
        boolean taken = bring(peer, work.id(), merged.events(), file, stored -> {
            TaskResult result = stored
                    ? TaskResult.success(Reports.measured(merged.usage()), 0, 0, 0)
                    : TaskResult.failure(TaskStatus.OUTPUT_MISSING, Blame.TRANSIENT, "the result was damaged");
            finish(peer, work, result);
        });
        if (!taken) {
            refuse(peer, work, "some of its events are done already");
        }
    }

    /**
     * Stores a result that a worker has sent.
     *
     * @param peer the worker
     * @param parent the task that brought it together, or 0
     * @param events what is in it
     * @param file a file of the store, which is removed if it cannot be used
     * @param done hears whether it is stored, if the worker is still there then
     * @return false if its events are in other results
     */
    boolean bring(Peer peer, long parent, EventRanges events, Path file, Consumer<Boolean> done) {
        Holding holding = holding(peer);
        // What a worker offers by itself is old: its tasks have reported, if they ever will, and what runs now is not
        // in it.
        EventRanges foreign =
                parent == 0 ? events.minus(holding.events()) : fetches.unexpected(events, holding.events(), peer);
        if (!acceptable(peer, events) || (!foreign.isEmpty() && !fetches.claim(foreign))) {
            fetches.discard(file);
            return false;
        }
        List<Holding.Share> shares = holding.release(events, context.queue().now());
        shares.forEach(share -> context.records.home(share.task(), parent));
        List<ChunkMetrics> metrics = shares.stream().map(Holding.Share::metrics).toList();
        foreign.forEach(holding.early()::remove);
        early.note(holding);
        context.book.held(foreign.events());
        fetches.store(file, events, metrics, stored -> {
            if (peer.connected()) {
                done.accept(stored);
            }
        });
        return true;
    }

    private void finish(Peer peer, Work work, TaskResult result) {
        unlink(peer, work);
        context.queue().finish(peer, work.id(), result);
    }

    private void unlink(Peer peer, Work work) {
        if (work.kind() instanceof Work.Kind.Merge merge) {
            fetches.unlink(peer, merge.files());
        }
    }

    /** A task that was to bring results together is over, well or not. */
    void over(Work work, boolean good) {
        long worker = work.worker();
        Holding holding = holdings.get(worker);
        if (holding == null) {
            return;
        }
        holding.collecting(false);
        if (!good) {
            context.queue().peer(worker).ifPresent(peer -> failed(peer, work));
        }
    }

    private void failed(Peer peer, Work work) {
        lost(peer, work);
        unlink(peer, work);
    }
}
