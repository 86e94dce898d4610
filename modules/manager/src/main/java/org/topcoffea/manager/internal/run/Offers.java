package org.topcoffea.manager.internal.run;

import java.nio.file.Path;
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

    Offers(Context context, Fetches fetches, Collector collector) {
        this.context = context;
        this.fetches = fetches;
        this.collector = collector;
    }

    /** A worker says that it has a result in a file, because it is about to go or has come back. */
    void offered(Peer peer, String cacheName, long bytes) {
        Path file = context.store.newFile();
        fetches.begin();
        context.queue().fetch(peer, cacheName, file, bytes + SLACK, report -> {
            fetches.end();
            if (!peer.connected()) {
                fetches.discard(file);
            } else if (report.complete()) {
                takeOffer(peer, cacheName, file);
            } else if (report.missing().isEmpty()) {
                fetches.later(context.queue().now() + RETRY, () -> {
                    if (peer.connected()) {
                        offered(peer, cacheName, bytes);
                    }
                });
            }
        });
    }

    private void takeOffer(Peer peer, String cacheName, Path file) {
        String problem = "some of its events are in other results";
        try {
            EventRanges events = ResultFile.readEvents(file);
            if (collector.bring(peer, 0, events, file, stored -> context.queue().unlink(peer, cacheName))) {
                return;
            }
        } catch (AnalysisException e) {
            problem = String.valueOf(e.getMessage());
            fetches.discard(file);
        }
        context.say.accept("what " + peer.name() + " had kept is not used: " + problem);
        context.queue().unlink(peer, cacheName);
    }
}
