package org.topcoffea.factory;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a manager has to do, as a factory sees it.
 *
 * @param project its name
 * @param host where it runs
 * @param port where it listens
 * @param tasksWaiting tasks that wait for a worker
 * @param tasksRunning tasks that run, for display
 * @param tasksComplete tasks that are done, for display
 * @param workers workers that are connected, whoever brought them
 * @param kinds tasks that wait or are at workers, by size
 * @param tasksLeft tasks that the application has announced but not yet submitted, of unknown size
 * @param capacity what the manager says it can feed
 * @param blockedHosts hosts that it gives no tasks to
 */
public record ManagerLoad(
        String project,
        String host,
        int port,
        long tasksWaiting,
        long tasksRunning,
        long tasksComplete,
        long workers,
        List<TaskKind> kinds,
        long tasksLeft,
        Capacity capacity,
        Set<String> blockedHosts) {
    /**
     * What a manager can feed; 0 for what it does not say.
     *
     * @param tasks tasks at a time
     * @param cores cores of these
     * @param memory MB of memory of these
     * @param disk MB of disk of these
     * @param gpus graphics processors of these
     */
    public record Capacity(double tasks, double cores, double memory, double disk, double gpus) {
        /** Nothing is said. */
        public static final Capacity UNKNOWN = new Capacity(0, 0, 0, 0, 0);
    }

    /** Copies the collections. */
    public ManagerLoad {
        kinds = List.copyOf(kinds);
        blockedHosts = java.util.Collections.unmodifiableSet(new TreeSet<>(blockedHosts));
    }

    /** All tasks that need a worker now or soon. */
    public long tasks() {
        return kinds.stream().mapToLong(TaskKind::count).sum() + tasksLeft;
    }
}
