package org.topcoffea.task.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.topcoffea.remote.Durations;
import org.topcoffea.remote.ServerStatistics;

/** What servers were asked for, in a report; absent where none was. */
final class ServersJson {
    private static final String FIELD = "servers";

    /** Sums of what workers claim must not overflow. */
    private static final long MOST = 1L << 40;

    private ServersJson() {}

    static void put(ObjectNode usage, List<ServerStatistics> servers) {
        if (servers.isEmpty()) {
            return;
        }
        ArrayNode list = usage.putArray(FIELD);
        for (ServerStatistics server : servers) {
            ObjectNode node = list.addObject()
                    .put("server", server.server())
                    .put("opens", server.opens())
                    .put("requests", server.requests())
                    .put("bytesAsked", server.bytesAsked())
                    .put("bytesUsed", server.bytesUsed())
                    .put("failures", server.failures())
                    .put("retries", server.retries())
                    .put("hedges", server.hedges());
            ArrayNode durations = node.putArray("durations");
            server.durations()
                    .counts()
                    .forEach((step, count) -> durations.add(step).add(count));
        }
    }

    static List<ServerStatistics> read(Fields usage) {
        return usage.has(FIELD) ? usage.objects(FIELD, ServersJson::server) : List.of();
    }

    private static ServerStatistics server(Fields fields) {
        return fields.done(new ServerStatistics(
                fields.text("server"),
                fields.integer("opens", 0),
                fields.integer("requests", 0),
                fields.integer("bytesAsked", 0),
                fields.integer("bytesUsed", 0),
                fields.integer("failures", 0),
                fields.integer("retries", 0),
                fields.integer("hedges", 0),
                fields.checked("durations", () -> durations(fields.integers("durations")))));
    }

    private static Durations durations(long[] pairs) {
        if (pairs.length % 2 != 0) {
            throw new IllegalArgumentException("a step without a number of requests");
        }
        SortedMap<Integer, Long> counts = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            counts.put(Math.clamp(pairs[i], -1, Integer.MAX_VALUE), Math.min(pairs[i + 1], MOST));
        }
        return new Durations(counts);
    }
}
