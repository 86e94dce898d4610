package org.topcoffea.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.topcoffea.batch.JobState;
import org.topcoffea.batch.JobStatus;
import org.topcoffea.factory.Decision;
import org.topcoffea.factory.FactoryListener;
import org.topcoffea.factory.FactoryReport;
import org.topcoffea.factory.ManagerLoad;
import org.topcoffea.factory.SettingsText;

/**
 * Prints what a factory does: status lines as those of {@code work_queue_factory}, or one JSON object a cycle; and writes why it
 * does what it does into {@code decisions.log}.
 */
final class FactoryPrinter implements FactoryListener, AutoCloseable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final String HEADING =
            "PROJECT            HOST                   PORT WAITING RUNNING COMPLETE WORKERS";

    private final boolean json;
    private final Writer log;
    private final ObjectMapper mapper = new ObjectMapper();
    private List<String> lastReasons = List.of();

    FactoryPrinter(boolean json, Path directory) {
        this.json = json;
        try {
            this.log = Files.newBufferedWriter(
                    directory.resolve("decisions.log"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void cycle(FactoryReport report) {
        Decision decision = report.decision();
        List<String> fresh = decision.reasons().stream()
                .filter(reason -> !lastReasons.contains(reason))
                .toList();
        lastReasons = decision.reasons();
        fresh.forEach(reason -> log(report.time(), reason));
        if (json) {
            Console.line(object(report, fresh));
            return;
        }
        Console.line(TIME.format(report.time()) + ": " + status(report));
        fresh.stream().filter(FactoryPrinter::isAlarming).forEach(reason -> Console.note("topcoffea: " + reason));
    }

    /** What somebody at the terminal has to know at once; the rest is in the log. */
    private static boolean isAlarming(String reason) {
        return reason.startsWith("job ")
                || reason.contains("larger than a worker")
                || reason.contains("none has started")
                || reason.contains(", as ")
                || reason.contains("the factory ends");
    }

    @Override
    public void note(String line) {
        log(Instant.now(), line);
        if (json) {
            Console.line(text(Map.of("time", Instant.now().toString(), "note", line)));
        } else {
            Console.note("topcoffea: " + line);
        }
    }

    private static String status(FactoryReport report) {
        Decision.Counts counts = report.decision().counts();
        StringBuilder text = new StringBuilder();
        text.append("|submitted: ").append(counts.submitted());
        text.append(" |needed: ").append(counts.needed());
        text.append(" |waiting connection: ").append(counts.toConnect());
        text.append(" |requested: ").append(report.decision().submit()).append(' ');
        if (counts.held() > 0) {
            text.append("|held: ").append(counts.held()).append(' ');
        }
        text.append(System.lineSeparator()).append(HEADING);
        report.managers().forEach(load -> text.append(System.lineSeparator()).append(row(load)));
        return text.append(System.lineSeparator()).toString();
    }

    private static String row(ManagerLoad load) {
        return String.format(
                Locale.ROOT,
                "%-18s %-20s %6d %7d %7d %8d %7d",
                load.project(),
                load.host(),
                load.port(),
                load.tasksWaiting(),
                load.tasksRunning(),
                load.tasksComplete(),
                load.workers());
    }

    private String object(FactoryReport report, List<String> reasons) {
        Decision.Counts counts = report.decision().counts();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("time", report.time().toString());
        fields.put("needed", counts.needed());
        fields.put("submitted", counts.submitted());
        fields.put("idle", counts.idle());
        fields.put("running", counts.running());
        fields.put("held", counts.held());
        fields.put("connected", counts.connected());
        fields.put("foreign", counts.foreign());
        fields.put("waiting_connection", counts.toConnect());
        fields.put("requested", report.decision().submit());
        fields.put("removed", report.decision().remove().size());
        fields.put(
                "managers",
                report.managers().stream().map(FactoryPrinter::manager).toList());
        fields.put("jobs", report.jobs().stream().map(FactoryPrinter::job).toList());
        fields.put("reasons", reasons);
        fields.put("settings", SettingsText.values(report.settings()));
        return text(fields);
    }

    private static Map<String, Object> manager(ManagerLoad load) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("project", load.project());
        fields.put("host", load.host());
        fields.put("port", load.port());
        fields.put("waiting", load.tasksWaiting());
        fields.put("running", load.tasksRunning());
        fields.put("complete", load.tasksComplete());
        fields.put("workers", load.workers());
        return fields;
    }

    private static Map<String, Object> job(JobStatus job) {
        String reason = switch (job.state()) {
            case JobState.Idle idle -> idle.reason();
            case JobState.Running running -> running.host();
            case JobState.Held held -> held.reason();
            case JobState.Leaving leaving -> leaving.reason();
            case JobState.Removed removed -> removed.reason();
            case JobState.Exited exited -> "exit code " + exited.code();
            case JobState.Gone gone -> gone.reason();
        };
        return Map.of("id", job.id().text(), "state", job.state().word(), "detail", reason);
    }

    private String text(Map<String, Object> fields) {
        try {
            return mapper.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written as JSON", e);
        }
    }

    private void log(Instant time, String line) {
        try {
            log.write(TIME.format(time) + " " + line + "\n");
            log.flush();
        } catch (IOException e) {
            // A full disk must not end the factory; what it says is on the terminal, too.
            Console.note("topcoffea: decisions.log cannot be written: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            log.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
