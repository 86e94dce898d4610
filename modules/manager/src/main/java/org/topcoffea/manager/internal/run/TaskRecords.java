package org.topcoffea.manager.internal.run;

import java.util.Optional;
import org.topcoffea.manager.internal.log.TaskLog;
import org.topcoffea.manager.internal.queue.Ended;
import org.topcoffea.plan.EntryRange;
import org.topcoffea.plan.InputFile;
import org.topcoffea.task.Kept;
import org.topcoffea.task.TaskReport;
import org.topcoffea.task.Usage;

/** Writes a line for each attempt that has ended into the log of tasks. */
final class TaskRecords {
    private final TaskLog log;

    TaskRecords(TaskLog log) {
        this.log = log;
    }

    void add(Work work, Ended ended, long now) {
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
        log.add(new TaskLog.Line(
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
                usage.memory(),
                0,
                bytes(report)));
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
