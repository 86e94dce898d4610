package org.topcoffea.scheduler;

import java.util.OptionalLong;

/**
 * When the results that a worker holds are brought home, although it could still add to them: what is lost with the worker
 * has to be done again.
 *
 * @param maxWork microseconds of execution that may be lost with a worker, at least 1
 * @param maxBytes bytes that a worker may hold, at least 1
 * @param margin microseconds before its end at which a worker hands over all that it has, at least 0
 */
public record CollectPolicy(long maxWork, long maxBytes, long margin) {
    /** Half an hour of work, 1 GB, two minutes before the end. */
    public static final CollectPolicy DEFAULT = new CollectPolicy(1_800_000_000L, 1_000_000_000L, 120_000_000);

    /** Checks the limits. */
    public CollectPolicy {
        if (maxWork < 1 || maxBytes < 1 || margin < 0) {
            throw new IllegalArgumentException("results are collected after at least 1 µs and 1 byte, not " + maxWork
                    + " and " + maxBytes + ", margin " + margin);
        }
    }

    /**
     * What a worker holds that is nowhere else.
     *
     * @param work microseconds of execution in it
     * @param bytes its size
     * @param endTime when the worker ends; 0 for never
     * @param draining whether the worker is about to go
     */
    public record Holding(long work, long bytes, long endTime, boolean draining) {}

    /**
     * Whether it is time to collect.
     *
     * @param holding what the worker holds
     * @param last whether nothing more will be added anywhere
     * @param now the time
     */
    public boolean due(Holding holding, boolean last, long now) {
        boolean any = holding.work() > 0 || holding.bytes() > 0;
        boolean ends = holding.endTime() > 0 && holding.endTime() - margin <= now;
        return any && (last || ends || holding.draining() || holding.work() >= maxWork || holding.bytes() >= maxBytes);
    }

    /** When a worker that ends has to be asked; empty if it does not end. */
    public OptionalLong deadline(Holding holding) {
        return holding.endTime() > 0 ? OptionalLong.of(holding.endTime() - margin) : OptionalLong.empty();
    }
}
