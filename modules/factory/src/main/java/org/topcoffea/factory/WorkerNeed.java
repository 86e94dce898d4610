package org.topcoffea.factory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.topcoffea.spi.Resources;

/**
 * How many workers of one size the tasks of a manager need.
 *
 * <p>A worker holds as many tasks of a kind as its scarcest resource allows. A task that says nothing of its size gets a whole
 * worker, as managers do it. Kinds share workers. If the user says how many tasks a worker is meant for, that many it is,
 * unless their sizes need more workers.
 *
 * @param workers how many workers are needed
 * @param tooLarge tasks that no worker of this size could ever hold
 * @param reasons how the number came about, one line each
 */
public record WorkerNeed(long workers, long tooLarge, List<String> reasons) {
    private static final double ROUNDING = 1e-9;

    /** Copies the list. */
    public WorkerNeed {
        reasons = List.copyOf(reasons);
    }

    /**
     * The need of one manager.
     *
     * @param manager what it has to do
     * @param worker the size of a worker; what is left open limits nothing
     * @param tasksPerWorker 0 or less to let sizes decide
     * @param capped whether the capacity of the manager counts
     */
    public static WorkerNeed of(ManagerLoad manager, Resources worker, int tasksPerWorker, boolean capped) {
        Sum sum = Sum.of(manager, worker, tasksPerWorker);
        long all = manager.tasks() - sum.tooLarge;
        long byCount = tasksPerWorker > 0 ? up((double) all / tasksPerWorker) : 0;
        long need = Math.max(up(sum.workers), byCount);
        List<String> reasons = new ArrayList<>();
        reasons.add(manager.project() + ": " + all + " tasks need " + need + " workers");
        if (sum.tooLarge > 0) {
            reasons.add(manager.project() + ": " + sum.tooLarge + " tasks are larger than a worker (" + worker
                    + ") and cannot run on any: ask for larger workers");
        }
        if (capped && need > 0) {
            long limit = limit(manager.capacity(), worker, (double) all / need);
            if (limit < need) {
                reasons.add(manager.project() + ": it can feed only " + limit + " workers");
                need = limit;
            }
        }
        return new WorkerNeed(need, sum.tooLarge, reasons);
    }

    /** What the sizes of tasks come to: workers, with a fraction, and tasks that fit none. */
    private record Sum(double workers, long tooLarge) {
        static Sum of(ManagerLoad manager, Resources worker, int tasksPerWorker) {
            double workers = 0;
            long held = 0;
            long tooLarge = 0;
            for (TaskKind kind : manager.kinds()) {
                long fitting = fitting(kind.size(), worker);
                if (fitting == 0) {
                    tooLarge += kind.count();
                } else if (tasksPerWorker <= 0 || isSized(kind.size(), worker)) {
                    workers += (double) kind.count() / fitting;
                    held += kind.count();
                }
            }
            // Tasks that are only announced are taken to be like the others.
            double share = held == 0 ? 1 : workers / held;
            return new Sum(tasksPerWorker <= 0 ? workers + manager.tasksLeft() * share : workers, tooLarge);
        }
    }

    /** How many tasks of a size fit into a worker at a time: 1 if nothing limits it, 0 if none ever does. */
    private static long fitting(Resources task, Resources worker) {
        long fitting = Long.MAX_VALUE;
        fitting = Math.min(fitting, fitting(task.cores(), worker.cores()));
        fitting = Math.min(fitting, fitting(task.memory(), worker.memory()));
        fitting = Math.min(fitting, fitting(task.disk(), worker.disk()));
        fitting = Math.min(fitting, fitting(task.gpus(), worker.gpus()));
        return fitting == Long.MAX_VALUE ? 1 : fitting;
    }

    private static long fitting(long task, long worker) {
        if (task <= 0) {
            return Long.MAX_VALUE;
        }
        // An open size of the worker limits nothing, but a task that uses it is not without limits either.
        return worker == Resources.UNSPECIFIED ? Long.MAX_VALUE : worker / task;
    }

    private static boolean isSized(Resources task, Resources worker) {
        return (task.cores() > 0 && worker.cores() > 0)
                || (task.memory() > 0 && worker.memory() > 0)
                || (task.disk() > 0 && worker.disk() > 0)
                || (task.gpus() > 0 && worker.gpus() > 0);
    }

    /** Each of the capacities alone limits the workers; each is divided once. */
    private static long limit(ManagerLoad.Capacity capacity, Resources worker, double tasksPerWorker) {
        double limit = capacity.tasks() > 0 ? capacity.tasks() / Math.max(tasksPerWorker, ROUNDING) : Long.MAX_VALUE;
        limit = Math.min(limit, limit(capacity.cores(), worker.cores()));
        limit = Math.min(limit, limit(capacity.memory(), worker.memory()));
        limit = Math.min(limit, limit(capacity.disk(), worker.disk()));
        limit = Math.min(limit, limit(capacity.gpus(), worker.gpus()));
        return up(limit);
    }

    private static double limit(double capacity, long worker) {
        return capacity > 0 && worker > 0 ? capacity / worker : Long.MAX_VALUE;
    }

    private static long up(double workers) {
        return (long) Math.ceil(workers - ROUNDING);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d workers (%s)", workers, String.join("; ", reasons));
    }
}
