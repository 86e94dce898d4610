package org.topcoffea.scheduler.internal.queue;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What is to be done at a time; in the order of times, then of requests. */
public final class Timers {
    private record Timer(long due, long order, Runnable action) {}

    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::due).thenComparingLong(Timer::order));
    private long order;

    /** Nothing is to be done. */
    public Timers() {}

    /** Something is to be done at this time. */
    public void at(long due, Runnable action) {
        timers.add(new Timer(due, order++, action));
    }

    /** When the next thing is to be done; {@link Long#MAX_VALUE} for never. */
    public long next() {
        Timer timer = timers.peek();
        return timer == null ? Long.MAX_VALUE : timer.due();
    }

    /** Does what is due. */
    public void run(long now) {
        for (Timer timer = timers.peek(); timer != null && timer.due() <= now; timer = timers.peek()) {
            timers.remove();
            timer.action().run();
        }
    }
}
