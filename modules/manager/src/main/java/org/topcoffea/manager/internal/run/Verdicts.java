package org.topcoffea.manager.internal.run;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.EventRanges;
import org.topcoffea.plan.InputFile;
import org.topcoffea.runner.ChunkFailure;
import org.topcoffea.runner.FileTroubles;
import org.topcoffea.scheduler.Action;
import org.topcoffea.spi.AnalysisException;

/** What follows when the queue has finished with a task: done, given up, cancelled or to be cut. Belongs to the thread of the queue. */
final class Verdicts {
    private final Context context;
    private final Collector collector;
    private final Failures failures;
    private final FileTroubles troubles;
    private final Consumer<AnalysisException> quit;

    /**
     * Nothing is over yet.
     *
     * @param quit hears why the run has to end
     */
    Verdicts(
            Context context,
            Collector collector,
            Failures failures,
            FileTroubles troubles,
            Consumer<AnalysisException> quit) {
        this.context = context;
        this.collector = collector;
        this.failures = failures;
        this.troubles = troubles;
        this.quit = quit;
    }

    /** The queue gives a task back. */
    void over(Action action) {
        switch (action) {
            case Action.Done done -> remove(done.task()).ifPresent(work -> collectorOver(work, true));
            case Action.Fail fail -> remove(fail.task()).ifPresent(work -> givenUp(work, fail));
            case Action.Cancelled cancelled -> remove(cancelled.task()).ifPresent(this::cancelled);
            case Action.Split split -> remove(split.task()).ifPresent(work -> split(work, split));
            default -> throw new IllegalArgumentException(action.toString());
        }
    }

    private Optional<Work> remove(long task) {
        return Optional.ofNullable(context.works.remove(task));
    }

    private void collectorOver(Work work, boolean good) {
        if (work.category().equals(Work.ACCUMULATING)) {
            collector.over(work, good);
        }
    }

    /**
     * A task waits again.
     *
     * @return those of its events that came home without a report of the task; nobody must process them again
     */
    Optional<EventRanges> again(long task) {
        return Optional.ofNullable(context.works.get(task))
                .filter(work -> !work.resolved())
                .map(this::takeEarly)
                .filter(home -> !home.isEmpty());
    }

    private EventRanges takeEarly(Work work) {
        return work.kind() instanceof Work.Kind.Process process
                ? collector.early().take(process.chunk())
                : new EventRanges();
    }

    /** When some events of a task came home though it has not succeeded, the others are processed as a new task. */
    private boolean partlyHome(Work work) {
        EventRanges home = takeEarly(work);
        if (!home.isEmpty() && work.kind() instanceof Work.Kind.Process process) {
            context.book.again(EventRanges.of(process.chunk()).minus(home));
        }
        return !home.isEmpty();
    }

    private void cancelled(Work work) {
        collectorOver(work, true);
        if (work.resolved() || partlyHome(work)) {
            return;
        }
        switch (work.kind()) {
            case Work.Kind.Count count -> context.book.uncount(count.file());
            case Work.Kind.Process process -> context.book.release(process.chunk());
            default -> {}
        }
    }

    private void split(Work work, Action.Split split) {
        if (work.resolved() || !(work.kind() instanceof Work.Kind.Process process) || partlyHome(work)) {
            return;
        }
        Chunk chunk = process.chunk();
        List<Long> parts = context.sizes.tooMuch(chunk);
        context.say.accept("cutting " + chunk + " into " + parts.size() + " parts: " + split.message());
        context.book.againInParts(chunk, parts);
    }

    private void givenUp(Work work, Action.Fail fail) {
        collectorOver(work, false);
        if (work.resolved() || partlyHome(work)) {
            return;
        }
        switch (work.kind()) {
            case Work.Kind.Count count -> notCounted(count.file(), failures.fileFailure(work, count.file(), fail));
            case Work.Kind.Process process ->
                notProcessed(process.chunk(), failures.chunkFailure(work, process.chunk(), fail));
            default -> {}
        }
    }

    private void notCounted(InputFile file, AnalysisException failure) {
        String reason = String.valueOf(failure.getMessage());
        switch (troubles.notCounted(file, failure.code())) {
            case RETRY -> context.book.countLater(file);
            case SKIP -> {
                context.book.notCounted(file, failure.code(), reason);
                troubles.leftOut(file, reason).ifPresent(quit);
            }
            case ABORT -> {
                context.book.notCounted(file, failure.code(), reason);
                quit.accept(failure);
            }
        }
    }

    private void notProcessed(Chunk chunk, ChunkFailure failure) {
        if (troubles.retry(chunk, failure.code())) {
            context.book.release(chunk);
            return;
        }
        context.book.failed(chunk, failure);
        if (FileTroubles.isOfFile(failure.code())) {
            troubles.leftOut(chunk.input(), failure.message()).ifPresent(quit);
        }
    }
}
