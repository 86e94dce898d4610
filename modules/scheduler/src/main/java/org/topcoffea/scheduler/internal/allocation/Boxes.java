package org.topcoffea.scheduler.internal.allocation;

import org.topcoffea.spi.Resources;

/**
 * What a task is given on a worker. What the task leaves open is the same share of the worker as the largest share among
 * what it asks for, so that as many tasks as fit by that one fit by all; a task that asks for nothing gets all.
 *
 * @param overcommit how much of cores, memory and gpus is given away, as a multiple of what is there
 * @param proportional whether shares are used
 */
public record Boxes(double overcommit, boolean proportional) {
    /**
     * The box of a task.
     *
     * @param request what it asks for; open where it does not
     * @param minimum no less than this; open for no limit
     * @param largest the largest task of the worker
     */
    public Resources box(Resources request, Resources minimum, Resources largest) {
        double share = proportional ? share(request, largest) : 0;
        Resources box = share > 0 && share < 1 ? part(request, largest, share) : whole(request, largest);
        return Amounts.within(minimum, box) ? box : Amounts.max(box, minimum);
    }

    /** The largest share of the worker among what is asked for; 0 when nothing is, infinite if the worker has none of it. */
    private static double share(Resources request, Resources largest) {
        double share = share(request.cores(), largest.cores());
        share = Math.max(share, share(request.memory(), largest.memory()));
        share = Math.max(share, share(request.disk(), largest.disk()));
        return Math.max(share, share(request.gpus(), largest.gpus()));
    }

    private static double share(long value, long largest) {
        return value <= 0 ? 0 : (double) value / Math.max(0, largest);
    }

    private Resources part(Resources request, Resources largest, double share) {
        long parts = (long) Math.floor(1 / share);
        long cores = request.cores() < 0 && request.gpus() > 0
                ? 0
                : Math.max(1, Math.max(request.cores(), largest.cores() / parts));
        long memory = Math.max(1, Math.max(request.memory(), largest.memory() / parts));
        long disk = Math.max(1, Math.max(request.disk(), (long) Math.floor(largest.disk() * 1.0 / parts / overcommit)));
        return new Resources(cores, memory, disk, Math.max(0, request.gpus()));
    }

    private static Resources whole(Resources request, Resources largest) {
        long cores = request.gpus() > 0 ? 0 : Math.max(0, largest.cores());
        return new Resources(
                request.cores() >= 0 ? request.cores() : cores,
                request.memory() >= 0 ? request.memory() : Math.max(0, largest.memory()),
                request.disk() >= 0 ? request.disk() : Math.max(0, largest.disk()),
                Math.max(0, request.gpus()));
    }

    /** Whether a box fits on an empty worker. */
    public boolean fits(Resources box, Resources total) {
        return Amounts.within(box, total);
    }

    /** Whether a box fits beside what is in use. */
    public boolean fits(Resources box, Resources inUse, Resources total) {
        return Amounts.within(box, total)
                && inUse.disk() + box.disk() <= total.disk()
                && inUse.cores() + box.cores() <= extended(total.cores())
                && inUse.memory() + box.memory() <= extended(total.memory())
                && inUse.gpus() + box.gpus() <= extended(total.gpus());
    }

    private long extended(long total) {
        return overcommit == 1 ? total : (long) Math.ceil(total * overcommit);
    }
}
