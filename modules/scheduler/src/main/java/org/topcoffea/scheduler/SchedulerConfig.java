package org.topcoffea.scheduler;

/**
 * The policy, with the names that the tunables of Work Queue have where there is one.
 *
 * @param mode how categories that were not defined find their resources
 * @param steadyTasks good tasks of a category before what was learnt is used (category-steady-n-tasks), at least 1
 * @param overcommit how much of cores, memory and gpus is given away, as a multiple of what is there
 *     (resource-submit-multiplier), at least 1; disk never more than there is
 * @param proportional whether open resources of a task are the same share of the worker as its largest known one
 *     (proportional-resources); else the whole worker
 * @param aheadTime tasks are sent ahead of room for about this much work, in microseconds; 0 for never
 * @param retryDelay the pause before the first retry, in microseconds; it doubles up to 64 times as much
 * @param maxLosses how often a task may lose its worker while it runs; 0 for any number
 * @param maxForsaken how often workers may refuse a task; 0 for any number
 * @param avoidTime how long a task is kept from the host where it failed, in microseconds; while
 *     there are others; it doubles with each failure
 * @param patience a task that could run but is overtaken for this long gets a worker that is emptied for it, in microseconds
 * @param abortMinimum good tasks of a category before any is too slow, at least 1
 * @param blockTime how long a host is blocked that is too slow or fails too often, in microseconds
 * @param hostFailures failures of different tasks in a row, without one that is good, before a host is blocked; 0 for never
 * @param seed of pauses that shall differ
 */
public record SchedulerConfig(
        AllocationMode mode,
        int steadyTasks,
        double overcommit,
        boolean proportional,
        long aheadTime,
        long retryDelay,
        int maxLosses,
        int maxForsaken,
        long avoidTime,
        long patience,
        int abortMinimum,
        long blockTime,
        int hostFailures,
        long seed) {
    /** The policy unless told otherwise. */
    public static final SchedulerConfig DEFAULT = new SchedulerConfig(
            AllocationMode.MAX_SEEN,
            3,
            1,
            true,
            2_000_000,
            1_000_000,
            15,
            20,
            60_000_000,
            60_000_000,
            10,
            900_000_000,
            5,
            1);

    /** Checks the ranges. */
    public SchedulerConfig {
        if (steadyTasks < 1 || abortMinimum < 1 || !(overcommit >= 1)) {
            throw new IllegalArgumentException("steadyTasks, abortMinimum and overcommit are at least 1: " + steadyTasks
                    + ", " + abortMinimum + ", " + overcommit);
        }
        long least = Math.min(Math.min(aheadTime, retryDelay), Math.min(avoidTime, Math.min(patience, blockTime)));
        if (least < 0 || Math.min(maxLosses, Math.min(maxForsaken, hostFailures)) < 0) {
            throw new IllegalArgumentException("times and counts of the policy cannot be negative");
        }
    }

    /** The same with another mode. */
    public SchedulerConfig withMode(AllocationMode newMode) {
        return new SchedulerConfig(
                newMode,
                steadyTasks,
                overcommit,
                proportional,
                aheadTime,
                retryDelay,
                maxLosses,
                maxForsaken,
                avoidTime,
                patience,
                abortMinimum,
                blockTime,
                hostFailures,
                seed);
    }

    /** The same with another number of good tasks before what was learnt is used. */
    public SchedulerConfig withSteadyTasks(int newSteadyTasks) {
        return new SchedulerConfig(
                mode,
                newSteadyTasks,
                overcommit,
                proportional,
                aheadTime,
                retryDelay,
                maxLosses,
                maxForsaken,
                avoidTime,
                patience,
                abortMinimum,
                blockTime,
                hostFailures,
                seed);
    }

    /** The same, giving away more than is there or not, and open resources by share or not. */
    public SchedulerConfig withBoxes(double newOvercommit, boolean newProportional) {
        return new SchedulerConfig(
                mode,
                steadyTasks,
                newOvercommit,
                newProportional,
                aheadTime,
                retryDelay,
                maxLosses,
                maxForsaken,
                avoidTime,
                patience,
                abortMinimum,
                blockTime,
                hostFailures,
                seed);
    }

    /** The same with other times: work sent ahead, first pause, avoidance of hosts, patience, in microseconds. */
    public SchedulerConfig withTimes(long newAhead, long newRetryDelay, long newAvoid, long newPatience) {
        return new SchedulerConfig(
                mode,
                steadyTasks,
                overcommit,
                proportional,
                newAhead,
                newRetryDelay,
                maxLosses,
                maxForsaken,
                newAvoid,
                newPatience,
                abortMinimum,
                blockTime,
                hostFailures,
                seed);
    }

    /** The same with other limits: lost workers, refusals, failures of a host; 0 for none. */
    public SchedulerConfig withLimits(int newMaxLosses, int newMaxForsaken, int newHostFailures) {
        return new SchedulerConfig(
                mode,
                steadyTasks,
                overcommit,
                proportional,
                aheadTime,
                retryDelay,
                newMaxLosses,
                newMaxForsaken,
                avoidTime,
                patience,
                abortMinimum,
                blockTime,
                newHostFailures,
                seed);
    }

    /** The same with another seed. */
    public SchedulerConfig withSeed(long newSeed) {
        return new SchedulerConfig(
                mode,
                steadyTasks,
                overcommit,
                proportional,
                aheadTime,
                retryDelay,
                maxLosses,
                maxForsaken,
                avoidTime,
                patience,
                abortMinimum,
                blockTime,
                hostFailures,
                newSeed);
    }
}
