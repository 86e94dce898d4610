package org.topcoffea.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.topcoffea.wire.CatalogRecord;

/** The tables of {@code work_queue_status}: columns with fixed widths, {@code ???} for what a record does not say. */
final class StatusTable {
    static final StatusTable MANAGERS = new StatusTable(List.of(
            left("PROJECT", 18, "project"),
            left("HOST", 21, "name"),
            right("PORT", 5, "port"),
            right("WAITING", 7, "tasks_waiting"),
            right("RUNNING", 7, "tasks_running"),
            right("COMPLETE", 8, "tasks_complete"),
            right("WORKERS", 7, "workers")));
    static final StatusTable WORKERS = new StatusTable(List.of(
            left("HOST", 24, "hostname"),
            left("ADDRESS", 21, "address_port"),
            right("COMPLETED", 9, "total_tasks_complete"),
            right("RUNNING", 7, "total_tasks_running"),
            right("CORE_USE", 8, "cores_inuse"),
            right("CORE_ALL", 8, "cores_total"),
            right("MEM_USE", 8, "memory_inuse"),
            right("MEM_ALL", 8, "memory_total"),
            right("DISK_USE", 9, "disk_inuse"),
            right("DISK_ALL", 9, "disk_total"),
            right("GPUS_USE", 8, "gpus_inuse"),
            right("GPUS_ALL", 8, "gpus_total")));
    static final StatusTable TASKS = new StatusTable(List.of(
            left("ID", 7, "taskid"),
            left("STATE", 17, "state"),
            right("PRIORITY", 8, "priority"),
            left("HOST", 24, "host"),
            left("COMMAND", 40, "command"),
            right("CORES", 6, "cores"),
            right("MEMORY", 8, "memory"),
            right("DISK", 8, "disk"),
            right("GPUS", 5, "gpus")));
    static final StatusTable CATEGORIES = new StatusTable(List.of(
            left("CATEGORY", 20, "category"),
            right("DISPATCHED", 10, "tasks_dispatched"),
            right("WAITING", 8, "tasks_waiting"),
            right("FIT-WORKERS", 11, "workers_able"),
            right("MAX-CORES", 10, "max_cores"),
            right("MAX-MEMORY", 10, "max_memory"),
            right("MAX-DISK", 10, "max_disk")));
    static final StatusTable RESOURCES = new StatusTable(List.of(
            left("MANAGER", 24, "project"),
            right("CORES", 8, "cores_total"),
            right("INUSE", 8, "cores_inuse"),
            gigabytes("MEM(GB)", 8, "memory_total"),
            gigabytes("INUSE", 8, "memory_inuse"),
            right("GPUS", 8, "gpus_total"),
            right("INUSE", 8, "gpus_inuse")));
    static final StatusTable CAPACITY = new StatusTable(List.of(
            left("MANAGER", 24, "project"),
            right("TASKS", 10, "capacity_tasks"),
            right("CORES", 10, "capacity_cores"),
            right("MEMORY", 10, "capacity_memory"),
            right("DISK", 10, "capacity_disk")));

    private static final String UNKNOWN = "???";

    private final List<Column> columns;

    private StatusTable(List<Column> columns) {
        this.columns = columns;
    }

    /** The lines of the table, its head first. */
    List<String> lines(List<CatalogRecord> records) {
        List<String> lines = new ArrayList<>();
        lines.add(line(Column::title));
        records.forEach(record -> lines.add(line(column -> clean(column.value().apply(record)))));
        return lines;
    }

    private String line(Function<Column, String> cell) {
        StringBuilder line = new StringBuilder();
        for (Column column : columns) {
            line.append(line.isEmpty() ? "" : " ").append(padded(cell.apply(column), column.width()));
        }
        return line.toString().stripTrailing();
    }

    private static String padded(String text, int width) {
        boolean left = width > 0;
        int size = Math.abs(width);
        String cut = left && text.length() > size ? text.substring(0, size) : text;
        return String.format(Locale.ROOT, "%" + (left ? "-" : "") + size + "s", cut);
    }

    /** What others say must not move the cursor of the reader's terminal. */
    private static String clean(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Column left(String title, int width, String field) {
        return new Column(title, width, record -> record.text(field, UNKNOWN));
    }

    private static Column right(String title, int width, String field) {
        return new Column(title, -width, record -> record.text(field, UNKNOWN));
    }

    private static Column gigabytes(String title, int width, String field) {
        return new Column(title, -width, record -> {
            double megabytes = record.real(field, Double.NaN);
            return Double.isNaN(megabytes) ? UNKNOWN : Long.toString(Math.round(megabytes / 1024));
        });
    }

    /** A negative width means to the right. */
    private record Column(String title, int width, Function<CatalogRecord, String> value) {}
}
