package org.topcoffea.remote;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one server was asked for so far.
 *
 * @param server scheme, host and port
 * @param opens files opened
 * @param requests requests for bytes, without those for opening
 * @param bytesAsked bytes that were asked for or came when a file was opened, with gaps that were cheaper to read than to leave
 *     out
 * @param bytesUsed bytes that were wanted
 * @param failures requests and openings that failed
 * @param retries how many of these were tried again, here or elsewhere
 * @param hedges requests that were sent a second time because the first took long
 * @param durations how long requests took
 */
public record ServerStatistics(
        String server,
        long opens,
        long requests,
        long bytesAsked,
        long bytesUsed,
        long failures,
        long retries,
        long hedges,
        Durations durations) {
    /** Half of all requests took less than that, in milliseconds. */
    public double medianMillis() {
        return durations.quantileMillis(0.5);
    }

    /** 95 of 100 requests took less than that, in milliseconds. */
    public double slowMillis() {
        return durations.quantileMillis(0.95);
    }

    private ServerStatistics combined(ServerStatistics other, int sign, Durations both) {
        return new ServerStatistics(
                server,
                opens + sign * other.opens,
                requests + sign * other.requests,
                bytesAsked + sign * other.bytesAsked,
                bytesUsed + sign * other.bytesUsed,
                failures + sign * other.failures,
                retries + sign * other.retries,
                hedges + sign * other.hedges,
                both);
    }

    /** What the same server was asked for by both. */
    public ServerStatistics plus(ServerStatistics other) {
        return combined(other, 1, durations.plus(other.durations));
    }

    /** What it was asked for since then. */
    public ServerStatistics minus(ServerStatistics earlier) {
        return combined(earlier, -1, durations.minus(earlier.durations));
    }

    /** What servers were asked for by all of several programs, by name. */
    public static List<ServerStatistics> sum(Collection<ServerStatistics> parts) {
        Map<String, ServerStatistics> sums = new TreeMap<>();
        parts.forEach(part -> sums.merge(part.server, part, ServerStatistics::plus));
        return List.copyOf(sums.values());
    }

    /** What servers were asked for between two looks at them; those that were asked for nothing are left out. */
    public static List<ServerStatistics> since(List<ServerStatistics> earlier, List<ServerStatistics> now) {
        Map<String, ServerStatistics> before = new TreeMap<>();
        earlier.forEach(one -> before.put(one.server, one));
        List<ServerStatistics> changed = new ArrayList<>();
        for (ServerStatistics one : now) {
            ServerStatistics old = before.get(one.server);
            if (!one.equals(old)) {
                changed.add(old == null ? one : one.minus(old));
            }
        }
        return changed;
    }
}
