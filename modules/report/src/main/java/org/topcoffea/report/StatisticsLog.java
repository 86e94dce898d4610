package org.topcoffea.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A statistics log of a manager, ours or one of cctools 7: a line that begins with {@code #} and names the columns, then
 * numbers, one line for each moment. The lines of several runs may follow each other, each with a header of its own.
 *
 * <p>Source of the form: the manual and the behaviour of {@code work_queue_graph_log} 7.14.5.
 */
public final class StatisticsLog {
    private static final String TIMESTAMP = "timestamp";
    private static final int HEADER_LINES = 10;
    private static final double MICROSECONDS = 1e6;

    private final Map<String, Integer> columns;
    private final List<double[]> rows;

    private StatisticsLog(Map<String, Integer> columns, List<double[]> rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /**
     * Reads a log.
     *
     * @param lines its lines; a last one that is not complete is left out
     * @param interval seconds: of lines that follow each other more closely only the first counts; the last always counts
     * @throws IllegalArgumentException if there is no header, a column is missing or no line has numbers
     */
    public static StatisticsLog parse(List<String> lines, double interval) {
        Map<String, Integer> columns = Map.of();
        Sampled sampled = new Sampled(interval);
        for (int i = 0; i < lines.size() && (i < HEADER_LINES || !columns.isEmpty()); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("#")) {
                columns = header(line);
            } else if (!line.isEmpty() && !columns.isEmpty()) {
                double[] row = row(line, columns);
                if (row.length > 0) {
                    sampled.add(row, row[columns.getOrDefault(TIMESTAMP, 0)] / MICROSECONDS);
                }
            }
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("no line of the first ten begins with # and names columns");
        }
        List<double[]> rows = sampled.finish();
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("no line has numbers");
        }
        return new StatisticsLog(columns, rows);
    }

    /** Keeps one row for each interval, and the last one. */
    private static final class Sampled {
        private final double interval;
        private final List<double[]> rows = new ArrayList<>();
        private double latest = Double.NEGATIVE_INFINITY;
        private double[] pending = new double[0];

        Sampled(double interval) {
            this.interval = interval;
        }

        void add(double[] row, double time) {
            if (time - latest >= interval) {
                rows.add(row);
                latest = time;
                pending = new double[0];
            } else {
                pending = row;
            }
        }

        List<double[]> finish() {
            if (pending.length > 0) {
                rows.add(pending);
            }
            return rows;
        }
    }

    private static Map<String, Integer> header(String line) {
        Map<String, Integer> columns = new HashMap<>();
        for (String name : line.substring(1).strip().split("\\s+")) {
            columns.putIfAbsent(name, columns.size());
        }
        if (!columns.containsKey(TIMESTAMP)) {
            throw new IllegalArgumentException("the header has no column 'timestamp': not a statistics log");
        }
        return columns;
    }

    /** The numbers of a line, or nothing if it was cut off while it was written. */
    private static double[] row(String line, Map<String, Integer> columns) {
        String[] words = line.split("\\s+");
        if (words.length < columns.size()) {
            return new double[0];
        }
        try {
            return Arrays.stream(words).mapToDouble(Double::parseDouble).toArray();
        } catch (NumberFormatException e) {
            return new double[0];
        }
    }

    /** How many moments it has. */
    int size() {
        return rows.size();
    }

    /** Whether a column exists. */
    boolean has(String column) {
        return columns.containsKey(column);
    }

    /**
     * A column; times are in seconds.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    double[] column(String name) {
        Integer index = columns.get(name);
        if (index == null) {
            throw new IllegalArgumentException("the log has no column '" + name + "'");
        }
        double unit = name.startsWith("time") ? MICROSECONDS : 1;
        return rows.stream().mapToDouble(row -> row[index] / unit).toArray();
    }

    /** Seconds since the first moment. */
    double[] elapsed() {
        double[] times = column(TIMESTAMP);
        double first = times[0];
        return Arrays.stream(times).map(time -> time - first).toArray();
    }
}
