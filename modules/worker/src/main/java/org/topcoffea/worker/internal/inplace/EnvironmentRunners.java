package org.topcoffea.worker.internal.inplace;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.topcoffea.runner.RunnerError;
import org.topcoffea.task.TaskError;
import org.topcoffea.task.TaskReport;

/**
 * The runners of one environment. As a rule there is one, in which all tasks run. When it dies, or when memory runs out in it,
 * nobody knows whose fault that was: then each task that was in it runs again alone, in a fresh runner, and who fails there
 * fails indeed; meanwhile the others wait. Confined to the worker's own thread.
 */
final class EnvironmentRunners {
    private static final int STARTS = 2;
    private static final long COLLECTING = -1;

    private final RunnerHost host;
    private final RunnerProcess.Starter starter;
    private final Supplier<String> folds;
    private final Deque<InPlaceTask> waiting = new ArrayDeque<>();
    private final Deque<InPlaceTask> suspects = new ArrayDeque<>();
    private final List<String> written = new ArrayList<>();
    private @Nullable Seat seat;
    private String runId = "";
    private boolean stopping;
    private int failedStarts;

    /**
     * Without a runner yet.
     *
     * @param starter starts runners
     * @param folds names sums
     * @param host the worker
     */
    EnvironmentRunners(RunnerProcess.Starter starter, Supplier<String> folds, RunnerHost host) {
        this.starter = starter;
        this.folds = folds;
        this.host = host;
    }

    void submit(InPlaceTask task) {
        waiting.add(task);
        advance();
    }

    /** Forgets a task that is not wanted any more. */
    void forget(long number) {
        waiting.removeIf(task -> task.number() == number);
        suspects.removeIf(task -> task.number() == number);
        if (seat != null) {
            seat.forget(number);
        }
    }

    private void advance() {
        Seat now = seat;
        if (now == null && !suspects.isEmpty()) {
            sit(true).give(suspects.remove(), before());
        } else if (now == null && !waiting.isEmpty()) {
            now = sit(false);
        }
        while (now != null && !now.alone && !now.retiring && !waiting.isEmpty()) {
            now.give(waiting.remove(), before());
        }
    }

    private List<Path> before() {
        return written.stream().map(host::cached).toList();
    }

    private Seat sit(boolean alone) {
        Listener listener = new Listener();
        Seat made = new Seat(starter, folds.get(), alone, listener);
        listener.seat = made;
        seat = made;
        if (stopping) {
            made.process.tell(new Frame.Stop(true));
        }
        return made;
    }

    private final class Listener implements RunnerProcess.Listener {
        private @Nullable Seat seat;

        @Override
        public void said(RunnerProcess runner, Frame frame) {
            EnvironmentRunners.this.said(seat(), frame);
        }

        @Override
        public void ended(RunnerProcess runner, int exitCode, List<String> lastLines) {
            EnvironmentRunners.this.ended(seat(), exitCode, lastLines);
        }

        /** Set before the worker's own thread does anything else. */
        private Seat seat() {
            return java.util.Objects.requireNonNull(seat);
        }
    }

    private void said(Seat from, Frame frame) {
        switch (frame) {
            case Frame.Ready ready -> {
                from.ready = true;
                failedStarts = 0;
                runId = ready.runId();
            }
            case Frame.Done done when done.id() == COLLECTING -> collected(from, done);
            case Frame.Done done -> done(from, done);
            case Frame.Spoilt spoilt -> spoilt(from);
            default -> from.process.destroy();
        }
        settle(from);
        advance();
    }

    private void done(Seat from, Frame.Done done) {
        InPlaceTask task = from.tasks.remove(done.id());
        if (task == null) {
            return;
        }
        from.ended(done.id(), done.collected());
        if (done.collected()) {
            written.forEach(host::drop);
            written.clear();
        }
        boolean full = done.code().equals(RunnerError.OUT_OF_MEMORY.name());
        if (full && !from.alone && task.ending() != InPlaceTask.Ending.UNHEARD) {
            suspects.add(task);
            from.retiring = true;
            return;
        }
        from.retiring |= from.alone;
        if (done.code().equals(TaskError.SUM_LOST.name())) {
            spoilt(from);
        }
        InPlaceTask.Choice choice = InPlaceTask.Choice.NONE;
        if (done.events() > 0) {
            from.pending.put(done.id(), done.events());
            choice = wanted -> {
                from.keep(done.id(), wanted);
                settle(from);
            };
        }
        task.ending().done(new InPlaceTask.Done(done.exitCode(), done.report(), done.collected(), runId, choice));
    }

    private void spoilt(Seat from) {
        if (from.held > 0) {
            host.lost(runId, from.fold);
        }
        from.held = 0;
        from.retiring = true;
    }

    /** A runner that gets no more tasks ends when it is empty and what it held is written. */
    private void settle(Seat from) {
        if (from.retiring && from.empty()) {
            if (from.held > 0) {
                write(from);
            } else {
                from.process.finish();
            }
        }
    }

    private void write(Seat from) {
        from.writing = host.nameForHeld();
        from.write(COLLECTING, host.incoming(from.writing));
    }

    private void collected(Seat from, Frame.Done done) {
        from.ended(COLLECTING, done.collected());
        if (done.collected()) {
            host.take(from.writing, host.incoming(from.writing));
            written.add(from.writing);
        } else {
            spoilt(from);
        }
        from.writing = "";
    }

    private void ended(Seat from, int exitCode, List<String> lastLines) {
        if (from.held > 0) {
            host.lost(runId, from.fold);
        }
        if (seat == from) {
            seat = null;
        }
        boolean failed = from.alone || (!from.ready && ++failedStarts >= STARTS);
        for (InPlaceTask task : from.tasks.values()) {
            if (task.ending() == InPlaceTask.Ending.UNHEARD) {
                continue;
            }
            if (failed) {
                TaskReport.Failed report = Reports.died(from.ready, exitCode, lastLines);
                task.ending().done(Reports.done(report, runId));
            } else {
                suspects.add(task);
            }
        }
        from.tasks.clear();
        from.pending.clear();
        advance();
    }

    /** Lets chunks end at their next boundary, or no longer. */
    void stop(boolean on) {
        stopping = on;
        if (seat != null) {
            seat.process.tell(new Frame.Stop(on));
        }
    }

    /** Takes back the tasks that no runner has yet. */
    List<InPlaceTask> withdraw() {
        List<InPlaceTask> tasks = new ArrayList<>(waiting);
        tasks.addAll(suspects);
        waiting.clear();
        suspects.clear();
        return tasks;
    }

    /** Whether a runner has tasks, or results that nobody has kept yet, or writes what it holds. */
    boolean busy() {
        return !waiting.isEmpty() || !suspects.isEmpty() || (seat != null && !seat.empty());
    }

    /** Has what is held written, if there is something; then it is busy for a while. */
    void writeHeld() {
        if (seat != null && seat.held > 0 && seat.writing.isEmpty()) {
            write(seat);
        }
    }

    /** The cached objects with what was held and not collected. */
    List<String> written() {
        return List.copyOf(written);
    }

    /** Hands these objects over to somebody else. */
    void forgetWritten() {
        written.clear();
    }

    String runId() {
        return runId;
    }

    /** Whether nothing would be lost without it. */
    boolean idle() {
        return !busy() && written.isEmpty() && (seat == null || seat.held == 0);
    }

    /**
     * Gives the runner away, if it has nothing left to do and nothing is wrong with it; what it holds is given up.
     *
     * @return the runner, of which nothing is heard here any more
     */
    Optional<RunnerProcess> release() {
        Seat now = seat;
        if (now == null || !now.ready || now.alone || now.retiring || !now.empty()) {
            return Optional.empty();
        }
        seat = null;
        return Optional.of(now.process);
    }

    /** Ends the runner at once. */
    void close() {
        if (seat != null) {
            seat.tasks.clear();
            seat.held = 0;
            seat.process.destroy();
        }
    }
}
