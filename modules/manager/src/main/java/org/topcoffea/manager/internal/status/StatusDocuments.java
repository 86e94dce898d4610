package org.topcoffea.manager.internal.status;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.topcoffea.manager.internal.queue.Peer;
import org.topcoffea.manager.internal.queue.TaskQueue;
import org.topcoffea.scheduler.BlockedHost;
import org.topcoffea.scheduler.CategoryStatistics;
import org.topcoffea.scheduler.Reason;
import org.topcoffea.scheduler.Scheduler;
import org.topcoffea.scheduler.Statistics;
import org.topcoffea.scheduler.TaskPhase;
import org.topcoffea.scheduler.TaskView;
import org.topcoffea.scheduler.WorkerView;
import org.topcoffea.spi.Resources;

/**
 * The answers to status queries, as Work Queue's programs expect them; what only our own understand comes behind. The thread of
 * the queue notes what is so, which is short; putting that into words is left to other threads.
 */
public final class StatusDocuments {
    private static final int EXPLAINED = 20;
    private static final int TASKS = 10_000;
    private static final List<String> AMOUNTS = List.of("cores", "memory", "disk", "gpus");

    private final TaskQueue queue;
    private final Identity identity;
    private final Supplier<Map<String, ?>> more;
    private final LongFunction<String> commands;

    /**
     * Prepares answers.
     *
     * @param queue what they are about
     * @param identity who answers
     * @param more further fields of the manager's record
     * @param commands what a task is, in one line
     */
    public StatusDocuments(
            TaskQueue queue, Identity identity, Supplier<Map<String, ?>> more, LongFunction<String> commands) {
        this.queue = queue;
        this.identity = identity;
        this.more = more;
        this.commands = commands;
    }

    /** The full record of the manager. */
    public Map<String, Object> manager() {
        Map<String, Object> record = identity.fields();
        Scheduler scheduler = queue.scheduler();
        Statistics statistics = scheduler.statistics();
        Map<String, Number> numbers = Numbers.of(queue);
        numbers.remove("timestamp");
        record.putAll(numbers);
        record.put("workers", statistics.workers().connected());
        record.put("tasks_complete", statistics.tasks().done());
        record.put("tasks_left", statistics.tasks().waiting());
        record.put("time_when_started", identity.started());
        record.put("time_workers_execute", statistics.times().execute());
        record.put("time_workers_execute_good", statistics.times().executeGood());
        record.put("time_workers_execute_exhaustion", statistics.times().executeExhaustion());
        record.remove("workers_blocked");
        List<String> blocked =
                scheduler.blockedHosts().stream().map(BlockedHost::host).toList();
        if (!blocked.isEmpty()) {
            record.put("workers_blocked", blocked);
        }
        amounts(record, statistics);
        record.put("categories", categories());
        List<String> reasons =
                scheduler.whyNoWorkers().stream().map(Reason::text).toList();
        if (!reasons.isEmpty()) {
            record.put("why_no_workers", reasons);
        }
        record.putAll(more.get());
        return record;
    }

    private static void amounts(Map<String, Object> record, Statistics statistics) {
        record.put("workers_inuse", statistics.workers().busy());
        record.put("workers_total", statistics.workers().connected());
        record.put("workers_smallest", Math.min(1, statistics.workers().connected()));
        record.put("workers_largest", Math.min(1, statistics.workers().connected()));
        for (String name : AMOUNTS) {
            record.put(name + "_inuse", amount(statistics.committed(), name));
            record.put(name + "_total", amount(statistics.total(), name));
            record.put(name + "_smallest", amount(statistics.smallest(), name));
            record.put(name + "_largest", amount(statistics.largest(), name));
            record.put("tasks_total_" + name, amount(statistics.requested(), name));
        }
    }

    private static long amount(Resources resources, String name) {
        return Math.max(
                0,
                switch (name) {
                    case "cores" -> resources.cores();
                    case "memory" -> resources.memory();
                    case "disk" -> resources.disk();
                    default -> resources.gpus();
                });
    }

    /** One object for each category. */
    public List<Map<String, Object>> categories() {
        return queue.scheduler().categories().stream()
                .map(StatusDocuments::category)
                .toList();
    }

    private static Map<String, Object> category(CategoryStatistics category) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("category", category.name());
        object.put("tasks_waiting", category.waiting());
        object.put("tasks_running", category.running());
        object.put("tasks_on_workers", category.onWorkers());
        object.put("tasks_dispatched", category.dispatched());
        object.put("tasks_done", category.done());
        object.put("tasks_failed", category.failed());
        object.put("tasks_cancelled", category.cancelled());
        object.put("workers_able", category.workersAble());
        for (String name : AMOUNTS) {
            object.put("max_" + name, limit(category, name));
        }
        object.put("first_allocation", open(category.first()));
        object.put("max_allocation", open(category.maximum()));
        object.put("max_seen", open(category.maxSeen()));
        object.put("first_allocation_count", category.firstWaiting());
        object.put("max_allocation_count", category.maximumWaiting());
        object.put("tasks_split", category.split());
        object.put("tasks_exhausted", category.exhausted());
        object.put("mean_time", category.meanTime());
        object.put("steady", category.steady());
        return object;
    }

    private static String limit(CategoryStatistics category, String name) {
        long maximum = amount(category.maximum(), name);
        long seen = amount(category.maxSeen(), name);
        return maximum > 0 ? Long.toString(maximum) : seen > 0 ? "~" + seen : "na";
    }

    private static Map<String, Object> open(Resources resources) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (String name : AMOUNTS) {
            if (amount(resources, name) > 0) {
                object.put(name, amount(resources, name));
            }
        }
        return object;
    }

    /** One object for each worker; they are made when they are looked at, from what is so now. By any thread. */
    public Iterable<Map<String, Object>> workers() {
        List<WorkerRow> rows = new ArrayList<>();
        for (WorkerView view : queue.scheduler().workers()) {
            queue.peer(view.spec().id())
                    .ifPresent(peer -> rows.add(new WorkerRow(
                            view,
                            peer,
                            peer.bytesTransferred(),
                            peer.transferMicros(),
                            view.tasks().stream().map(commands::apply).toList())));
        }
        long now = queue.now();
        return lazily(rows, row -> worker(row, now));
    }

    private record WorkerRow(WorkerView view, Peer peer, long bytes, long micros, List<String> commands) {}

    private static <T> Iterable<Map<String, Object>> lazily(List<T> rows, Function<T, Map<String, Object>> form) {
        return () -> rows.stream().map(form).iterator();
    }

    private static Map<String, Object> worker(WorkerRow row, long now) {
        WorkerView view = row.view;
        Peer peer = row.peer;
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("hostname", peer.host());
        object.put("os", peer.introduction().system());
        object.put("arch", peer.introduction().architecture());
        object.put("version", peer.introduction().version());
        object.put("address_port", peer.address());
        object.put("ncpus", view.spec().resources().cores());
        object.put("total_tasks_complete", view.completed());
        object.put("total_tasks_running", view.tasks().size());
        object.put("total_bytes_transferred", row.bytes);
        object.put("total_transfer_time", row.micros);
        object.put("start_time", peer.joined());
        object.put("current_time", now);
        object.put("workers_inuse", view.tasks().isEmpty() ? 0 : 1);
        object.put("workers_total", 1);
        object.put("workers_smallest", 1);
        object.put("workers_largest", 1);
        amounts(object, row);
        object.put("worker_id", peer.id());
        object.put("encrypted", peer.encrypted());
        object.put("draining", view.draining());
        object.put("silent", view.silent());
        object.put("blocked", view.blocked());
        return object;
    }

    private static void amounts(Map<String, Object> object, WorkerRow row) {
        WorkerView view = row.view;
        for (String name : AMOUNTS) {
            object.put(name + "_inuse", amount(view.committed(), name));
            object.put(name + "_total", amount(view.spec().resources(), name));
            object.put(name + "_smallest", amount(view.spec().resources(), name));
            object.put(name + "_largest", amount(view.spec().largest(), name));
        }
        for (int i = 0; i < row.commands.size(); i++) {
            String number = "current_task_" + (i < 10 ? "00" : i < 100 ? "0" : "") + i;
            object.put(number + "_id", view.tasks().get(i));
            object.put(number + "_command", row.commands.get(i));
        }
    }

    /** One object for each task, those at workers first when there are very many. As {@link #workers}. */
    public Iterable<Map<String, Object>> tasks() {
        List<TaskRow> rows = new ArrayList<>();
        int explained = 0;
        for (TaskView view : queue.scheduler().tasks(TASKS)) {
            List<String> reasons = List.of();
            if (view.phase() == TaskPhase.WAITING && explained < EXPLAINED) {
                explained++;
                reasons = queue.scheduler().whyNotRunning(view.spec().id()).stream()
                        .map(Reason::text)
                        .toList();
            }
            Optional<Peer> peer =
                    view.worker().isPresent() ? queue.peer(view.worker().getAsLong()) : Optional.empty();
            rows.add(new TaskRow(view, peer, commands.apply(view.spec().id()), reasons));
        }
        long now = queue.now();
        return lazily(rows, row -> task(row, now));
    }

    private record TaskRow(TaskView view, Optional<Peer> peer, String command, List<String> reasons) {}

    private static Map<String, Object> task(TaskRow row, long now) {
        TaskView view = row.view;
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("taskid", view.spec().id());
        object.put("state", state(view.phase()));
        object.put("category", view.spec().category());
        object.put("command", row.command);
        object.put("priority", Double.toString(view.spec().priority()));
        object.put("cores", view.resources().cores());
        object.put("gpus", view.resources().gpus());
        object.put("memory", view.resources().memory());
        object.put("disk", view.resources().disk());
        object.put("attempt", view.attempt());
        row.peer.ifPresent(peer -> {
            object.put("host", peer.host());
            object.put("address_port", peer.address());
            object.put("time_when_submitted", view.sent());
            object.put("time_when_commit_start", view.sent());
            object.put("time_when_commit_end", Math.max(view.sent(), view.started()));
            object.put("current_time", now);
        });
        if (!row.reasons.isEmpty()) {
            object.put("why_not_running", row.reasons);
        }
        return object;
    }

    private static String state(TaskPhase phase) {
        return switch (phase) {
            case WAITING -> "WAITING";
            case DISPATCHED, RUNNING -> "RUNNING";
            case RETRIEVING -> "WAITING_RETRIEVAL";
        };
    }
}
