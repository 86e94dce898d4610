package org.topcoffea.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The graphs of a manager's statistics log: workers, tasks, times and bytes over the life of the manager. */
public enum ManagerGraph {
    /** Workers now. */
    WORKERS("workers", "Workers", 1, "connected=workers_connected", "busy=workers_busy", "idle=workers_idle"),
    /** Workers that came and went. */
    WORKERS_ACCUM(
            "workers-accum",
            "Workers (accumulated)",
            1,
            "joined=workers_joined",
            "removed=workers_removed",
            "released=workers_released",
            "idled out=workers_idled_out",
            "too slow=workers_fast_aborted",
            "lost=workers_lost"),
    /** Tasks now. */
    TASKS(
            "tasks",
            "Tasks",
            1,
            "waiting=tasks_waiting",
            "on workers=tasks_on_workers",
            "running=tasks_running",
            "with results=tasks_with_results"),
    /** Tasks against what the manager could keep busy. */
    TASKS_CAPACITIES(
            "tasks-capacities",
            "Tasks",
            1,
            "running=tasks_running",
            "capacity, instantaneous=capacity_instantaneous",
            "capacity, weighted=capacity_weighted"),
    /** Tasks so far. */
    TASKS_ACCUM(
            "tasks-accum",
            "Tasks (accumulated)",
            1,
            "submitted=tasks_submitted",
            "dispatched=tasks_dispatched",
            "done=tasks_done",
            "failed=tasks_failed",
            "cancelled=tasks_cancelled",
            "attempts that ran out of resources=tasks_exhausted_attempts"),
    /** What the manager did with its time. */
    TIME_MANAGER(
            "time-manager",
            "Time of the manager (accumulated) [@]",
            0,
            "sending=time_send",
            "receiving=time_receive",
            "polling=time_polling",
            "status messages=time_status_msgs",
            "internal=time_internal",
            "application=time_application"),
    /** What the workers did with theirs. */
    TIME_WORKERS(
            "time-workers",
            "Time of workers (accumulated) [h]",
            3600,
            "executing=time_execute",
            "of tasks that succeeded=time_execute_good",
            "of tasks that ran out of resources=time_execute_exhaustion"),
    /** Bytes so far. */
    TRANSFER("transfer", "Transferred (accumulated) [GB]", 1e9, "sent=bytes_sent", "received=bytes_received"),
    /** Shares of the manager's time from moment to moment. */
    TIMES_STACKED(
            "times-stacked",
            "Share of the manager's time [%]",
            0,
            "status messages=time_status_msgs",
            "internal=time_internal",
            "polling=time_polling",
            "sending=time_send",
            "receiving=time_receive",
            "application=time_application");

    /** The unit of the horizontal axis. */
    public enum Unit {
        /** Seconds. */
        S(1),
        /** Minutes. */
        M(60),
        /** Hours. */
        H(3600),
        /** Days. */
        D(86_400);

        private final double seconds;

        Unit(double seconds) {
            this.seconds = seconds;
        }

        String symbol() {
            return this == M ? "min" : name().toLowerCase(Locale.ROOT);
        }
    }

    private static final double PERCENT = 100;

    private final String label;
    private final String axis;
    private final double divisor;
    private final List<String> curves;

    ManagerGraph(String label, String axis, double divisor, String... curves) {
        this.label = label;
        this.axis = axis;
        this.divisor = divisor;
        this.curves = List.of(curves);
    }

    /** Its name in names of files, for example {@code workers-accum}. */
    public String label() {
        return label;
    }

    /**
     * Draws it.
     *
     * @param log the log
     * @param title is written above the frame
     * @param unit the unit of time
     * @param from the first moment to show, in that unit; negative infinity for the first there is
     * @param to the last moment to show, in that unit; infinity for the last there is
     */
    public TimeGraph of(StatisticsLog log, String title, Unit unit, double from, double to) {
        double[] times = Arrays.stream(log.elapsed()).map(t -> t / unit.seconds).toArray();
        List<TimeGraph.Curve> lines = new ArrayList<>();
        for (String curve : curves) {
            String column = curve.substring(curve.indexOf('=') + 1);
            if (log.has(column)) {
                double scale = divisor == 0 ? unit.seconds : divisor;
                lines.add(new TimeGraph.Curve(
                        curve.substring(0, curve.indexOf('=')),
                        Arrays.stream(log.column(column)).map(v -> v / scale).toArray()));
            }
        }
        boolean stacked = this == TIMES_STACKED;
        return new TimeGraph(
                title,
                "Manager lifetime [" + unit.symbol() + "]",
                axis.replace("@", unit.symbol()),
                times,
                stacked ? shares(log.elapsed(), log, lines) : lines,
                stacked,
                from,
                to);
    }

    /** How much of each interval went where, as far as the log accounts for it. */
    private static List<TimeGraph.Curve> shares(double[] seconds, StatisticsLog log, List<TimeGraph.Curve> lines) {
        List<TimeGraph.Curve> shares = new ArrayList<>();
        double[] known = new double[seconds.length];
        for (TimeGraph.Curve line : lines) {
            double[] totals = log.column(column(line.name()));
            double[] share = new double[seconds.length];
            for (int i = 1; i < seconds.length; i++) {
                double interval = Math.max(1e-9, seconds[i] - seconds[i - 1]);
                double part = Math.max(0, totals[i] - totals[i - 1]) / interval * PERCENT;
                share[i] = Math.min(part, PERCENT - known[i]);
                known[i] += share[i];
            }
            shares.add(new TimeGraph.Curve(line.name(), share));
        }
        double[] other = Arrays.stream(known).map(part -> PERCENT - part).toArray();
        other[0] = other.length > 1 ? 0 : PERCENT;
        shares.add(new TimeGraph.Curve("other", other));
        return shares;
    }

    private static String column(String name) {
        return TIMES_STACKED.curves.stream()
                .filter(curve -> curve.startsWith(name + "="))
                .map(curve -> curve.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }
}
