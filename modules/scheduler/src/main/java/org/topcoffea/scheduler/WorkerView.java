package org.topcoffea.scheduler;

import java.util.List;
import org.topcoffea.spi.Resources;

/**
 * A worker as one looks at it.
 *
 * @param spec what it offers
 * @param committed what its tasks were given, without those sent ahead
 * @param tasks the numbers of its tasks
 * @param ahead how many of these were sent ahead of room
 * @param completed good tasks so far
 * @param joined since when it is here
 * @param draining whether it gets no more
 * @param silent whether nothing is heard of it
 * @param blocked whether its host is blocked
 */
public record WorkerView(
        WorkerSpec spec,
        Resources committed,
        List<Long> tasks,
        int ahead,
        long completed,
        long joined,
        boolean draining,
        boolean silent,
        boolean blocked) {}
