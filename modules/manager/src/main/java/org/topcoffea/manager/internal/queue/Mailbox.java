package org.topcoffea.manager.internal.queue;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What other threads want done by the one thread that owns the state; first come, first served, but for what is urgent: that is
 * short and is done before anything else that waits.
 */
final class Mailbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Queue<Runnable> urgent = new ConcurrentLinkedQueue<>();
    private ArrayDeque<Runnable> incoming = new ArrayDeque<>();
    private ArrayDeque<Runnable> working = new ArrayDeque<>();

    /** Leaves something to be done. Never blocks. */
    void post(Runnable message) {
        lock.lock();
        try {
            incoming.add(message);
            if (incoming.size() == 1) {
                filled.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Leaves something to be done before all else. Never blocks. */
    void urge(Runnable message) {
        urgent.add(message);
        lock.lock();
        try {
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Does all that is there, or waits for something.
     *
     * @param micros how long to wait at most
     * @return how long it has waited, in nanoseconds
     */
    long work(long micros) throws InterruptedException {
        long waited = await(micros);
        workUrgent();
        for (Runnable next = working.poll(); next != null; next = working.poll()) {
            next.run();
            workUrgent();
        }
        return waited;
    }

    private void workUrgent() {
        for (Runnable next = urgent.poll(); next != null; next = urgent.poll()) {
            next.run();
        }
    }

    private boolean empty() {
        return incoming.isEmpty() && urgent.isEmpty();
    }

    private long await(long micros) throws InterruptedException {
        long waited = 0;
        lock.lock();
        try {
            if (empty() && micros > 0) {
                long begin = System.nanoTime();
                long left = TimeUnit.MICROSECONDS.toNanos(micros);
                while (empty() && left > 0) {
                    left = filled.awaitNanos(left);
                }
                waited = System.nanoTime() - begin;
            }
            ArrayDeque<Runnable> full = incoming;
            incoming = working;
            working = full;
        } finally {
            lock.unlock();
        }
        return waited;
    }
}
