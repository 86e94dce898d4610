package org.topcoffea.scheduler;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.topcoffea.scheduler.internal.allocation.Amounts;
import org.topcoffea.spi.Resources;

/** What there is to see; costs time for each worker, task or shape that is looked at. */
final class Views {
    private static final int READY_FOR_EACH_CORE = 2;
    private final Board board;
    private final Matcher matcher;

    Views(Board board, Matcher matcher) {
        this.board = board;
        this.matcher = matcher;
    }

    long wanted(int minimum) {
        long waiting = 0;
        long onWorkers = 0;
        for (Category category : board.categories.values()) {
            waiting += category.waiting;
            onWorkers += category.onWorkers;
        }
        long slots = Math.max(board.total.cores(), onWorkers);
        return Math.max(minimum, READY_FOR_EACH_CORE * slots) - waiting;
    }

    TaskView task(TaskEntry task) {
        Placement placement = task.placement;
        if (placement == null) {
            Resources request = board.request(task);
            return new TaskView(
                    task.spec, TaskPhase.WAITING, task.attempt, OptionalLong.empty(), request, task.allocation, 0, 0);
        }
        return new TaskView(
                task.spec,
                placement.phase,
                placement.attempt,
                OptionalLong.of(placement.worker.id()),
                placement.box,
                placement.allocation,
                placement.sent,
                placement.started);
    }

    List<TaskView> tasks() {
        List<TaskView> all = new ArrayList<>(board.tasks.size());
        board.tasks.forEach(t -> all.add(task(t)));
        return all;
    }

    List<TaskView> tasks(int most) {
        if (board.tasks.size() <= most) {
            return tasks();
        }
        List<TaskEntry> some = new ArrayList<>(most);
        for (WorkerEntry worker : board.workers) {
            worker.placements.values().stream().limit(most - some.size()).forEach(p -> some.add(p.task));
        }
        for (Shape shape : board.shapes.values()) {
            shape.queue.forEach(most - some.size(), some::add);
        }
        return some.stream()
                .sorted(Comparator.comparingLong(t -> t.spec.id()))
                .map(this::task)
                .toList();
    }

    static WorkerView worker(WorkerEntry worker) {
        return new WorkerView(
                worker.spec,
                worker.inUse,
                List.copyOf(worker.placements.keySet()),
                worker.ahead.size(),
                worker.completed,
                worker.joined,
                worker.draining,
                worker.silent,
                worker.host.blocked != null);
    }

    List<WorkerView> workers() {
        List<WorkerView> all = new ArrayList<>(board.workers.size());
        board.workers.forEach(w -> all.add(worker(w)));
        return all;
    }

    List<BlockedHost> blockedHosts() {
        List<BlockedHost> all = new ArrayList<>();
        board.hosts.values().forEach(h -> {
            if (h.blocked != null) {
                all.add(h.blocked);
            }
        });
        return all;
    }

    Statistics statistics() {
        return new Statistics(
                workerNumbers(),
                taskNumbers(),
                board.tally.times(),
                board.capacity.capacity(),
                board.total,
                board.committed,
                board.extremes.largest(),
                board.extremes.smallest(),
                requested());
    }

    private Statistics.Tasks taskNumbers() {
        Collection<Category> all = board.categories.values();
        Tally t = board.tally;
        return new Statistics.Tasks(
                all.stream().mapToLong(c -> c.waiting).sum(),
                all.stream().mapToLong(c -> c.onWorkers).sum(),
                all.stream().mapToLong(c -> c.running).sum(),
                all.stream().mapToLong(c -> c.retrieving).sum(),
                t.submitted,
                t.dispatched,
                t.done,
                t.failed,
                t.cancelled,
                t.split,
                t.exhausted);
    }

    private Statistics.Workers workerNumbers() {
        List<Shape> wanting =
                board.shapes.values().stream().filter(s -> !s.queue.isEmpty()).toList();
        long[] n = new long[5];
        board.workers.forEach(w -> {
            n[w.placements.isEmpty() ? 0 : 1]++;
            n[2] += wanting.isEmpty() || wanting.stream().anyMatch(s -> matcher.able(s, w)) ? 1 : 0;
            n[3] += w.draining ? 1 : 0;
            n[4] += w.silent ? 1 : 0;
        });
        Tally t = board.tally;
        return new Statistics.Workers(
                board.workers.size(),
                n[0],
                n[1],
                n[2],
                n[3],
                n[4],
                blockedHosts().size(),
                t.joined,
                t.removed,
                t.released,
                t.idledOut,
                t.fastAborted,
                t.lost);
    }

    private Resources requested() {
        Resources sum = board.committed;
        for (Shape shape : board.shapes.values()) {
            Resources each = shape.box(board.boxes, board.extremes.largest());
            sum = Amounts.plus(sum, Amounts.times(each, shape.queue.size()));
        }
        return sum;
    }

    List<CategoryStatistics> categories() {
        return board.categories.values().stream().map(this::category).toList();
    }

    private int able(Category c) {
        return (int) board.workers.stream()
                .filter(w -> c.shapes.stream().anyMatch(s -> matcher.able(s, w)))
                .count();
    }

    private CategoryStatistics category(Category c) {
        Resources first = c.request(Resources.OPEN, Allocation.FIRST, Resources.OPEN, board.extremes.largest());
        Resources maximum = c.request(Resources.OPEN, Allocation.MAXIMUM, Resources.OPEN, board.extremes.largest());
        long atMaximum = c.shapes.stream()
                .filter(s -> s.key.allocation() == Allocation.MAXIMUM)
                .mapToLong(s -> s.queue.size())
                .sum();
        return new CategoryStatistics(
                c.name,
                c.spec.mode(),
                c.waiting,
                c.running,
                c.onWorkers,
                c.dispatched,
                c.done,
                c.failed,
                c.cancelled,
                c.split,
                c.exhausted,
                c.fastAborted,
                able(c),
                first,
                maximum,
                c.maxSeen(),
                c.waiting - atMaximum,
                atMaximum,
                (long) c.meanTime(),
                c.steady());
    }
}
