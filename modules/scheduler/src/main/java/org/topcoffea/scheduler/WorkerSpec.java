package org.topcoffea.scheduler;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.topcoffea.spi.Resources;

/**
 * A connected worker that has said what it offers.
 *
 * @param id the number of this connection, at least 1, never used again: a worker that comes back gets another one
 * @param name what to call it in logs and explanations
 * @param host the host name that it reports; blocking and health are by host
 * @param resources what it offers to tasks; open values count as 0
 * @param largest the largest single task that it can run; {@code resources} unless it stands for several workers
 * @param features what it offers besides
 * @param endTime when it will stop; 0 for never, empty while it has not said so: it gets no tasks until then
 * @param factory the factory that started it
 * @param ahead how many tasks may be sent to it before it has room for them, at least 0; used for short tasks only
 * @param resumable whether it hands back the finished part of a task that it cannot finish, so that a task may be begun
 *     shortly before the worker's end
 */
public record WorkerSpec(
        long id,
        String name,
        String host,
        Resources resources,
        Resources largest,
        Set<String> features,
        OptionalLong endTime,
        Optional<String> factory,
        int ahead,
        boolean resumable) {
    /** Checks and copies. */
    public WorkerSpec {
        if (id < 1) {
            throw new IllegalArgumentException("worker numbers begin at 1: " + id);
        }
        if (ahead < 0) {
            throw new IllegalArgumentException("worker " + name + ": cannot send " + ahead + " tasks ahead");
        }
        features = Set.copyOf(features);
    }

    /** A worker that stays forever and takes no task ahead. */
    public static WorkerSpec of(long id, String host, Resources resources) {
        return new WorkerSpec(
                id,
                host + "#" + id,
                host,
                resources,
                resources,
                Set.of(),
                OptionalLong.of(0),
                Optional.empty(),
                0,
                false);
    }

    /** The same with other features. */
    public WorkerSpec withFeatures(Set<String> newFeatures) {
        return new WorkerSpec(id, name, host, resources, largest, newFeatures, endTime, factory, ahead, resumable);
    }

    /** The same with another end. */
    public WorkerSpec withEndTime(long newEndTime) {
        return new WorkerSpec(
                id, name, host, resources, largest, features, OptionalLong.of(newEndTime), factory, ahead, resumable);
    }

    /** The same with another number of tasks sent ahead. */
    public WorkerSpec withAhead(int newAhead) {
        return new WorkerSpec(id, name, host, resources, largest, features, endTime, factory, newAhead, resumable);
    }
}
