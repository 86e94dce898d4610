package org.topcoffea.manager.internal.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.topcoffea.manager.internal.log.TaskLog;
import org.topcoffea.manager.internal.queue.Ended;
import org.topcoffea.plan.EntryRange;
import org.topcoffea.plan.InputFile;
import org.topcoffea.task.Kept;
import org.topcoffea.task.TaskReport;
import org.topcoffea.task.Usage;

/**
 * Writes a line for each attempt that has ended into the log of tasks: for events that are processed, when it is known what became
 * of their result.
 */
final class TaskRecords {
    private final TaskLog log;
    private final Map<Long, TaskLog.Line> open = new LinkedHashMap<>();

    TaskRecords(TaskLog log) {
        this.log = log;
    }

    /** An attempt has ended. */
    void add(Work work, Ended ended, long now) {
        TaskLog.Line line = line(work, ended, now);
        if (ended.report() instanceof TaskReport.Processed processed
                && !processed.done().isEmpty()) {
            open.put(work.id(), line);
        } else {
            log.add(line);
        }
    }

    /** The result of a task has come home by another, or by itself when that is 0. */
    void home(long task, long parent) {
        TaskLog.Line line = open.remove(task);
        if (line != null) {
            log.add(line.within(parent));
        }
    }

    /** The result of a task is lost, it is done again. */
    void lost(long task) {
        TaskLog.Line line = open.remove(task);
        if (line != null) {
            log.add(line.as("lost"));
        }
    }

    /** There is nothing more to come. */
    void end() {
        open.values().forEach(line -> log.add(line.as("lost")));
        open.clear();
    }

    private static TaskLog.Line line(Work work, Ended ended, long now) {
        TaskReport report = (TaskReport) ended.report();
        Usage usage = report.usage();
        Optional<InputFile> file = switch (work.kind()) {
            case Work.Kind.Count count -> Optional.of(count.file());
            case Work.Kind.Process process -> Optional.of(process.chunk().input());
            default -> Optional.empty();
        };
        EntryRange range = work.kind() instanceof Work.Kind.Process process
                ? process.chunk().range()
                : new EntryRange(0, 1);
        boolean events = work.kind() instanceof Work.Kind.Process;
        return new TaskLog.Line(
                work.id(),
                work.category(),
                report instanceof TaskReport.Failed ? "failed" : "done",
                file.map(InputFile::dataset).orElse(""),
                file.map(InputFile::file).orElse(""),
                events ? range.start() : 0,
                events ? range.stop() : 0,
                0,
                now - Math.max(0, ended.result().micros()),
                now,
                usage.cpuSeconds(),
                Math.max(0, usage.memory()),
                inputs(work, report),
                bytes(report));
    }

    /** What it read: of event files, or of results. */
    private static long inputs(Work work, TaskReport report) {
        return switch (work.kind()) {
            case Work.Kind.Merge merge ->
                merge.files().stream().mapToLong(HeldFile::bytes).sum();
            case Work.Kind.Collect collect -> bytes(report);
            default -> Math.max(0, report.usage().bytesRead());
        };
    }

    private static long bytes(TaskReport report) {
        return switch (report) {
            case TaskReport.Merged merged -> merged.bytes();
            case TaskReport.Processed processed
            when processed.kept() instanceof Kept.Written written -> written.bytes();
            default -> 0;
        };
    }
}
