package org.topcoffea.remote.internal.policy;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.topcoffea.remote.ServerStatistics;

/** All servers that were met. Thread-safe. */
public final class Servers {
    private final ConcurrentMap<String, ServerRecord> records = new ConcurrentHashMap<>();

    /** Knows none yet. */
    public Servers() {}

    ServerRecord record(String server) {
        return records.computeIfAbsent(server, ServerRecord::new);
    }

    /** What they were asked for, by name. */
    public List<ServerStatistics> statistics() {
        return records.entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(entry -> entry.getValue().statistics())
                .toList();
    }
}
