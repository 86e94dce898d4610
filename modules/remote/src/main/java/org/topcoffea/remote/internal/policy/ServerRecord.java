package org.topcoffea.remote.internal.policy;

import java.util.concurrent.atomic.LongAdder;
import org.topcoffea.remote.ServerStatistics;

/** What is known of one server: how often it was asked, how long it took, how much it bears. Thread-safe. */
final class ServerRecord {
    private static final int ENOUGH = 40;
    private static final double SLOW = 0.95;
    private static final long LEAST_HEDGE_NANOS = 100_000_000;
    /** Of so many requests one may be sent twice. */
    private static final int HEDGES_PER_REQUEST = 16;

    private final String name;
    private final Throttle throttle = new Throttle();
    private final Latencies latencies = new Latencies();
    private final LongAdder opens = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final LongAdder asked = new LongAdder();
    private final LongAdder used = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder hedges = new LongAdder();

    ServerRecord(String name) {
        this.name = name;
    }

    Throttle throttle() {
        return throttle;
    }

    /** A file was opened, and so many bytes of it came with the answer. */
    void opened(long bytes) {
        opens.increment();
        asked.add(bytes);
        used.add(bytes);
    }

    void answered(long nanos, long bytesAsked) {
        latencies.add(nanos);
        requests.increment();
        asked.add(bytesAsked);
    }

    void used(long bytes) {
        used.add(bytes);
    }

    void failed() {
        failures.increment();
    }

    void retried() {
        retries.increment();
    }

    void hedged() {
        hedges.increment();
    }

    /** After how long a request is worth a second one; {@link Long#MAX_VALUE} as long as too little is known. */
    long hedgeAfterNanos() {
        if (requests.sum() < ENOUGH || hedges.sum() * HEDGES_PER_REQUEST > requests.sum()) {
            return Long.MAX_VALUE;
        }
        return Math.max(LEAST_HEDGE_NANOS, latencies.quantile(SLOW));
    }

    ServerStatistics statistics() {
        return new ServerStatistics(
                name,
                opens.sum(),
                requests.sum(),
                asked.sum(),
                used.sum(),
                failures.sum(),
                retries.sum(),
                hedges.sum(),
                latencies.durations());
    }
}
