package org.topcoffea.scheduler;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.topcoffea.scheduler.internal.allocation.Amounts;
import org.topcoffea.scheduler.internal.allocation.Learner;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Resources;

/** Tasks that are alike: what they ask for, what was learnt of them, how many there are. */
final class Category {
    final String name;
    final List<Shape> shapes = new ArrayList<>();
    /** Attempts that have room at a worker, in the order in which they got it. */
    final Set<Placement> begun = new LinkedHashSet<>();

    private final int steadyTasks;
    private Learner learner;
    CategorySpec spec;
    /** Those that pause count, too. */
    long waiting;

    long running;
    long retrieving;
    long onWorkers;
    long dispatched;
    long done;
    long failed;
    long cancelled;
    long split;
    long exhausted;
    long fastAborted;
    /** Good tasks, remembered ones included, with their times in microseconds and sizes. */
    private long good;

    private double time;
    private double size;
    private double execution;

    Category(CategorySpec spec, int steadyTasks) {
        this.name = spec.name();
        this.spec = spec;
        this.steadyTasks = steadyTasks;
        this.learner = new Learner(steadyTasks);
    }

    /**
     * The most that an attempt asks for: what the task says, else what was learnt, else the maximum of the category. Open
     * values are left to the size of the worker; so is what was learnt and no worker has, as all of a worker may do.
     */
    Resources request(Resources explicit, Allocation allocation, Resources floor, Resources largestWorker) {
        boolean steady = learner.steady() && spec.mode() != AllocationMode.FIXED;
        Resources request = Resources.OPEN;
        if (steady && spec.mode() != AllocationMode.MAX_SEEN) {
            request = possible(
                    Amounts.above(learnable(Amounts.max(learner.maxSeen(), learner.first())), floor), largestWorker);
        }
        request = Amounts.override(request, spec.maximum());
        if (steady && allocation == Allocation.FIRST) {
            request = Amounts.override(request, possible(learner.first(), largestWorker));
        }
        return Amounts.override(request, explicit);
    }

    private static Resources possible(Resources learnt, Resources largestWorker) {
        return largestWorker.equals(Amounts.ZERO) ? learnt : Amounts.upTo(learnt, largestWorker);
    }

    private static Resources learnable(Resources r) {
        return new Resources(r.cores(), r.memory(), r.disk(), Resources.UNSPECIFIED);
    }

    /** The least that an attempt gets where the task leaves it open: what was seen, unless no worker is that large. */
    Resources minimum(Resources request, Resources largestWorker) {
        Resources minimum = spec.minimum();
        if (spec.mode() == AllocationMode.FIXED) {
            return minimum;
        }
        Resources raised = Amounts.max(Amounts.override(learnable(learner.maxSeen()), request), minimum);
        return Amounts.within(raised, largestWorker) ? raised : minimum;
    }

    /** Takes the peaks of an attempt; whether the first allocation or the largest values are new. */
    boolean learn(Resources measured, double seconds, boolean isGood, Resources largestWorker) {
        if (measured.equals(Resources.OPEN)) {
            return false;
        }
        Resources first = learner.first();
        Resources seen = learner.maxSeen();
        boolean steady = learner.steady();
        learner.accumulate(
                measured,
                seconds,
                isGood,
                new Learner.Bounds(spec.mode(), spec.minimum(), spec.maximum(), largestWorker));
        return !first.equals(learner.first()) || !seen.equals(learner.maxSeen()) || steady != learner.steady();
    }

    void succeeded(long taskSize, TaskResult result) {
        good++;
        time += (double) result.sendTime() + result.executeTime() + result.receiveTime();
        execution += result.executeTime();
        size += taskSize;
    }

    boolean full() {
        return spec.maxConcurrent() > 0 && onWorkers >= spec.maxConcurrent();
    }

    long good() {
        return good;
    }

    /** The mean time of a good task in microseconds; 0 if there was none. */
    double meanTime() {
        return good == 0 ? 0 : time / good;
    }

    /** The mean time of execution alone; 0 if there was none. */
    double meanExecution() {
        return good == 0 ? 0 : execution / good;
    }

    /** How long a task of this size takes: the mean, or longer if it is larger than the mean. */
    double expectedTime(long taskSize) {
        double mean = meanTime();
        return taskSize > 0 && size > 0 ? Math.max(mean, time / size * taskSize) : mean;
    }

    /** How long a task of this size takes, in proportion to its size if sizes are known. */
    double likelyTime(long taskSize) {
        return taskSize > 0 && size > 0 ? time / size * taskSize : meanTime();
    }

    Resources first() {
        return learner.first();
    }

    Resources maxSeen() {
        return learner.maxSeen();
    }

    boolean steady() {
        return learner.steady();
    }

    int completions() {
        return learner.completions();
    }

    CategoryMemory memory() {
        return new CategoryMemory(
                name,
                learner.maxSeen(),
                learner.first(),
                good,
                time,
                size,
                learner.completions(),
                learner.histograms());
    }

    void remember(CategoryMemory memory) {
        if (memory.histograms().size() != learner.histograms().size() || memory.tasks() < 0 || !(memory.time() >= 0)) {
            throw new AnalysisException(
                    SchedulerError.BAD_MEMORY,
                    "category " + name + ": what was remembered has another form; remove it to learn again");
        }
        learner = new Learner(steadyTasks);
        learner.remember(memory.maxSeen(), memory.first(), memory.completions(), memory.histograms());
        good = memory.tasks();
        time = memory.time();
        execution = memory.time();
        size = memory.size();
    }
}
