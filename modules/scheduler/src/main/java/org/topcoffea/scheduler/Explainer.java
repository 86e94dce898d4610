package org.topcoffea.scheduler;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.topcoffea.scheduler.internal.allocation.Resource;
import org.topcoffea.spi.Resources;

/** Why something does not happen. Looks at every worker, in the order in which the matcher would refuse them. */
final class Explainer {
    /** What was found out about workers, each counted once: for the first reason against it. */
    private static final class Findings {
        final Map<Host, Integer> blocked = new LinkedHashMap<>();
        final Map<Resource, long[]> tooSmall = new LinkedHashMap<>();
        final Map<String, Integer> lacking = new LinkedHashMap<>();
        int endUnknown;
        int silent;
        int draining;
        int notMore;
        int avoided;
        int endSoon;
        long longest;
        int busy;
    }

    private final Board board;

    Explainer(Board board) {
        this.board = board;
    }

    List<Reason> whyNotRunning(long id) {
        TaskEntry task = board.tasks.get(id);
        if (task == null) {
            return List.of(new Reason.NoSuchTask(id));
        }
        Placement placement = task.placement;
        if (placement != null) {
            return List.of(new Reason.AtWorker(id, placement.worker.spec.name(), placement.phase, placement.sent));
        }
        List<Reason> reasons = new ArrayList<>();
        if (task.queue == null) {
            String why = task.trouble == null || task.trouble.pause.isEmpty()
                    ? "it is not wanted before"
                    : task.trouble.pause;
            reasons.add(new Reason.Paused(task.since, why));
        }
        Shape shape = task.shape;
        if (shape == null) {
            bound(task, reasons);
        } else {
            among(task, shape, reasons);
        }
        return reasons;
    }

    private void bound(TaskEntry task, List<Reason> reasons) {
        WorkerEntry worker = board.worker(task.spec.worker().orElse(0));
        if (worker != null) {
            reasons.add(new Reason.Pinned(worker.spec.name()));
            reasons.add(worker.silent ? new Reason.Silent(1) : new Reason.Busy(1, 1));
        }
    }

    private void among(TaskEntry task, Shape shape, List<Reason> reasons) {
        Category category = task.category;
        if (board.workers.size() == 0) {
            reasons.add(new Reason.NoWorkers());
        }
        if (category.full()) {
            reasons.add(new Reason.CategoryFull(category.name, category.spec.maxConcurrent()));
        }
        Findings findings = new Findings();
        board.workers.forEach(worker -> examine(task, shape, worker, findings));
        report(task, shape, findings, reasons);
        TaskEntry head = shape.queue.peek();
        if (head != null && head != task) {
            reasons.add(new Reason.Behind(shape.queue.size() - 1L));
        }
        boolean learning = category.spec.mode() != AllocationMode.FIXED && !category.steady();
        if (learning && open(shape.request) && (reasons.isEmpty() || findings.busy > 0)) {
            reasons.add(new Reason.Learning(category.name, category.completions(), board.config.steadyTasks()));
        }
        if (reasons.isEmpty()) {
            reasons.add(new Reason.Busy(0, shape.reserved.size()));
        }
    }

    private static boolean open(Resources r) {
        return r.cores() < 0 || r.memory() < 0 || r.disk() < 0;
    }

    private void examine(TaskEntry task, Shape shape, WorkerEntry worker, Findings f) {
        Resources box = shape.box(board.boxes, worker);
        if (worker.host.blocked != null) {
            f.blocked.merge(worker.host, 1, Integer::sum);
        } else if (worker.draining || worker.released) {
            f.draining++;
        } else if (worker.silent) {
            f.silent++;
        } else if (worker.spec.endTime().isEmpty()) {
            f.endUnknown++;
        } else if (!board.boxes.fits(box, worker.total)) {
            tooSmall(box, worker, f);
        } else if (!shape.exceedsFloor(box)) {
            f.notMore++;
        } else if (!worker.spec.features().containsAll(shape.key.features())) {
            shape.key.features().stream()
                    .filter(x -> !worker.spec.features().contains(x))
                    .forEach(x -> f.lacking.merge(x, 1, Integer::sum));
        } else if (!worker.lasts(board.now, Choice.needed(task, worker))) {
            f.endSoon++;
            f.longest = Math.max(f.longest, worker.spec.endTime().orElse(0) - board.now);
        } else if (board.avoids(task, worker.host)) {
            f.avoided++;
        } else {
            f.busy++;
        }
    }

    private static void tooSmall(Resources box, WorkerEntry worker, Findings f) {
        for (Resource resource : Resource.ALL) {
            long needed = resource.of(box);
            long has = resource.of(worker.total);
            if (needed > has) {
                long[] seen = f.tooSmall.computeIfAbsent(resource, r -> new long[3]);
                seen[0]++;
                seen[1] = Math.max(seen[1], needed);
                seen[2] = Math.max(seen[2], has);
                return;
            }
        }
    }

    private void report(TaskEntry task, Shape shape, Findings f, List<Reason> reasons) {
        f.tooSmall.forEach(
                (resource, seen) -> reasons.add(new Reason.TooBig((int) seen[0], resource.unit(), seen[1], seen[2])));
        if (f.notMore > 0) {
            reasons.add(new Reason.NeedsMoreThan(f.notMore, shape.key.floor()));
        }
        f.lacking.forEach((feature, count) -> reasons.add(new Reason.NoFeature(count, feature)));
        if (f.endSoon > 0) {
            long needed = Math.max(task.spec.minimumTime(), (long) task.category.expectedTime(task.spec.size()));
            reasons.add(new Reason.EndsTooSoon(f.endSoon, needed, Math.max(0, f.longest)));
        }
        if (f.avoided > 0 && task.trouble != null) {
            reasons.add(new Reason.Avoids(task.trouble.avoidHost, task.trouble.avoidUntil));
        }
        if (f.busy > 0) {
            reasons.add(new Reason.Busy(f.busy, shape.reserved.size()));
        }
        unavailable(f, reasons);
    }

    private static void unavailable(Findings f, List<Reason> reasons) {
        f.blocked.forEach((host, count) -> {
            if (host.blocked != null) {
                reasons.add(new Reason.HostIsBlocked(host.blocked, count));
            }
        });
        if (f.draining > 0) {
            reasons.add(new Reason.Draining(f.draining));
        }
        if (f.silent > 0) {
            reasons.add(new Reason.Silent(f.silent));
        }
        if (f.endUnknown > 0) {
            reasons.add(new Reason.EndUnknown(f.endUnknown));
        }
    }

    List<Reason> whyNoWorkers() {
        Findings f = new Findings();
        int[] usable = {0};
        board.workers.forEach(worker -> {
            if (worker.host.blocked != null) {
                f.blocked.merge(worker.host, 1, Integer::sum);
            } else if (worker.draining || worker.released) {
                f.draining++;
            } else if (worker.silent) {
                f.silent++;
            } else if (worker.spec.endTime().isEmpty()) {
                f.endUnknown++;
            } else {
                usable[0]++;
            }
        });
        if (usable[0] > 0) {
            return List.of();
        }
        List<Reason> reasons = new ArrayList<>();
        if (board.workers.size() == 0) {
            reasons.add(new Reason.NoWorkers());
        }
        unavailable(f, reasons);
        Tally t = board.tally;
        if (t.removed > 0) {
            reasons.add(new Reason.WorkersWent(t.joined, t.idledOut, t.lost, t.released));
        }
        return reasons;
    }
}
