package org.topcoffea.scheduler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What time alone brings: tasks that are too slow, wait for too long, or wait at the wrong worker. */
final class Housekeeping {
    /** Once a second. */
    static final long PERIOD = 1_000_000;

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
            relax(shape);
            giveUpUnfit(shape);
            shorten(shape);
            reserve(shape);
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

    /** What was learnt must not keep tasks from all workers. */
    private void relax(Shape shape) {
        if (shape.relaxed || shape.queue.isEmpty() || !shape.roomy.isEmpty() || !shape.extra.isEmpty()) {
            return;
        }
        boolean[] found = {false, false};
        board.workers.forEach(w -> {
            found[0] |= w.usable();
            found[1] |= w.usable() && matcher.fits(shape, w);
        });
        if (found[0] && !found[1]) {
            matcher.relax(shape);
        }
    }

    /** Tasks that exhausted every worker wait for a larger one, but not forever. */
    private void giveUpUnfit(Shape shape) {
        if (shape.key.floor().equals(org.topcoffea.spi.Resources.OPEN) || shape.queue.isEmpty()) {
            return;
        }
        if (able(shape) > 0) {
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

    /** Tasks that take longer than any worker stays are split; what cannot be split is begun anyway. */
    private void shorten(Shape shape) {
        TaskEntry head = shape.queue.peek();
        if (head == null || board.now - Math.max(head.since, shape.served) < board.config.patience()) {
            return;
        }
        for (int i = 0; i < MAX_RECALLS && head != null && tooLong(shape, head); i++) {
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

    /** Whether workers could run it, but none of them would have lasted from its beginning to its end. */
    private boolean tooLong(Shape shape, TaskEntry task) {
        boolean[] found = {false, false};
        board.workers.forEach(w -> {
            if (w.usable() && matcher.fits(shape, w)) {
                long end = w.spec.endTime().orElse(0);
                found[0] = true;
                found[1] |= end == 0 || Choice.needed(task, w) <= end - w.joined;
            }
        });
        return found[0] && !found[1] && !task.hasty;
    }

    private int able(Shape shape) {
        int[] count = {0};
        board.workers.forEach(w -> {
            if (w.accepts() && matcher.able(shape, w)) {
                count[0]++;
            }
        });
        return count[0];
    }

    /**
     * Smaller tasks may overtake a larger one again and again, as there is never enough room at once. When it has waited
     * for too long, a worker is emptied for it; at most an eighth of those that could run it.
     */
    private void reserve(Shape shape) {
        TaskEntry head = shape.queue.peek();
        if (head == null || shape.category.full()) {
            return;
        }
        long since = Math.max(head.since, shape.served);
        if (board.now - since < board.config.patience() || shape.reserved.size() >= shape.queue.size()) {
            return;
        }
        if (shape.reserved.size() >= Math.max(1, able(shape) / 8)) {
            return;
        }
        emptiest(shape, head).ifPresent(worker -> {
            worker.reservedFor = shape;
            shape.reserved.add(worker);
            matcher.refresh(worker);
        });
    }

    private Optional<WorkerEntry> emptiest(Shape shape, TaskEntry head) {
        List<WorkerEntry> candidates = new ArrayList<>();
        board.workers.forEach(w -> {
            boolean taken = w.reservedFor != null;
            if (!taken && w.accepts() && matcher.able(shape, w) && !head.avoids(w.host, board.now)) {
                candidates.add(w);
            }
        });
        return candidates.stream()
                .min(Comparator.<WorkerEntry>comparingDouble(Housekeeping::load).thenComparingLong(WorkerEntry::id));
    }

    private static double load(WorkerEntry worker) {
        double cores = (double) worker.inUse.cores() / Math.max(1, worker.total.cores());
        double memory = (double) worker.inUse.memory() / Math.max(1, worker.total.memory());
        return Math.max(cores, memory);
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
