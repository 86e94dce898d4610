package org.topcoffea.manager.internal.run;

import java.util.Optional;
import org.topcoffea.manager.internal.queue.Ended;
import org.topcoffea.plan.EventRanges;
import org.topcoffea.runner.ChunkMetrics;
import org.topcoffea.scheduler.TaskResult;
import org.topcoffea.scheduler.TaskStatus;
import org.topcoffea.spi.Blame;
import org.topcoffea.spi.Resources;
import org.topcoffea.task.Kept;
import org.topcoffea.task.TaskReport;

/** What follows from the reports of tasks. Belongs to the thread of the queue. */
final class Endings {
    private final Context context;
    private final Forms forms;
    private final Fetches fetches;
    private final Collector collector;
    private final Failures failures;
    private final Counting counting;

    Endings(Context context, Forms forms, Fetches fetches, Collector collector, Failures failures, Counting counting) {
        this.context = context;
        this.forms = forms;
        this.fetches = fetches;
        this.collector = collector;
        this.failures = failures;
        this.counting = counting;
    }

    /** A task has ended. */
    void ended(Ended ended, Work work) {
        context.records.add(work, ended, context.queue().now());
        TaskReport report = (TaskReport) ended.report();
        context.asked(report.usage().servers());
        switch (report) {
            case TaskReport.Counted counted -> counted(ended, work, counted);
            case TaskReport.Processed processed -> processed(ended, work, processed);
            case TaskReport.Merged merged -> collector.ended(ended, work, forms.output(work));
            case TaskReport.Probed probed -> finish(ended, Resources.OPEN);
            case TaskReport.Failed failed -> failed(ended, work, failed);
        }
    }

    private void finish(Ended ended, Resources measured) {
        context.queue().finish(ended.peer(), ended.task(), TaskResult.success(measured, 0, 0, 0));
    }

    private void counted(Ended ended, Work work, TaskReport.Counted counted) {
        if (work.kind() instanceof Work.Kind.Count count && count.file().equals(counted.file())) {
            counting.counted(count.file(), counted.metadata());
            context.book.counted(count.file(), counted.metadata());
            finish(ended, Reports.measured(counted.usage()));
        } else {
            wrong(ended, "it has counted " + counted.file());
        }
    }

    private void wrong(Ended ended, String what) {
        context.queue()
                .finish(
                        ended.peer(),
                        ended.task(),
                        TaskResult.failure(
                                TaskStatus.SUCCESS, Blame.TRANSIENT, "the report is not of this task: " + what));
    }

    private void processed(Ended ended, Work work, TaskReport.Processed processed) {
        if (!(work.kind() instanceof Work.Kind.Process process)
                || !process.chunk().equals(processed.metrics().chunk())) {
            wrong(ended, "it has processed " + processed.metrics().chunk());
            return;
        }
        EventRanges done = new EventRanges();
        processed.done().forEach(range -> done.add(process.chunk().input(), range));
        if (done.isEmpty()) {
            context.queue()
                    .finish(
                            ended.peer(),
                            ended.task(),
                            TaskResult.failure(
                                    TaskStatus.FORSAKEN,
                                    Blame.TRANSIENT,
                                    "it was stopped before it had processed any event"));
            return;
        }
        keep(ended, work, done, processed);
        EventRanges rest = EventRanges.of(process.chunk()).minus(done);
        work.resolve();
        if (rest.isEmpty()) {
            context.sizes.processed(processed);
        }
        context.book.again(rest);
        finish(ended, Reports.measured(processed.usage()));
    }

    private void keep(Ended ended, Work work, EventRanges done, TaskReport.Processed processed) {
        ChunkMetrics metrics = Failures.at(processed.metrics(), ended.peer().name());
        switch (processed.kept()) {
            case Kept.Folded folded ->
                collector.kept(ended.peer(), ended.task(), done, metrics, folded.fold(), folded.bytes());
            case Kept.Written written ->
                collector.keptFile(
                        ended.peer(), ended.task(), done, metrics, new HeldFile(forms.output(work), written.bytes()));
            case Kept.Nothing nothing -> throw new IllegalStateException("events without a result");
        }
    }

    private void failed(Ended ended, Work work, TaskReport.Failed failed) {
        work.failed(failed, ended.peer().name());
        failures.record(work, failed, ended.peer());
        if (work.kind() instanceof Work.Kind.Process process
                && failed.code().name().equals("FILE_CHANGED")) {
            counting.forget(process.chunk().input());
        }
        boolean resources = failed.code().blame() == Blame.RESOURCE;
        TaskStatus reported = TaskStatus.of(ended.result().status());
        TaskStatus status = resources && reported == TaskStatus.SUCCESS ? TaskStatus.RESOURCE_EXHAUSTION : reported;
        context.queue()
                .finish(
                        ended.peer(),
                        ended.task(),
                        new TaskResult(
                                status,
                                Optional.of(failed.code().blame()),
                                Reports.measured(failed.usage()),
                                0,
                                0,
                                0,
                                failed.message()));
    }

    /** A task has ended that was stopped or given to another worker before. */
    void late(Ended ended) {
        context.asked(((TaskReport) ended.report()).usage().servers());
        Work work = context.works.get(ended.task());
        if (work == null
                || work.resolved()
                || !(ended.report() instanceof TaskReport.Processed processed)
                || !(processed.kept() instanceof Kept.Folded folded)) {
            return;
        }
        EventRanges done = new EventRanges();
        processed.done().forEach(range -> done.add(processed.metrics().chunk().input(), range));
        if (!done.isEmpty() && fetches.claim(done)) {
            collector.kept(
                    ended.peer(),
                    ended.task(),
                    done,
                    Failures.at(processed.metrics(), ended.peer().name()),
                    folded.fold(),
                    folded.bytes());
        }
    }
}
