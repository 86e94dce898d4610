package org.topcoffea.scheduler;

import java.util.List;
import org.topcoffea.scheduler.internal.allocation.Resource;
import org.topcoffea.spi.Blame;
import org.topcoffea.spi.Resources;

/** What becomes of a task when an attempt has ended. */
final class Endings {
    private static final int MAX_DOUBLINGS = 6;
    private static final int LOSSES_BEFORE_ALONE = 3;
    private static final int EVICTIONS_BEFORE_SPLIT = 3;
    private static final int MAX_EXHAUSTIONS = 6;

    private final Board board;
    private final Tasks tasks;
    private final Hosts hosts;

    Endings(Board board, Tasks tasks, Hosts hosts) {
        this.board = board;
        this.tasks = tasks;
        this.hosts = hosts;
    }

    /** An attempt has come to a result; its worker has to be refreshed after that. */
    void finished(Placement placement, TaskResult result) {
        TaskEntry task = placement.task;
        tasks.remove(placement);
        board.tally.ended(result);
        learn(placement, result);
        if (result.good()) {
            succeeded(placement, result);
            return;
        }
        record(placement, Attempt.Ending.RESULT, result);
        if (result.status() == TaskStatus.FORSAKEN) {
            forsaken(placement, result);
            return;
        }
        switch (result.cause().orElse(Blame.INTERNAL)) {
            case USER -> tasks.fail(task, FailureCause.USER, result.message());
            case DATA -> tasks.fail(task, FailureCause.DATA, result.message());
            case RESOURCE -> exhausted(placement, result);
            case TRANSIENT -> transientFailure(placement, result);
            case INTERNAL -> defect(placement, result);
        }
    }

    private void learn(Placement placement, TaskResult result) {
        boolean useful = result.good() || result.cause().equals(java.util.Optional.of(Blame.RESOURCE));
        Category category = placement.task.category;
        if (useful
                && category.learn(
                        result.measured(), result.executeTime() / 1e6, result.good(), board.extremes.largest())) {
            tasks.requestsChanged(category);
        }
    }

    private void succeeded(Placement placement, TaskResult result) {
        TaskEntry task = placement.task;
        task.category.succeeded(task.spec.size(), result);
        board.good++;
        double time = (double) result.sendTime() + result.executeTime() + result.receiveTime();
        board.goodTime += time;
        WorkerEntry worker = placement.worker;
        worker.completed++;
        worker.time += time;
        worker.suspicious = false;
        hosts.good(worker.host);
        long whole = placement.seated == 0 ? 0 : board.now - placement.seated;
        board.capacity.done(result, whole, placement.box, tasks.onWorkers());
        Attempt attempt = attempt(placement, Attempt.Ending.RESULT, result);
        List<Attempt> attempts = List.of(attempt);
        if (task.trouble != null) {
            task.trouble.attempts.add(attempt);
            attempts = task.attempts();
        }
        task.category.done++;
        board.tally.done++;
        board.tasks.remove(task.spec.id());
        board.actions.add(new Action.Done(task.spec.id(), attempts));
    }

    private void forsaken(Placement placement, TaskResult result) {
        TaskEntry task = placement.task;
        TaskEntry.Trouble trouble = task.trouble();
        trouble.forsaken++;
        hosts.bad(placement.worker.host, task.spec.id(), "refused tasks: " + result.message());
        if (board.config.maxForsaken() > 0 && trouble.forsaken > board.config.maxForsaken()) {
            tasks.fail(task, FailureCause.FORSAKEN, trouble.forsaken + " workers refused it: " + result.message());
        } else {
            avoid(placement);
            again(task, pause(trouble.forsaken - 1), "refused by the worker: " + result.message());
        }
    }

    private void transientFailure(Placement placement, TaskResult result) {
        TaskEntry task = placement.task;
        TaskEntry.Trouble trouble = task.trouble();
        trouble.failures++;
        hosts.bad(placement.worker.host, task.spec.id(), "tasks failed: " + result.message());
        if (trouble.failures > task.spec.maxRetries()) {
            tasks.fail(task, FailureCause.RETRIES, "failed " + trouble.failures + " times, last: " + result.message());
        } else {
            avoid(placement);
            again(task, pause(trouble.failures - 1), result.message());
        }
    }

    private void defect(Placement placement, TaskResult result) {
        TaskEntry task = placement.task;
        TaskEntry.Trouble trouble = task.trouble();
        trouble.defects++;
        hosts.bad(placement.worker.host, task.spec.id(), "tasks failed: " + result.message());
        if (trouble.defects > 1) {
            tasks.fail(task, FailureCause.INTERNAL, result.message());
        } else {
            avoid(placement);
            again(task, pause(0), result.message());
        }
    }

    private void avoid(Placement placement) {
        TaskEntry.Trouble trouble = placement.task.trouble();
        trouble.avoidHost = placement.worker.host.name;
        int longer = Math.min(MAX_DOUBLINGS, Math.max(0, trouble.failures - 1));
        trouble.avoidUntil = board.now + (board.config.avoidTime() << longer);
    }

    /** Doubles with each retry and differs from task to task by up to a half. */
    private long pause(int retries) {
        long delay = board.config.retryDelay() << Math.min(MAX_DOUBLINGS, retries);
        long mixed = (board.config.seed() + board.sequence++) * 0x9E3779B97F4A7C15L;
        return delay + (long) (delay * ((mixed >>> 40) / (double) (1L << 25)));
    }

    private void again(TaskEntry task, long pause, String reason) {
        if (task.bound()) {
            tasks.waitBound(task, pause, reason);
        } else {
            tasks.waitAgain(task, pause, reason);
        }
    }

    /** More, if that can be had somewhere; else smaller tasks. */
    private void exhausted(Placement placement, TaskResult result) {
        TaskEntry task = placement.task;
        task.category.exhausted++;
        board.tally.exhausted++;
        if (result.outOfTime()) {
            tooBig(task, "ran longer than it may: " + result.message());
            return;
        }
        Resources floor = floor(placement, result);
        int times = ++task.trouble().exhaustions;
        if (task.bound() || times > MAX_EXHAUSTIONS || !canHaveMore(task, floor)) {
            tooBig(task, "ran out of resources with " + placement.box + ": " + result.message());
            return;
        }
        task.floor = floor;
        task.allocation = Allocation.MAXIMUM;
        tasks.waitAgain(task, 0, "ran out of resources with " + placement.box);
    }

    /** What was not enough: what was measured above its box, or what the status says. */
    private static Resources floor(Placement placement, TaskResult result) {
        long[] floor = {-1, -1, -1, -1};
        boolean known = false;
        for (Resource resource : Resource.ALL) {
            floor[resource.ordinal()] = resource.of(placement.task.floor);
            if (resource.of(result.measured()) > resource.of(placement.box)) {
                floor[resource.ordinal()] = resource.of(placement.box);
                known = true;
            }
        }
        if (!known) {
            Resource guess = result.status() == TaskStatus.DISK_FULL ? Resource.DISK : Resource.MEMORY;
            floor[guess.ordinal()] = guess.of(placement.box);
        }
        return new Resources(floor[0], floor[1], floor[2], floor[3]);
    }

    private boolean canHaveMore(TaskEntry task, Resources floor) {
        Resources request =
                task.category.request(task.spec.resources(), Allocation.MAXIMUM, floor, board.extremes.largest());
        for (Resource resource : Resource.ALL) {
            long most = resource.of(request) < 0 ? resource.of(board.extremes.largest()) : resource.of(request);
            if (resource.of(floor) >= 0 && most <= resource.of(floor)) {
                return false;
            }
        }
        return true;
    }

    /** No worker can give the task what it needs. */
    void tooBig(TaskEntry task, String message) {
        if (task.spec.splittable()) {
            tasks.split(task, message);
        } else {
            tasks.fail(task, FailureCause.RESOURCES, message);
        }
    }

    /** The worker of an attempt is gone. */
    void lost(Placement placement, Departure departure) {
        TaskEntry task = placement.task;
        boolean ran = placement.occupies();
        tasks.remove(placement);
        String message = "worker " + placement.worker.spec.name() + " is gone (" + departure.logName() + ")";
        record(placement, Attempt.Ending.WORKER_LOST, TaskResult.failure(TaskStatus.UNKNOWN, Blame.TRANSIENT, message));
        TaskEntry.Trouble trouble = task.trouble();
        boolean failed = departure == Departure.FAILURE || departure == Departure.UNKNOWN;
        if (ran && failed) {
            trouble.losses++;
        } else if (ran && ranLong(placement)) {
            trouble.evictions++;
        }
        int most = board.config.maxLosses() == 0 ? Integer.MAX_VALUE : board.config.maxLosses();
        if (task.bound()) {
            tasks.fail(task, FailureCause.WORKER_GONE, message);
        } else if (trouble.evictions >= EVICTIONS_BEFORE_SPLIT && task.spec.splittable()) {
            tasks.split(task, "was cut off " + trouble.evictions + " times when its worker had to end");
        } else if (trouble.losses > most || trouble.evictions > most) {
            int count = Math.max(trouble.losses, trouble.evictions);
            tasks.fail(task, FailureCause.WORKERS_LOST, count + " workers were lost while it ran on them");
        } else {
            if (trouble.losses >= LOSSES_BEFORE_ALONE) {
                task.allocation = Allocation.MAXIMUM;
            }
            tasks.waitAgain(task, 0, message);
        }
    }

    /** Whether it had the time that it should have needed at least half of. */
    private boolean ranLong(Placement placement) {
        TaskEntry task = placement.task;
        double ran = board.now - placement.begun;
        return ran > 0 && ran >= task.category.likelyTime(task.spec.size()) / 2;
    }

    /** Takes an attempt back from its worker, which has to be refreshed after that. */
    void takeBack(Placement placement, Attempt.Ending ending, String reason) {
        TaskEntry task = placement.task;
        board.actions.add(new Action.Stop(task.spec.id(), placement.attempt, placement.worker.id(), reason));
        tasks.remove(placement);
        record(placement, ending, TaskResult.failure(TaskStatus.UNKNOWN, Blame.TRANSIENT, reason));
        if (ending == Attempt.Ending.TOO_SLOW) {
            task.trouble().aborts++;
            task.category.fastAborted++;
            avoid(placement);
        }
        again(task, 0, reason);
    }

    /** An attempt is no longer wanted; its worker has to be refreshed after that. */
    void cancel(Placement placement, String reason) {
        TaskEntry task = placement.task;
        board.actions.add(new Action.Stop(task.spec.id(), placement.attempt, placement.worker.id(), reason));
        tasks.remove(placement);
        record(placement, Attempt.Ending.CANCELLED, TaskResult.failure(TaskStatus.UNKNOWN, Blame.USER, reason));
        tasks.cancelled(task);
    }

    private void record(Placement placement, Attempt.Ending ending, TaskResult result) {
        placement.task.trouble().attempts.add(attempt(placement, ending, result));
    }

    Attempt attempt(Placement placement, Attempt.Ending ending, TaskResult result) {
        WorkerEntry worker = placement.worker;
        return new Attempt(
                placement.attempt,
                worker.id(),
                worker.spec.name(),
                worker.host.name,
                placement.allocation,
                placement.box,
                placement.sent,
                board.now,
                ending,
                result);
    }
}
