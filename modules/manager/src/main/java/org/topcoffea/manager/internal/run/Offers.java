package org.topcoffea.manager.internal.run;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.topcoffea.manager.internal.queue.Peer;
import org.topcoffea.plan.EventRanges;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.task.ResultFile;

/** Results that workers offer by themselves, because they are about to go or have come back. */
final class Offers {
    private static final long RETRY = 5_000_000;
    private static final long SLACK = 1 << 20;

    private final Context context;
    private final Fetches fetches;
    private final Collector collector;
    private final Map<Long, Set<String>> open = new HashMap<>();
    private final Set<Long> waiting = new HashSet<>();
    private boolean complained;

    Offers(Context context, Fetches fetches, Collector collector) {
        this.context = context;
        this.fetches = fetches;
        this.collector = collector;
    }

    /**
     * Whether a worker that has come has to wait until what it offers is here, or it would process the same events again; it is
     * {@linkplain org.topcoffea.manager.internal.queue.TaskQueue#admit admitted} then.
     */
    boolean waits(Peer peer) {
        Set<String> names = open.get(peer.number());
        if (names == null || names.isEmpty()) {
            return false;
        }
        waiting.add(peer.number());
        return true;
    }

    private void settled(Peer peer, String cacheName) {
        Set<String> names = open.getOrDefault(peer.number(), Set.of());
        if (names.remove(cacheName) && names.isEmpty() && waiting.remove(peer.number())) {
            context.queue().admit(peer);
        }
    }

    /** A worker has gone. */
    void left(Peer peer) {
        open.remove(peer.number());
        waiting.remove(peer.number());
    }

    /** A worker says that it has a result in a file, because it is about to go or has come back. */
    void offered(Peer peer, String cacheName, long bytes) {
        open.computeIfAbsent(peer.number(), number -> new HashSet<>()).add(cacheName);
        fetch(peer, cacheName, bytes);
    }

    private void fetch(Peer peer, String cacheName, long bytes) {
        Path file = context.store.newFile();
        fetches.begin();
        context.queue().fetch(peer, cacheName, file, bytes + SLACK, report -> {
            fetches.end();
            if (!peer.connected()) {
                fetches.discard(file);
            } else if (report.complete()) {
                take(peer, cacheName, file);
            } else if (report.missing().isEmpty()) {
                complain(peer, report.failure());
                later(peer, () -> fetch(peer, cacheName, bytes));
            } else {
                settled(peer, cacheName);
            }
        });
    }

    private void complain(Peer peer, String failure) {
        if (!complained) {
            complained = true;
            context.say.accept("cannot fetch what " + peer.name() + " had kept: " + failure + "; trying again");
        }
    }

    private void later(Peer peer, Runnable action) {
        fetches.later(context.queue().now() + RETRY, () -> {
            if (peer.connected()) {
                action.run();
            }
        });
    }

    private void take(Peer peer, String cacheName, Path file) {
        complained = false;
        String problem = "some of its events are in other results";
        try {
            EventRanges events = ResultFile.readEvents(file);
            if (!context.book.knows(events.files())) {
                // The worker may have to count the files first.
                settled(peer, cacheName);
                later(peer, () -> take(peer, cacheName, file));
                return;
            }
            if (collector.bring(peer, 0, events, file, stored -> context.queue().unlink(peer, cacheName))) {
                settled(peer, cacheName);
                return;
            }
        } catch (AnalysisException e) {
            problem = String.valueOf(e.getMessage());
            fetches.discard(file);
        }
        context.say.accept("what " + peer.name() + " had kept is not used: " + problem);
        context.queue().unlink(peer, cacheName);
        settled(peer, cacheName);
    }
}
