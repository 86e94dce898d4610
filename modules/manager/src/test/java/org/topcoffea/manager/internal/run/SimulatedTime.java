package org.topcoffea.manager.internal.run;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A clock that jumps to the next thing that happens, in microseconds. Things of one time happen in the order of requests. */
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
        queue.add(new Happening(now + Math.max(0, micros), order++, what));
    }

    /** Lets the next thing happen. */
    void step() {
        Happening next = queue.remove();
        now = next.at;
        next.what.run();
    }

    /** A thread of its own that takes its time for everything it is given. */
    Worker thread(LongSupplier takes) {
        return new Worker(takes);
    }

    /** See {@link #thread}. */
    final class Worker extends AbstractExecutorService {
        private final LongSupplier takes;
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private boolean busy;
        private boolean dead;

        private Worker(LongSupplier takes) {
            this.takes = takes;
        }

        @Override
        public void execute(Runnable command) {
            waiting.add(command);
            next();
        }

        private void next() {
            if (!busy && !waiting.isEmpty()) {
                busy = true;
                after(takes.getAsLong(), () -> {
                    busy = false;
                    work();
                    next();
                });
            }
        }

        private void work() {
            Runnable one = waiting.poll();
            if (one != null && !dead) {
                one.run();
            }
        }

        /** Its process is gone. */
        void die() {
            dead = true;
        }

        @Override
        public void shutdown() {
            while (!waiting.isEmpty()) {
                work();
            }
        }

        @Override
        public List<Runnable> shutdownNow() {
            return List.copyOf(waiting);
        }

        @Override
        public boolean isShutdown() {
            return waiting.isEmpty();
        }

        @Override
        public boolean isTerminated() {
            return waiting.isEmpty();
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
