package org.topcoffea.manager.internal.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.topcoffea.manager.internal.queue.Peer;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.EventRanges;
import org.topcoffea.runner.ChunkMetrics;

/** Results on their way from a worker to the disk of the manager, and events that turn up where nobody expected them. */
final class Fetches {
    private final Context context;
    private final Consumer<Throwable> abort;
    private final EventRanges storing = new EventRanges();
    private final List<Delayed> delayed = new ArrayList<>();
    private int fetching;
    private int stored;
    private int known;

    private record Delayed(long due, Runnable action) {}

    Fetches(Context context, Consumer<Throwable> abort) {
        this.context = context;
        this.abort = abort;
    }

    /** Whether nothing is on its way. */
    boolean idle() {
        return fetching == 0 && storing.isEmpty() && delayed.isEmpty();
    }

    /** A transfer begins that nothing else waits for. */
    void begin() {
        fetching++;
    }

    /** It has ended. */
    void end() {
        fetching--;
    }

    /** How many results are stored. */
    int stored() {
        return stored;
    }

    /** How many there are that are known of. */
    int known() {
        return known;
    }

    /** Whether some events are being stored. */
    boolean overlaps(EventRanges events) {
        return Early.overlap(storing, events);
    }

    /** Does something later. */
    void later(long due, Runnable action) {
        delayed.add(new Delayed(due, action));
    }

    /** Does what is due. */
    void tick() {
        long now = context.queue().now();
        List<Delayed> due = delayed.stream().filter(one -> one.due <= now).toList();
        delayed.removeAll(due);
        due.forEach(one -> one.action.run());
    }

    /** Those of some events that a worker neither holds nor is processing. */
    EventRanges unexpected(EventRanges events, EventRanges held, Peer peer) {
        EventRanges rest = events.minus(held);
        if (!rest.isEmpty()) {
            for (long task : peer.taskNumbers()) {
                Work work = context.works.get(task);
                if (work != null && work.kind() instanceof Work.Kind.Process process && !work.resolved()) {
                    rest.remove(process.chunk().input(), process.chunk().range());
                }
            }
        }
        return rest;
    }

    /**
     * Takes events from whoever was to process them, because a worker turns out to have done so.
     *
     * @return false if that cannot be; then nothing has changed
     */
    boolean claim(EventRanges events) {
        if (!context.book.claim(events)) {
            return false;
        }
        withdraw(events);
        return true;
    }

    /** Takes back tasks that were to process events which need not be processed, and plans what else was in them. */
    void withdraw(EventRanges events) {
        for (Work work : List.copyOf(context.works.values())) {
            if (work.kind() instanceof Work.Kind.Process process
                    && !work.resolved()
                    && events.overlaps(process.chunk().input(), process.chunk().range())) {
                work.resolve();
                EventRanges rest = new EventRanges();
                for (Chunk piece : Remainder.of(process.chunk(), events)) {
                    rest.add(piece.input(), piece.range());
                }
                context.book.again(rest);
                context.queue().cancel(work.id(), "its events were processed elsewhere");
            }
        }
    }

    /**
     * Stores a result.
     *
     * @param file a file of the store, written whole
     * @param events what is in it, all of them running
     * @param metrics what they cost
     * @param done hears whether it is stored; if not, its events are processed again
     */
    void store(Path file, EventRanges events, List<ChunkMetrics> metrics, Consumer<Boolean> done) {
        storing.addAll(events);
        known++;
        context.merger.add(
                file,
                events,
                metrics,
                outcome -> context.queue().post(() -> {
                    events.forEach(storing::remove);
                    if (outcome.stored()) {
                        stored++;
                        context.book.done(events, metrics);
                    } else {
                        known--;
                        context.say.accept(
                                "a result cannot be used, its events are processed again: " + outcome.failure());
                        context.book.held(-events.events());
                        context.book.again(events);
                    }
                    done.accept(outcome.stored());
                    if (idle()) {
                        context.queue().hurry();
                    }
                }),
                failure -> context.queue().post(() -> abort.accept(failure)));
    }

    /** Removes a file that is not needed. */
    void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            System.getLogger(Fetches.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot remove {0}: {1}", file, e);
        }
    }

    /** Lets a worker remove files. */
    void unlink(Peer peer, List<HeldFile> files) {
        if (peer.connected()) {
            files.forEach(file -> context.queue().unlink(peer, file.cacheName()));
        }
    }
}
