package org.topcoffea.factory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.topcoffea.spi.Resources;
import org.topcoffea.wire.CatalogRecord;
import org.topcoffea.wire.ManagerRecord;

/**
 * Reads what a manager has to do from its record, and from the list of its tasks where there is one. Without the list, sizes
 * come from the record's categories; what tasks ask for beyond their category is only known in sum then, and taken as shared
 * equally by those of which nothing else is known.
 */
final class LoadReader {
    private LoadReader() {}

    static ManagerLoad read(ManagerRecord record, List<CatalogRecord> tasks, Resources worker, String host) {
        CatalogRecord fields = record.fields();
        double weighted = fields.real("capacity_weighted", 0);
        return new ManagerLoad(
                record.project().isEmpty() ? "(unnamed)" : record.project(),
                host,
                record.port(),
                record.tasksWaiting(),
                record.tasksRunning(),
                record.tasksComplete(),
                record.workers(),
                tasks.isEmpty() ? ofRecord(record) : ofTasks(tasks, worker),
                record.tasksLeft(),
                new ManagerLoad.Capacity(
                        weighted > 0 ? weighted : fields.real("capacity_tasks", 0),
                        fields.real("capacity_cores", 0),
                        fields.real("capacity_memory", 0),
                        fields.real("capacity_disk", 0),
                        fields.real("capacity_gpus", 0)),
                Set.copyOf(record.blockedHosts()));
    }

    /** Tasks that run have been given a part of somebody's worker, which may be more than one of ours has. */
    private static List<TaskKind> ofTasks(List<CatalogRecord> tasks, Resources worker) {
        Map<Resources, Long> counts = new LinkedHashMap<>();
        for (CatalogRecord task : tasks) {
            Resources size = size(task);
            switch (task.text("state", "")) {
                case "WAITING" -> counts.merge(size, 1L, Long::sum);
                case "RUNNING" -> counts.merge(within(size, worker), 1L, Long::sum);
                default -> {}
            }
        }
        return kinds(counts);
    }

    private static List<TaskKind> kinds(Map<Resources, Long> counts) {
        List<TaskKind> kinds = new ArrayList<>();
        counts.forEach((size, count) -> {
            if (count > 0) {
                kinds.add(new TaskKind(count, size));
            }
        });
        return kinds;
    }

    private static List<TaskKind> ofRecord(ManagerRecord record) {
        Map<Resources, Long> counts = new LinkedHashMap<>();
        for (CatalogRecord category : record.fields().records("categories")) {
            long tasks = category.number("tasks_waiting", 0) + category.number("tasks_on_workers", 0);
            long retried = Math.min(tasks, Math.max(0, category.number("max_allocation_count", 0)));
            counts.merge(box(category, "max_allocation"), retried, Long::sum);
            counts.merge(box(category, "first_allocation"), tasks - retried, Long::sum);
        }
        long counted = counts.values().stream().mapToLong(Long::longValue).sum();
        long all = record.tasksWaiting() + record.tasksOnWorkers();
        long open = counts.getOrDefault(Resources.OPEN, 0L) + Math.max(0, all - counted);
        counts.remove(Resources.OPEN);
        if (open > 0) {
            counts.merge(shared(record.fields(), counts, open), open, Long::sum);
        }
        return kinds(counts);
    }

    /** What is asked for in sum, less what is accounted for, divided by those of which nothing is known. */
    private static Resources shared(CatalogRecord fields, Map<Resources, Long> counts, long open) {
        double cores = fields.real("tasks_total_cores", 0);
        double memory = fields.real("tasks_total_memory", 0);
        double disk = fields.real("tasks_total_disk", 0);
        double gpus = fields.real("tasks_total_gpus", 0);
        for (Map.Entry<Resources, Long> entry : counts.entrySet()) {
            cores -= Math.max(0, entry.getKey().cores()) * (double) entry.getValue();
            memory -= Math.max(0, entry.getKey().memory()) * (double) entry.getValue();
            disk -= Math.max(0, entry.getKey().disk()) * (double) entry.getValue();
            gpus -= Math.max(0, entry.getKey().gpus()) * (double) entry.getValue();
        }
        return new Resources(part(cores, open), part(memory, open), part(disk, open), part(gpus, open));
    }

    private static long part(double sum, long tasks) {
        return sum <= 0 ? Resources.UNSPECIFIED : Math.max(1, (long) Math.floor(sum / tasks));
    }

    private static Resources box(CatalogRecord category, String field) {
        Object value = category.fields().get(field);
        return value instanceof Map<?, ?> map ? size(CatalogRecord.of(texts(map))) : Resources.OPEN;
    }

    private static Map<String, Object> texts(Map<?, ?> map) {
        Map<String, Object> texts = new LinkedHashMap<>();
        map.forEach((key, value) -> texts.put(String.valueOf(key), value));
        return texts;
    }

    /** Zero and less count as not specified: a task that needs nothing of a kind fits everywhere. */
    private static Resources size(CatalogRecord record) {
        return new Resources(
                positive(record.real("cores", -1)),
                positive(record.real("memory", -1)),
                positive(record.real("disk", -1)),
                positive(record.real("gpus", -1)));
    }

    private static long positive(double value) {
        return value > 0 ? (long) Math.ceil(value) : Resources.UNSPECIFIED;
    }

    private static Resources within(Resources task, Resources worker) {
        return new Resources(
                within(task.cores(), worker.cores()),
                within(task.memory(), worker.memory()),
                within(task.disk(), worker.disk()),
                within(task.gpus(), worker.gpus()));
    }

    private static long within(long task, long worker) {
        return worker == Resources.UNSPECIFIED ? task : Math.min(task, worker);
    }
}
