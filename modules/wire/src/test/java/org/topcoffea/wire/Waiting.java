package org.topcoffea.wire;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions, long enough for a busy machine. */
final class Waiting {
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private Waiting() {}

    static void until(Supplier<String> what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("still not: " + what.get());
            }
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    static <T> T next(BlockingQueue<T> queue) {
        try {
            T value = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (value == null) {
                throw new AssertionError("nothing came");
            }
            return value;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
