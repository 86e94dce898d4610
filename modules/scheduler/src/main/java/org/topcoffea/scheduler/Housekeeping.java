package org.topcoffea.scheduler;

import java.util.ArrayList;
import java.util.List;
import org.topcoffea.spi.Resources;

/** What time alone brings: tasks that are too slow, wait for too long, or wait at the wrong worker. */
final class Housekeeping {
    /** Once a second. */
    static final long PERIOD = 1_000_000;

    /** How often workers are looked at because of tasks that wait. */
    private static final long EXAMINE = 5_000_000;

    private static final long FORGET_SHAPES = 600_000_000;
    private static final int MAX_SHAPES = 256;
    private static final int MAX_RECALLS = 64;
    private final Board board;
    private final Matcher matcher;
    private final Workers workers;
    private final Tasks tasks;
    private final Endings endings;
    private long due;

    Housekeeping(Board board, Matcher matcher, Workers workers, Tasks tasks, Endings endings) {
        this.board = board;
        this.matcher = matcher;
        this.workers = workers;
        this.tasks = tasks;
        this.endings = endings;
    }

    /** When it has something to do again. */
    long due() {
        return board.tasks.size() == 0 ? Long.MAX_VALUE : due;
    }

    void run() {
        if (board.now < due()) {
            return;
        }
        due = board.now + PERIOD;
        board.categories.values().forEach(this::stopSlowTasks);
        for (Shape shape : new ArrayList<>(board.shapes.values())) {
            recall(shape);
            examine(shape);
        }
        forgetShapes();
    }

    private void stopSlowTasks(Category category) {
        double factor = category.spec.fastAbort();
        if (factor == 0 || category.good() < board.config.abortMinimum() || board.workers.size() < 2) {
            return;
        }
        double limit = category.meanTime() * factor;
        List<Placement> slow = new ArrayList<>();
        for (Placement placement : category.begun) {
            if (board.now - placement.begun < limit) {
                break;
            }
            if (!placement.task.bound() && elapsed(placement) >= allowed(placement, factor)) {
                slow.add(placement);
            }
        }
        slow.forEach(p -> workers.tooSlow(
                p,
                "ran for " + Times.seconds(board.now - p.begun) + ", the average is "
                        + Times.seconds((long) category.meanTime())));
    }

    private double elapsed(Placement placement) {
        return board.now - placement.begun;
    }

    private static double allowed(Placement placement, double factor) {
        TaskEntry task = placement.task;
        int aborts = task.trouble == null ? 0 : task.trouble.aborts;
        return task.category.expectedTime(task.spec.size()) * (factor + aborts);
    }

    /** Tasks that were sent ahead and do not get their turn go where there is room. */
    private void recall(Shape shape) {
        if (shape.ahead.isEmpty() || shape.roomy.isEmpty() || !shape.queue.isEmpty()) {
            return;
        }
        long old = board.now - 2 * board.config.aheadTime() - PERIOD;
        long room = shape.roomy.stream()
                .limit(MAX_RECALLS)
                .mapToLong(w -> Math.max(1, w.total.cores() - w.inUse.cores()))
                .sum();
        List<Placement> late = shape.ahead.stream()
                .limit(Math.min(MAX_RECALLS, room))
                .takeWhile(p -> p.sent <= old)
                .toList();
        late.forEach(p -> workers.recall(p, "others have room for it"));
    }

    /** Tasks for which there was no worker for a while. */
    private void examine(Shape shape) {
        TaskEntry head = shape.queue.peek();
        if (head == null || shape.category.full() || shape.examined > board.now - EXAMINE) {
            return;
        }
        long waited = board.now - Math.max(head.since, shape.served);
        if (waited < Math.min(EXAMINE, board.config.patience())) {
            return;
        }
        shape.examined = board.now;
        Examination found = new Examination(board, matcher, shape, head);
        if (found.usable > 0 && found.fitting == 0 && !shape.relaxed) {
            matcher.relax(shape);
        }
        giveUpUnfit(shape, found);
        if (waited >= board.config.patience()) {
            shorten(shape, found);
            reserve(shape, found);
        }
    }

    /** Tasks that exhausted every worker wait for a larger one, but not forever. */
    private void giveUpUnfit(Shape shape, Examination found) {
        if (shape.key.floor().equals(Resources.OPEN) || found.fitting > 0 || found.usable == 0) {
            shape.unfitSince = 0;
        } else if (shape.unfitSince == 0) {
            shape.unfitSince = board.now;
        } else if (board.now - shape.unfitSince > board.config.patience()) {
            while (!shape.queue.isEmpty()) {
                TaskEntry task = shape.queue.take();
                tasks.withdraw(task);
                endings.tooBig(task, "ran out of resources, and no worker has more than " + shape.key.floor());
            }
            shape.unfitSince = 0;
        }
    }

    /**
     * Tasks that take longer than any worker stays, from its beginning to its end, are split; what cannot be split is
     * begun anyway.
     */
    private void shorten(Shape shape, Examination found) {
        TaskEntry head = shape.queue.peek();
        for (int i = 0; i < MAX_RECALLS && head != null && tooLong(head, found); i++) {
            if (head.spec.splittable()) {
                long likely = (long) head.category.likelyTime(head.spec.size());
                tasks.withdraw(head);
                tasks.split(head, "takes " + Times.seconds(likely) + ", and no worker stays for that long");
            } else {
                head.hasty = true;
            }
            head = shape.queue.peek();
        }
    }

    private static boolean tooLong(TaskEntry task, Examination found) {
        double needed = Math.max((double) task.spec.minimumTime(), task.category.likelyTime(task.spec.size()));
        return found.fitting > 0 && needed > found.longest && !task.hasty;
    }

    /**
     * Smaller tasks may overtake a larger one again and again, as there is never enough room at once. When it has waited
     * for too long, workers are emptied for it, one after the other; at most an eighth of those that could run it.
     */
    private void reserve(Shape shape, Examination found) {
        WorkerEntry worker = found.emptiest;
        int most = Math.min(shape.queue.size(), Math.max(1, found.able / 8));
        if (worker != null && shape.reserved.size() < most) {
            worker.reservedFor = shape;
            shape.reserved.add(worker);
            matcher.refresh(worker);
        }
    }

    private void forgetShapes() {
        long old = board.now - (board.shapes.size() > MAX_SHAPES ? 0 : FORGET_SHAPES);
        List<Shape> forgotten = board.shapes.values().stream()
                .filter(s -> s.idle() && s.served <= old)
                .toList();
        for (Shape shape : forgotten) {
            board.shapes.remove(shape.key);
            shape.category.shapes.remove(shape);
            shape.roomy.forEach(w -> w.open.remove(shape));
            shape.extra.forEach(w -> w.open.remove(shape));
        }
    }
}
