package org.topcoffea.manager.internal.queue;

import java.util.concurrent.atomic.AtomicLong;

/** What the queue itself has done with its time, in microseconds, and with the network, in bytes. */
public final class Counters {
    private static final double SMOOTHING = 0.05;

    long polling;
    long application;
    long total;
    long bytesSent;
    long bytesReceived;
    long sendMicros;
    long receiveMicros;
    long withResults;
    private final AtomicLong status = new AtomicLong();
    private double load;
    private long loadPolling;
    private long loadTotal;

    Counters() {}

    /** Waiting for something to happen. */
    public long polling() {
        return polling;
    }

    /** Deciding what tasks are and what their results mean. */
    public long application() {
        return application;
    }

    /** Answering those who ask how it is. */
    public long status() {
        return status.get();
    }

    /** Somebody was answered. May be called from any thread. */
    public void answered(long micros) {
        status.addAndGet(micros);
    }

    /** Everything else. */
    public long internal() {
        return Math.max(0, total - polling - application);
    }

    /** Bytes of files sent to workers. */
    public long bytesSent() {
        return bytesSent;
    }

    /** Bytes of results received from workers. */
    public long bytesReceived() {
        return bytesReceived;
    }

    /** Megabytes in each second of transfer. */
    public double bandwidth() {
        long micros = sendMicros + receiveMicros;
        return micros == 0 ? 0 : (bytesSent + bytesReceived) / (double) micros;
    }

    /** Tasks whose outputs are being fetched. */
    public long withResults() {
        return withResults;
    }

    /** The part of the time that is not spent waiting, from 0 to 1, smoothed. */
    public double load() {
        return load;
    }

    /** Brings the load up to date. */
    void measureLoad() {
        long passed = total - loadTotal;
        if (passed > 0) {
            double busy = Math.clamp(1 - (polling - loadPolling) / (double) passed, 0, 1);
            load += SMOOTHING * (busy - load);
            loadTotal = total;
            loadPolling = polling;
        }
    }
}
