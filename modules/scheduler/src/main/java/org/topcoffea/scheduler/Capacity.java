package org.topcoffea.scheduler;

import org.topcoffea.spi.Resources;

/**
 * How much work the manager could keep busy, from recent tasks: executing time against the time that the manager spends
 * on each.
 *
 * @param tasks tasks at once, at least 10
 * @param resources the resources of as many average tasks
 * @param instantaneous tasks at once by the last task alone
 * @param weighted an exponential average of that
 */
public record Capacity(long tasks, Resources resources, long instantaneous, long weighted) {
    /** What is told while nothing is known. */
    public static final Capacity DEFAULT = new Capacity(10, new Resources(10, 5120, 10240, 0), 10, 10);
}
