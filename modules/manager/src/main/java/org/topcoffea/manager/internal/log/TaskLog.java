package org.topcoffea.manager.internal.log;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A line for each task that was done or has failed, as comma-separated values with the columns that coffea's Work Queue
 * executor writes.
 */
public final class TaskLog implements AutoCloseable {
    private static final String HEADER = "id,category,status,dataset,file,range_start,range_stop,accum_parent,"
            + "time_start,time_end,cpu_time,memory,fin,fout\n";

    private final LogFile file;

    /** Opens the log; without a file nothing is written. */
    public TaskLog(Optional<Path> file) {
        this.file = new LogFile(file, 0);
        if (this.file.empty()) {
            this.file.append(HEADER);
        }
    }

    /**
     * A task.
     *
     * @param id its number
     * @param category its category
     * @param status {@code done}, {@code failed}, or {@code lost} if it was done and its result was lost with its worker
     * @param dataset the sample; empty if there is none
     * @param file the event file; empty if there is none
     * @param start the first event
     * @param stop the event behind the last
     * @param parent the task that merged its result; 0 if that is not known
     * @param begin when it began, in microseconds since the epoch
     * @param end when it ended
     * @param cpuSeconds the processor time it used
     * @param memory its peak memory in MB
     * @param inputBytes the sizes of its inputs, in all
     * @param outputBytes the size of its result
     */
    public record Line(
            long id,
            String category,
            String status,
            String dataset,
            String file,
            long start,
            long stop,
            long parent,
            long begin,
            long end,
            double cpuSeconds,
            long memory,
            long inputBytes,
            long outputBytes) {
        /** The same, merged by another task. */
        public Line within(long newParent) {
            return with(status, newParent);
        }

        /** The same with another status. */
        public Line as(String newStatus) {
            return with(newStatus, parent);
        }

        private Line with(String newStatus, long newParent) {
            return new Line(
                    id,
                    category,
                    newStatus,
                    dataset,
                    file,
                    start,
                    stop,
                    newParent,
                    begin,
                    end,
                    cpuSeconds,
                    memory,
                    inputBytes,
                    outputBytes);
        }
    }

    /** Adds a line. */
    public void add(Line line) {
        file.append(List.of(
                                Long.toString(line.id),
                                line.category,
                                line.status,
                                quote(line.dataset),
                                quote(line.file),
                                Long.toString(line.start),
                                Long.toString(line.stop),
                                line.parent == 0 ? "" : Long.toString(line.parent),
                                seconds(line.begin),
                                seconds(line.end),
                                String.format(Locale.ROOT, "%.3f", Math.max(0, line.cpuSeconds)),
                                Long.toString(line.memory),
                                Long.toString(line.inputBytes),
                                Long.toString(line.outputBytes))
                        .stream()
                        .collect(Collectors.joining(","))
                + "\n");
    }

    private static String seconds(long micros) {
        return String.format(Locale.ROOT, "%.6f", micros / 1e6);
    }

    private static String quote(String text) {
        return text.matches("[^,\"\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
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
