package org.topcoffea.scheduler;

/**
 * An input that workers cache.
 *
 * @param cacheName its name in the cache of a worker
 * @param bytes its size, at least 0
 */
public record TaskInput(String cacheName, long bytes) {
    /** Checks the size. */
    public TaskInput {
        if (bytes < 0) {
            throw new IllegalArgumentException("input " + cacheName + " has a negative size: " + bytes);
        }
    }
}
