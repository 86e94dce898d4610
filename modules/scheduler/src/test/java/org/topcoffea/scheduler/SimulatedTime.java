package org.topcoffea.scheduler;

import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that jumps to the next thing that happens. Things that happen at one time happen in the order of requests. */
final class SimulatedTime {
    private record Happening(long at, long order, Runnable what) {}

    private final PriorityQueue<Happening> queue =
            new PriorityQueue<>(Comparator.comparingLong(Happening::at).thenComparingLong(Happening::order));
    private long order;
    private long now = 1_700_000_000_000_000L;

    long now() {
        return now;
    }

    void after(long micros, Runnable what) {
        at(now + micros, what);
    }

    void at(long time, Runnable what) {
        queue.add(new Happening(Math.max(now, time), order++, what));
    }

    /** Lets the next thing happen; whether there was one before that time. */
    boolean step(long until) {
        Happening next = queue.peek();
        if (next == null || next.at > until) {
            return false;
        }
        queue.remove();
        now = next.at;
        next.what.run();
        return true;
    }
}
