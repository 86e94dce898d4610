package org.topcoffea.worker.internal.process;

import java.time.Duration;
import java.time.Instant;

/**
 * What a task may use.
 *
 * @param memory bytes; 0 for any
 * @param disk bytes; 0 for any
 * @param wall how long it may run; zero for any
 * @param end when it has to be done; {@link Instant#EPOCH} for any
 */
public record Limits(long memory, long disk, Duration wall, Instant end) {
    /** No limits. */
    public static final Limits NONE = new Limits(0, 0, Duration.ZERO, Instant.EPOCH);
}
