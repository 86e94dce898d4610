package org.topcoffea.task;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.topcoffea.plan.EventRanges;
import org.topcoffea.runner.PartialResult;
import org.topcoffea.spi.AnalysisException;

/**
 * The sum of partial results that waits to be collected. Threads that add at the same time do so to several parts, which are
 * added to each other when the whole is taken. Safe for use by several threads.
 */
final class Fold {
    private final Deque<PartialResult> parts = new ArrayDeque<>();
    private EventRanges events = new EventRanges();
    private int adding;
    private boolean spoilt;
    private long asked;
    private long nextMeasure = 1;
    private long bytes;

    /**
     * Adds a result, which belongs to the sum from then on; does nothing if all its events are in the sum.
     *
     * @throws org.topcoffea.plan.PlanException if an event of it is in the sum; nothing is added then
     */
    void add(PartialResult result) {
        PartialResult part;
        synchronized (this) {
            refuseSpoilt();
            if (events.containsAll(result.events())) {
                return;
            }
            events.addAll(result.events());
            part = parts.poll();
            adding++;
        }
        PartialResult whole = part == null ? result : null;
        try {
            if (part != null) {
                part.merge(result);
                whole = part;
            }
        } finally {
            synchronized (this) {
                adding--;
                // Addition that ends half-way leaves numbers that nobody can tell from right ones.
                spoilt |= whole == null;
                if (whole != null) {
                    parts.push(whole);
                }
                notifyAll();
            }
        }
    }

    private void refuseSpoilt() {
        if (spoilt) {
            throw new AnalysisException(
                    TaskError.SUM_LOST, "memory ran out while a result was added to others; these are lost");
        }
    }

    private static long size(PartialResult result) {
        Counter counter = new Counter();
        try (DataOutputStream out = new DataOutputStream(counter)) {
            result.encode(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return counter.count;
    }

    private static final class Counter extends OutputStream {
        private long count;

        @Override
        public void write(int b) {
            count++;
        }

        @Override
        public void write(byte[] b, int off, int len) {
            count += len;
        }
    }

    /** How many events are in the sum. */
    synchronized long events() {
        return events.events();
    }

    /** About how many bytes the sum has when it is written, with another result: those of one processor are much the same. */
    long bytes(PartialResult another) {
        synchronized (this) {
            if (++asked < nextMeasure) {
                return bytes;
            }
            nextMeasure = 2 * asked;
        }
        long size = size(another);
        synchronized (this) {
            bytes = Math.max(bytes, size);
            return bytes;
        }
    }

    /**
     * Takes the sum and begins a new one.
     *
     * @return null if nothing was added
     * @throws AnalysisException {@link TaskError#SUM_LOST} if it was spoilt
     * @throws InterruptedException if interrupted while others were adding
     */
    @Nullable
    PartialResult take() throws InterruptedException {
        Deque<PartialResult> taken;
        synchronized (this) {
            while (adding > 0) {
                wait();
            }
            refuseSpoilt();
            taken = new ArrayDeque<>(parts);
            parts.clear();
            events = new EventRanges();
            asked = 0;
            nextMeasure = 1;
            bytes = 0;
        }
        boolean complete = false;
        try {
            PartialResult whole = taken.poll();
            for (PartialResult part = taken.poll(); part != null && whole != null; part = taken.poll()) {
                whole.merge(part);
            }
            complete = true;
            return whole;
        } finally {
            synchronized (this) {
                spoilt |= !complete;
            }
        }
    }
}
