package org.topcoffea.remote.internal.policy;

/**
 * Bounds the requests that are under way at one server. Several timeouts or refusals in a short time mean that it has too much
 * to do: then the bound is halved; it recovers with every answer. (Additive increase, multiplicative decrease, as in TCP.)
 */
final class Throttle {
    private static final double MOST = 48;
    private static final double LEAST = 2;
    private static final int MANY = 3;
    private static final long WINDOW_NANOS = 10_000_000_000L;

    private double limit = MOST;
    private int running;
    private int troubles;
    private long windowStart;

    /** Waits until one more request may be sent. */
    synchronized void enter() throws InterruptedException {
        while (running >= (int) limit) {
            wait();
        }
        running++;
    }

    /** The request is over. */
    synchronized void leave() {
        running--;
        notifyAll();
    }

    /** A request was answered. */
    synchronized void succeeded() {
        limit = Math.min(MOST, limit + 1 / limit);
    }

    /**
     * A request was not answered in time, or refused for load.
     *
     * @param now {@link System#nanoTime}
     */
    synchronized void troubled(long now) {
        if (troubles == 0 || now - windowStart > WINDOW_NANOS) {
            windowStart = now;
            troubles = 0;
        }
        if (++troubles >= MANY) {
            limit = Math.max(LEAST, limit / 2);
            troubles = 0;
        }
    }

    /** How many requests may be under way. */
    synchronized int limit() {
        return (int) limit;
    }
}
