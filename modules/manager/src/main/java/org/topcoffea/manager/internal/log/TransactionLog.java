package org.topcoffea.manager.internal.log;

import java.nio.file.Path;
import java.util.Optional;
import org.topcoffea.spi.Resources;

/**
 * What happens to workers, tasks and files, one line each, in the format of Work Queue's transactions log.
 * Times are microseconds since the epoch.
 */
public final class TransactionLog implements AutoCloseable {
    private static final String HEADER = """
        # time manager_pid MANAGER START|END
        # time manager_pid WORKER worker_id host:port CONNECTION
        # time manager_pid WORKER worker_id host:port DISCONNECTION (UNKNOWN|IDLE_OUT|FAST_ABORT|FAILURE|STATUS_WORKER|EXPLICIT)
        # time manager_pid WORKER worker_id RESOURCES {resources}
        # time manager_pid CATEGORY name MAX {resources_max_per_task}
        # time manager_pid CATEGORY name MIN {resources_min_per_task_per_worker}
        # time manager_pid CATEGORY name FIRST (FIXED|MAX|MIN_WASTE|MAX_THROUGHPUT) {resources_requested}
        # time manager_pid TASK task_id WAITING category_name (FIRST_RESOURCES|MAX_RESOURCES) {resources_requested}
        # time manager_pid TASK task_id RUNNING worker_address (FIRST_RESOURCES|MAX_RESOURCES) {resources_allocated}
        # time manager_pid TASK task_id WAITING_RETRIEVAL worker_address
        # time manager_pid TASK task_id (RETRIEVED|DONE) (SUCCESS|SIGNAL|END_TIME|FORSAKEN|MAX_RETRIES|MAX_WALL_TIME|UNKNOWN|RESOURCE_EXHAUSTION) exit_code {limits_exceeded} {resources_measured}
        # time manager_pid TRANSFER (INPUT|OUTPUT) taskid cache_flag sizeinmb walltime filename

        """;

    private final LogFile file;
    private final long pid = ProcessHandle.current().pid();

    /** Opens the log; without a file nothing is written. */
    public TransactionLog(Optional<Path> file) {
        this.file = new LogFile(file, 0);
        this.file.append(HEADER);
    }

    /** How a task ended and what it used; numbers that are not known are negative. */
    public record Ending(
            String result,
            int exitCode,
            Resources limits,
            Resources measured,
            double wallSeconds,
            double inputSeconds,
            double inputMegabytes,
            double outputSeconds,
            double outputMegabytes) {}

    /** The manager begins. */
    public void managerStarts(long time) {
        write(time, "MANAGER START");
    }

    /** The manager ends. */
    public void managerEnds(long time) {
        write(time, "MANAGER END");
    }

    /** A worker said who it is. */
    public void connected(long time, String worker, String address) {
        write(time, "WORKER " + worker + " " + address + "  CONNECTION");
    }

    /** A worker has gone. */
    public void disconnected(long time, String worker, String address, String reason) {
        write(time, "WORKER " + worker + " " + address + "  DISCONNECTION " + reason);
    }

    /** What a worker offers. */
    public void resources(long time, String worker, Resources resources) {
        write(time, "WORKER " + worker + " RESOURCES " + json(resources));
    }

    /** The most and the least that tasks of a category get. */
    public void category(long time, String name, Resources maximum, Resources minimum) {
        write(time, "CATEGORY " + name + " MAX " + json(maximum));
        write(time, "CATEGORY " + name + " MIN " + json(minimum));
    }

    /** What first attempts of a category ask for from now on. */
    public void first(long time, String name, String mode, Resources first) {
        write(time, "CATEGORY " + name + " FIRST " + mode + " " + json(first));
    }

    /** A task waits. */
    public void waiting(long time, long task, String category, String allocation, Resources requested) {
        if (wanted()) {
            write(time, "TASK " + task + " WAITING " + category + " " + allocation + " " + json(requested));
        }
    }

    /** A task was sent to a worker. */
    public void running(long time, long task, String address, String allocation, Resources box) {
        if (wanted()) {
            write(time, "TASK " + task + " RUNNING " + address + "  " + allocation + " " + json(box));
        }
    }

    /** The outputs of a task are wanted. */
    public void retrieving(long time, long task, String address) {
        if (wanted()) {
            write(time, "TASK " + task + " WAITING_RETRIEVAL " + address + " ");
        }
    }

    /** The outputs of a task are here, or {@code DONE} with it. */
    public void ended(long time, long task, String state, Ending ending) {
        if (wanted()) {
            write(
                    time,
                    "TASK " + task + " " + state + " " + ending.result() + "  " + ending.exitCode() + "  "
                            + json(ending.limits()) + " " + measured(ending));
        }
    }

    /** A task is no longer wanted. */
    public void cancelled(long time, long task) {
        write(time, "TASK " + task + " CANCELED");
    }

    /** A file was transferred. */
    public void transfer(
            long time, boolean input, long task, boolean cached, double megabytes, double seconds, String name) {
        if (wanted()) {
            write(
                    time,
                    "TRANSFER " + (input ? "INPUT " : "OUTPUT ") + task + (cached ? " 1 " : " 0 ")
                            + Decimals.six(megabytes) + " " + Decimals.six(seconds) + " " + name);
        }
    }

    private static String measured(Ending ending) {
        StringBuilder text = new StringBuilder("{");
        if (ending.wallSeconds() >= 0) {
            number(text, "wall_time", ending.wallSeconds(), "s").append(',');
        }
        String resources = json(ending.measured());
        if (resources.length() > 2) {
            text.append(resources, 1, resources.length() - 1).append(',');
        }
        number(text, "wq_output_time", ending.outputSeconds(), "s").append(',');
        number(text, "wq_input_time", ending.inputSeconds(), "s").append(',');
        number(text, "wq_output_size", ending.outputMegabytes(), "MB").append(',');
        return number(text, "wq_input_size", ending.inputMegabytes(), "MB")
                .append('}')
                .toString();
    }

    private static StringBuilder number(StringBuilder text, String name, double value, String unit) {
        return text.append('"')
                .append(name)
                .append("\":[")
                .append(Decimals.six(value))
                .append(",\"")
                .append(unit)
                .append("\"]");
    }

    /** Resources as the logs of Work Queue write them; open values are left out. */
    static String json(Resources resources) {
        StringBuilder text = new StringBuilder("{");
        add(text, "memory", resources.memory(), "MB");
        add(text, "disk", resources.disk(), "MB");
        add(text, "gpus", resources.gpus(), "gpus");
        add(text, "cores", resources.cores(), "cores");
        return text.append('}').toString();
    }

    private static void add(StringBuilder text, String name, long value, String unit) {
        if (value >= 0) {
            text.append(text.length() > 1 ? "," : "")
                    .append('"')
                    .append(name)
                    .append("\":[")
                    .append(value)
                    .append(",\"")
                    .append(unit)
                    .append("\"]");
        }
    }

    private void write(long time, String record) {
        file.append(time + " " + pid + " " + record + "\n");
    }

    /** Whether there is a file; nothing is made up for one that there is not. */
    private boolean wanted() {
        return file.present();
    }

    /** Puts everything into the file. */
    public void flush() {
        file.flush();
    }

    @Override
    public void close() {
        file.close();
    }
}
