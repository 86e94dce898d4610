package org.topcoffea.scheduler;

import java.util.ArrayDeque;
import org.topcoffea.scheduler.internal.allocation.Amounts;
import org.topcoffea.spi.Resources;

/** How many workers the manager could keep busy, from the last tasks that were done. */
final class CapacityEstimate {
    private record Report(long transfer, long execution, long manager, Resources box) {
        long overhead() {
            return Math.max(1, transfer + manager);
        }
    }

    private static final double WEIGHT = 0.05;
    private final ArrayDeque<Report> reports = new ArrayDeque<>();
    private long execution;
    private long overhead;
    private Resources boxes = Amounts.ZERO;
    private long instantaneous = Capacity.DEFAULT.instantaneous();
    private double weighted = Capacity.DEFAULT.weighted();

    /**
     * Takes a task that was done.
     *
     * @param result its times
     * @param whole microseconds from when its room at the worker was taken until its outputs were here
     * @param box what it was given
     * @param tasksOnWorkers tasks at workers now
     */
    void done(TaskResult result, long whole, Resources box, long tasksOnWorkers) {
        long transfer = result.sendTime() + result.receiveTime();
        long manager = Math.max(0, whole - transfer - result.executeTime());
        Report report = new Report(transfer, result.executeTime(), manager, box);
        reports.addLast(report);
        execution += report.execution;
        overhead += report.overhead();
        boxes = Amounts.plus(boxes, box);
        instantaneous = Math.ceilDiv(report.execution, report.overhead());
        weighted = Math.ceil(WEIGHT * instantaneous + (1 - WEIGHT) * weighted);
        while (reports.size() > Math.max(50, 2 * tasksOnWorkers)) {
            Report old = reports.removeFirst();
            execution -= old.execution;
            overhead -= old.overhead();
            boxes = Amounts.minus(boxes, old.box);
        }
    }

    Capacity capacity() {
        if (reports.isEmpty()) {
            return Capacity.DEFAULT;
        }
        long tasks = Math.max(Capacity.DEFAULT.tasks(), Math.ceilDiv(execution, overhead));
        long n = reports.size();
        Resources resources = new Resources(
                Math.ceilDiv(boxes.cores() * tasks, n),
                Math.ceilDiv(boxes.memory() * tasks, n),
                Math.ceilDiv(boxes.disk() * tasks, n),
                Math.ceilDiv(boxes.gpus() * tasks, n));
        return new Capacity(tasks, resources, instantaneous, (long) weighted);
    }
}
