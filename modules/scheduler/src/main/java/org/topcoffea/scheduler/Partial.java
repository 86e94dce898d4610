package org.topcoffea.scheduler;

import java.util.OptionalLong;

/**
 * A partial result that lies somewhere.
 *
 * @param id its number
 * @param worker the worker that has it; empty if the manager has it
 * @param bytes its size, at least 0
 */
public record Partial(long id, OptionalLong worker, long bytes) {
    /** Checks the size. */
    public Partial {
        if (bytes < 0) {
            throw new IllegalArgumentException("partial result " + id + " has a negative size: " + bytes);
        }
    }
}
