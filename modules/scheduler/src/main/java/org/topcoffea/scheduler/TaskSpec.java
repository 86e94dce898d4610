package org.topcoffea.scheduler;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.topcoffea.spi.Resources;

/**
 * A piece of work as the scheduler sees it.
 *
 * @param id its number, at least 1, never used for another task
 * @param category tasks of one category are alike: they share what is learnt about time and resources
 * @param priority higher runs first; in one priority, first come first served
 * @param resources what the task is known to need; open values are learnt or a share of the worker
 * @param features what its worker has to offer
 * @param worker the only worker that may run it, for work on data that is there; the task fails when that worker leaves
 * @param inputs what the worker needs in its cache, sent if it is not there
 * @param size the amount of work in any unit, such as events; 0 if unknown. Expected times are proportional to it.
 * @param minimumTime it is not sent to a worker with less time left than this
 * @param wallTime the longest it may run; 0 for no limit
 * @param notBefore the time before which it is not sent; 0 for none
 * @param deadline the time after which it is no longer wanted; 0 for none
 * @param maxRetries how often it is tried again after failures that may pass, at least 0
 * @param splittable whether it can be cut into smaller tasks when it is too big
 */
public record TaskSpec(
        long id,
        String category,
        double priority,
        Resources resources,
        Set<String> features,
        OptionalLong worker,
        List<TaskInput> inputs,
        long size,
        long minimumTime,
        long wallTime,
        long notBefore,
        long deadline,
        int maxRetries,
        boolean splittable) {
    /** The number of retries unless told otherwise. */
    public static final int DEFAULT_RETRIES = 5;

    /** Checks and copies. */
    public TaskSpec {
        if (id < 1) {
            throw new IllegalArgumentException("task numbers begin at 1: " + id);
        }
        if (Double.isNaN(priority)) {
            throw new IllegalArgumentException("task " + id + ": priority is not a number");
        }
        if (Math.min(Math.min(size, minimumTime), Math.min(wallTime, Math.min(notBefore, deadline))) < 0
                || maxRetries < 0) {
            throw new IllegalArgumentException("task " + id + ": size, times and retries cannot be negative");
        }
        features = Set.copyOf(features);
        inputs = List.copyOf(inputs);
    }

    /** A task of which nothing else is known: any resources, priority 0, {@value #DEFAULT_RETRIES} retries. */
    public static TaskSpec of(long id, String category) {
        return new TaskSpec(
                id,
                category,
                0,
                Resources.OPEN,
                Set.of(),
                OptionalLong.empty(),
                List.of(),
                0,
                0,
                0,
                0,
                0,
                DEFAULT_RETRIES,
                false);
    }

    /** The same with another priority. */
    public TaskSpec withPriority(double newPriority) {
        return new TaskSpec(
                id,
                category,
                newPriority,
                resources,
                features,
                worker,
                inputs,
                size,
                minimumTime,
                wallTime,
                notBefore,
                deadline,
                maxRetries,
                splittable);
    }

    /** The same with other resources. */
    public TaskSpec withResources(Resources newResources) {
        return new TaskSpec(
                id,
                category,
                priority,
                newResources,
                features,
                worker,
                inputs,
                size,
                minimumTime,
                wallTime,
                notBefore,
                deadline,
                maxRetries,
                splittable);
    }

    /** The same with other features. */
    public TaskSpec withFeatures(Set<String> newFeatures) {
        return new TaskSpec(
                id,
                category,
                priority,
                resources,
                newFeatures,
                worker,
                inputs,
                size,
                minimumTime,
                wallTime,
                notBefore,
                deadline,
                maxRetries,
                splittable);
    }

    /** The same, to run on this worker only. */
    public TaskSpec on(long newWorker) {
        return new TaskSpec(
                id,
                category,
                priority,
                resources,
                features,
                OptionalLong.of(newWorker),
                inputs,
                size,
                minimumTime,
                wallTime,
                notBefore,
                deadline,
                maxRetries,
                splittable);
    }

    /** The same with other inputs. */
    public TaskSpec withInputs(List<TaskInput> newInputs) {
        return new TaskSpec(
                id,
                category,
                priority,
                resources,
                features,
                worker,
                newInputs,
                size,
                minimumTime,
                wallTime,
                notBefore,
                deadline,
                maxRetries,
                splittable);
    }

    /** The same with this amount of work; a task of a single event is not splittable. */
    public TaskSpec withSize(long newSize, boolean canSplit) {
        return new TaskSpec(
                id,
                category,
                priority,
                resources,
                features,
                worker,
                inputs,
                newSize,
                minimumTime,
                wallTime,
                notBefore,
                deadline,
                maxRetries,
                canSplit);
    }

    /** The same with other limits of time: least time left at the worker and longest run, in microseconds. */
    public TaskSpec withTimes(long newMinimumTime, long newWallTime) {
        return new TaskSpec(
                id,
                category,
                priority,
                resources,
                features,
                worker,
                inputs,
                size,
                newMinimumTime,
                newWallTime,
                notBefore,
                deadline,
                maxRetries,
                splittable);
    }

    /** The same, wanted between these times only; 0 for no limit. */
    public TaskSpec between(long newNotBefore, long newDeadline) {
        return new TaskSpec(
                id,
                category,
                priority,
                resources,
                features,
                worker,
                inputs,
                size,
                minimumTime,
                wallTime,
                newNotBefore,
                newDeadline,
                maxRetries,
                splittable);
    }

    /** The same with another number of retries. */
    public TaskSpec withMaxRetries(int newMaxRetries) {
        return new TaskSpec(
                id,
                category,
                priority,
                resources,
                features,
                worker,
                inputs,
                size,
                minimumTime,
                wallTime,
                notBefore,
                deadline,
                newMaxRetries,
                splittable);
    }
}
