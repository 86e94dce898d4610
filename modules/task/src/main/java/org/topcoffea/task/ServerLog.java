package org.topcoffea.task;

import java.util.List;
import java.util.function.Supplier;
import org.topcoffea.remote.ServerStatistics;

/** Hands out each request to a server once, in the report that comes next. Thread-safe. */
final class ServerLog {
    private final Supplier<List<ServerStatistics>> total;
    private List<ServerStatistics> told = List.of();

    /**
     * Nothing is told yet.
     *
     * @param total what servers were asked for so far
     */
    ServerLog(Supplier<List<ServerStatistics>> total) {
        this.total = total;
    }

    /** What servers were asked for since this was last called. */
    synchronized List<ServerStatistics> take() {
        List<ServerStatistics> now = total.get();
        List<ServerStatistics> fresh = ServerStatistics.since(told, now);
        told = now;
        return fresh;
    }
}
