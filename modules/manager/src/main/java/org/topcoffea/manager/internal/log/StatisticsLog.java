package org.topcoffea.manager.internal.log;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers over time, in the format of Work Queue's statistics log: a header with the names of 56 columns, then a line for
 * each moment.
 */
public final class StatisticsLog implements AutoCloseable {
    /** The names of the columns, in order. */
    public static final List<String> COLUMNS = List.of(
            "timestamp workers_connected workers_init workers_idle workers_busy workers_able workers_joined workers_removed workers_released workers_idled_out workers_blocked workers_fast_aborted workers_lost tasks_waiting tasks_on_workers tasks_running tasks_with_results tasks_submitted tasks_dispatched tasks_done tasks_failed tasks_cancelled tasks_exhausted_attempts time_send time_receive time_send_good time_receive_good time_status_msgs time_internal time_polling time_application time_execute time_execute_good time_execute_exhaustion bytes_sent bytes_received bandwidth capacity_tasks capacity_cores capacity_memory capacity_disk capacity_instantaneous capacity_weighted manager_load total_cores total_memory total_disk committed_cores committed_memory committed_disk max_cores max_memory max_disk min_cores min_memory min_disk"
                    .split(" "));

    private static final List<String> REAL = List.of("bandwidth", "manager_load");

    private final LogFile file;

    /** Opens the log; without a file nothing is written. */
    public StatisticsLog(Optional<Path> file) {
        this.file = new LogFile(file, 0);
        this.file.append("# " + String.join(" ", COLUMNS) + "\n");
    }

    /**
     * Adds a line.
     *
     * @param values a number for each column; those that are not there are 0
     */
    public void add(Map<String, ? extends Number> values) {
        List<String> texts = new ArrayList<>(COLUMNS.size());
        for (String column : COLUMNS) {
            Number value = values.get(column);
            texts.add(
                    REAL.contains(column)
                            ? String.format(Locale.ROOT, "%.6f", value == null ? 0 : value.doubleValue())
                            : Long.toString(value == null ? 0 : value.longValue()));
        }
        file.append(String.join(" ", texts) + "\n");
        file.flush();
    }

    @Override
    public void close() {
        file.close();
    }
}
