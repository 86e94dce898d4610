package org.topcoffea.scheduler;

import org.topcoffea.spi.Resources;

/**
 * A category in numbers.
 *
 * @param name its name
 * @param mode how its resources are found
 * @param waiting tasks that wait
 * @param running tasks that run
 * @param onWorkers tasks at workers, running or not
 * @param dispatched dispatches so far
 * @param done good tasks so far
 * @param failed tasks given up so far
 * @param cancelled tasks cancelled so far
 * @param split tasks split so far
 * @param exhausted attempts that ran out of resources so far
 * @param fastAborted attempts that were stopped as too slow so far
 * @param workersAble connected workers that could run its tasks if they were empty
 * @param first what first attempts ask for
 * @param maximum the most that an attempt asks for
 * @param maxSeen the largest values measured
 * @param firstWaiting waiting tasks that will get the first allocation
 * @param maximumWaiting waiting tasks that will get the maximum
 * @param meanTime the mean time of a good task, sending and receiving included, in microseconds; 0 if there was none
 * @param steady whether what was learnt is used
 */
public record CategoryStatistics(
        String name,
        AllocationMode mode,
        long waiting,
        long running,
        long onWorkers,
        long dispatched,
        long done,
        long failed,
        long cancelled,
        long split,
        long exhausted,
        long fastAborted,
        int workersAble,
        Resources first,
        Resources maximum,
        Resources maxSeen,
        long firstWaiting,
        long maximumWaiting,
        long meanTime,
        boolean steady) {}
