package org.topcoffea.worker.internal.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.topcoffea.remote.CredentialDirectory;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Resources;
import org.topcoffea.task.WorkerNotice;
import org.topcoffea.wire.CloseReason;
import org.topcoffea.wire.ManagerConnection;
import org.topcoffea.wire.ManagerListener;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.worker.internal.workspace.Cache;

/**
 * A worker's time with one manager. What the manager says is heard in order: the cache changes at once, on the network's thread;
 * all else happens on the worker's own thread.
 */
public final class Session implements ManagerListener {
    private static final System.Logger LOG = System.getLogger("wq");
    private static final long SETTLING_NANOS = 60_000_000_000L;

    private final Cache cache;
    private final Arrivals arrivals;
    private final Executor loop;
    private final Work work;
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    private final List<Runnable> early = new ArrayList<>();
    private final long idleNanos;
    private @Nullable Link link;
    private long activeNanos = System.nanoTime();
    private boolean resultsTold;
    private boolean leaving;
    private End leavingAs = End.LEFT;
    private boolean settling;
    private long settlingNanos;

    /** Prepares to hear a manager. */
    public Session(Place place, Resources total) {
        this.cache = place.commands().cache();
        this.arrivals = new Arrivals(cache, place.credentials());
        this.loop = place.loop();
        this.idleNanos = place.idleTimeout().toNanos();
        this.work = new Work(place, total, () -> link, this::advance);
    }

    /**
     * What a session needs of its worker.
     *
     * @param commands what commands need
     * @param runners runs tasks of our own manager; null for a worker that cannot
     * @param environments unpacks the environments of such tasks
     * @param held what is held for such managers
     * @param credentials keeps what such managers send of their user's credentials
     * @param loop the worker's own thread
     * @param threads runs what takes time
     * @param idleTimeout after so long without work the session ends
     */
    public record Place(
            CommandPlace commands,
            org.topcoffea.worker.internal.inplace.@Nullable RunnerPool runners,
            Environments environments,
            HeldResults held,
            CredentialDirectory credentials,
            Executor loop,
            Executor threads,
            java.time.Duration idleTimeout) {}

    /** How the session ended, when it has. */
    public CompletableFuture<End> end() {
        return end;
    }

    /** The connection is there: what was heard meanwhile is done now. */
    public void connected(ManagerConnection connection) {
        loop.execute(() -> {
            link = new Link(connection);
            early.forEach(this::attempt);
            early.clear();
            attempt(this::advance);
        });
    }

    private void enqueue(Runnable action) {
        loop.execute(() -> {
            if (link == null) {
                early.add(action);
            } else if (!end.isDone()) {
                attempt(action);
            }
        });
    }

    /** What was not foreseen must not leave the manager waiting: it gets its tasks back. Who called tells it. */
    private void attempt(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            close(End.LOST, "an error of the worker's own");
            if (settling) {
                settled.complete(null);
            }
            throw e;
        }
    }

    @Override
    public void message(ManagerMessage message) {
        LOG.log(System.Logger.Level.DEBUG, "rx: {0}", message);
        switch (message) {
            case ManagerMessage.PutUrl put ->
                cached(() -> cache.register(put.cacheName(), new Cache.Source.Url(put.url(), put.mode())));
            case ManagerMessage.PutCommand put ->
                cached(() -> cache.register(put.cacheName(), new Cache.Source.Command(put.command(), put.mode())));
            case ManagerMessage.Unlink unlink ->
                cached(() -> {
                    arrivals.drop(unlink.cacheName());
                    loop.execute(() -> work.dropped(unlink.cacheName()));
                });
            default -> enqueue(() -> heard(message));
        }
    }

    private void cached(Runnable change) {
        try {
            change.run();
            loop.execute(() -> activeNanos = System.nanoTime());
        } catch (AnalysisException e) {
            enqueue(() -> breakOff(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public Path place(ManagerMessage announcement) {
        return arrivals.place(announcement);
    }

    @Override
    public void placed(ManagerMessage announcement, Path where, long bytes) {
        cached(() -> arrivals.take(announcement, where));
    }

    private void heard(ManagerMessage message) {
        switch (message) {
            case ManagerMessage.Task task -> {
                activeNanos = System.nanoTime();
                work.add(task);
            }
            case ManagerMessage.SendResults send -> {
                resultsTold = false;
                work.report();
            }
            case ManagerMessage.Get get -> answer(get);
            case ManagerMessage.Kill kill -> work.kill(kill.task());
            case ManagerMessage.Release release -> leaveNow(End.RELEASED, "", "released by the manager");
            case ManagerMessage.Exit exit -> leaveNow(End.EXIT, "", "told to exit by the manager");
            default -> LOG.log(System.Logger.Level.DEBUG, "nothing to do for {0}", message);
        }
        advance();
    }

    private void answer(ManagerMessage.Get get) {
        Link now = link;
        if (now == null) {
            return;
        }
        try {
            now.connection().answer(get, cache.path(get.cacheName()));
        } catch (AnalysisException e) {
            breakOff(String.valueOf(e.getMessage()));
        }
    }

    private void breakOff(String why) {
        LOG.log(System.Logger.Level.WARNING, "the manager is left: {0}", why);
        close(End.LOST, why);
    }

    /** Starts what may start, and tells the manager what it has to know. */
    private void advance() {
        Link now = link;
        if (now == null || end.isDone()) {
            return;
        }
        if (!leaving) {
            work.start();
        }
        now.running(work.running());
        if (!resultsTold && work.hasResults()) {
            resultsTold = true;
            now.resultsAvailable();
        }
    }

    /** Called now and then. */
    public void tick() {
        attempt(this::look);
    }

    private void look() {
        Link now = link;
        if (now == null || end.isDone()) {
            settleFurther();
            return;
        }
        if (!work.isEmpty()) {
            activeNanos = System.nanoTime();
        } else if (System.nanoTime() - activeNanos > idleNanos && !leaving) {
            leaveNow(End.IDLE, "idle-disconnecting", Long.toString(idleNanos / 1_000_000_000L));
        }
        work.lookAtFiles();
        advance();
        if (leaving && work.handedOver() && !resultsTold) {
            close(leavingAs, "everything is handed over");
        }
    }

    private void settleFurther() {
        if (!settling) {
            return;
        }
        // A processor that does not come to an end must not keep the worker from its next manager.
        if (System.nanoTime() - settlingNanos > SETTLING_NANOS) {
            work.abandon(false);
        }
        if (work.settled()) {
            settled.complete(null);
        }
    }

    /**
     * The worker has to leave, as it tells the manager in a line of a word and a text: chunks end at their next boundary, what is
     * held is offered, and nothing new is begun. Ends at once with a manager that has no such tasks.
     */
    public void leave(String field, String text) {
        enqueue(() -> leaveNow(End.LEFT, field, text));
    }

    /** Whoever wants the session to end: not before the manager has what is held. */
    private void leaveNow(End how, String field, String text) {
        Link now = link;
        if (now == null || (leaving && how != End.LEFT)) {
            return;
        }
        leavingAs = how;
        if (!field.isEmpty()) {
            now.info(field, text);
        }
        if (!leaving && !work.handOver()) {
            close(how, field.isEmpty() ? text : field + " " + text);
        }
        leaving = true;
    }

    /** Ends the session now, from any thread. */
    public void close(End how, String why) {
        loop.execute(() -> {
            if (end.complete(how) && link != null) {
                link.connection().close(why);
            }
        });
    }

    /**
     * After the end: commands are ended, chunks stop where they can.
     *
     * @param hold whether what is held is written, to be offered to the next manager; otherwise it is given up
     * @return done when nothing runs any more
     */
    public CompletableFuture<Void> settle(boolean hold) {
        loop.execute(() -> {
            work.abandon(hold);
            settling = true;
            settlingNanos = System.nanoTime();
        });
        return settled;
    }

    /** Tells the manager something, from any thread. */
    public void notice(WorkerNotice notice) {
        enqueue(() -> {
            if (link != null) {
                link.notice(notice);
            }
        });
    }

    @Override
    public void closed(CloseReason reason) {
        LOG.log(System.Logger.Level.DEBUG, "closed: {0}", reason);
        // A manager that is lost before it has everything may come back; but who has to leave cannot wait for it.
        loop.execute(() -> end.complete(leaving && leavingAs != End.IDLE ? leavingAs : End.LOST));
    }
}
