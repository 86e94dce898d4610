package org.topcoffea.scheduler;

import org.topcoffea.spi.Resources;

/**
 * What a user says about a category of tasks.
 *
 * @param name its name
 * @param mode how resources are found
 * @param maximum no attempt gets more; open values mean up to a whole worker
 * @param minimum no attempt gets less
 * @param maxConcurrent how many of its tasks may be at workers at once; 0 for any number
 * @param fastAbort a task that takes this many times the average is stopped and begun elsewhere, at least 1; 0 for never
 */
public record CategorySpec(
        String name, AllocationMode mode, Resources maximum, Resources minimum, int maxConcurrent, double fastAbort) {
    /** Checks the limits. */
    public CategorySpec {
        if (maxConcurrent < 0) {
            throw new IllegalArgumentException("category " + name + ": " + maxConcurrent + " concurrent tasks");
        }
        if (!(fastAbort == 0 || fastAbort >= 1)) {
            throw new IllegalArgumentException(
                    "category " + name + ": the factor of fast termination is 0 or at least 1, not " + fastAbort);
        }
    }

    /** A category without limits. */
    public static CategorySpec of(String name, AllocationMode mode) {
        return new CategorySpec(name, mode, Resources.OPEN, Resources.OPEN, 0, 0);
    }

    /** The same with other bounds of what an attempt gets. */
    public CategorySpec withResources(Resources newMinimum, Resources newMaximum) {
        return new CategorySpec(name, mode, newMaximum, newMinimum, maxConcurrent, fastAbort);
    }

    /** The same with another limit of concurrent tasks; 0 for none. */
    public CategorySpec withMaxConcurrent(int newMaxConcurrent) {
        return new CategorySpec(name, mode, maximum, minimum, newMaxConcurrent, fastAbort);
    }

    /** The same with another factor of fast termination; 0 for never. */
    public CategorySpec withFastAbort(double newFastAbort) {
        return new CategorySpec(name, mode, maximum, minimum, maxConcurrent, newFastAbort);
    }
}
