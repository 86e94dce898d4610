package org.topcoffea.manager.internal.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.ChunkSource;
import org.topcoffea.plan.EntryRange;
import org.topcoffea.plan.EventRanges;
import org.topcoffea.plan.EventState;
import org.topcoffea.plan.FileMetadata;
import org.topcoffea.plan.InputFile;
import org.topcoffea.plan.Ledger;
import org.topcoffea.runner.ChunkFailure;
import org.topcoffea.runner.ChunkMetrics;
import org.topcoffea.runner.PartialResult;
import org.topcoffea.runner.RunListener;
import org.topcoffea.runner.RunPlan;
import org.topcoffea.runner.RunResult;
import org.topcoffea.runner.RunnerError;
import org.topcoffea.spi.ErrorCode;

/**
 * What there is to do in a run and what became of it. An event is planned until its chunk is given to the queue, running
 * until its result is on the disk of the manager, then done. Belongs to the thread of the queue.
 */
final class RunBook {
    private final RunPlan plan;
    private final RunListener listener;
    private final ChunkSource source;
    private final Ledger ledger = new Ledger();
    private final EventRanges before;
    private final Deque<InputFile> uncounted;
    private final Deque<Chunk> again = new ArrayDeque<>();
    private final Map<InputFile, FileMetadata> metadata = new TreeMap<>();
    private final List<ChunkFailure> failures = new ArrayList<>();
    private final List<ChunkMetrics> metrics = new ArrayList<>();
    private final int fileCount;
    private long knownEvents;
    private long held;
    private int filesDone;
    private int counting;
    private boolean stopped;

    /**
     * Begins a book.
     *
     * @param plan the run
     * @param before the events that were done in earlier lives of the manager
     * @param earlier what they cost
     * @param listener hears how it gets on
     */
    RunBook(RunPlan plan, EventRanges before, List<ChunkMetrics> earlier, RunListener listener) {
        List<InputFile> files = plan.files();
        this.plan = plan;
        this.before = before;
        this.metrics.addAll(earlier);
        this.listener = listener;
        this.uncounted = new ArrayDeque<>(files);
        this.fileCount = files.size();
        this.source = new ChunkSource(files, plan.chunks(), plan.chunkLimit());
        listener.files(0, fileCount);
    }

    /** The next file whose events are to be counted, unless so many are being counted already. */
    Optional<InputFile> nextToCount(int most) {
        while (!stopped && counting < most && !uncounted.isEmpty()) {
            InputFile file = uncounted.removeFirst();
            if (source.wants(file)) {
                counting++;
                return Optional.of(file);
            }
            source.skip(file);
            listener.files(++filesDone, fileCount);
        }
        return Optional.empty();
    }

    /** A file is counted. */
    void counted(InputFile file, FileMetadata known) {
        metadata.put(file, known);
        knownEvents += known.entries();
        source.offer(file, known);
        fileDone();
    }

    /** Whether the events of these files are counted, or never will be. */
    boolean knows(Collection<InputFile> files) {
        return metadata.keySet().containsAll(files) || (uncounted.isEmpty() && counting == 0);
    }

    /** A file cannot be counted. */
    void notCounted(InputFile file, ErrorCode code, String reason) {
        failFile(file, code, reason);
        source.skip(file);
        listener.skipped(file, reason);
        fileDone();
    }

    /** What is not known of a file is missing; what earlier lives have done of it is in the result. */
    private void failFile(InputFile file, ErrorCode code, String reason) {
        for (EntryRange range : before.ranges(file)) {
            ledger.plan(file, range);
            ledger.start(file, range);
            ledger.finish(file, range);
        }
        ledger.failFile(file, code, reason);
    }

    /** A file is not going to be counted, as the run is to end. */
    void uncount(InputFile file) {
        counting--;
        uncounted.addFirst(file);
    }

    /** A file is to be counted again, after all others. */
    void countLater(InputFile file) {
        counting--;
        uncounted.addLast(file);
    }

    private void fileDone() {
        counting--;
        listener.files(++filesDone, fileCount);
        tell();
    }

    /** The next chunk to be processed, which is running from now on; empty if there is none now. */
    Optional<Chunk> nextChunk() {
        while (!stopped) {
            Chunk next = again.poll();
            if (next == null) {
                Optional<Chunk> fresh = source.poll();
                if (fresh.isEmpty()) {
                    return Optional.empty();
                }
                plan(fresh.get());
                continue;
            }
            ledger.start(next.input(), next.range());
            return Optional.of(next);
        }
        return Optional.empty();
    }

    /** Plans a chunk, apart from what is done already. */
    private void plan(Chunk chunk) {
        ledger.plan(chunk);
        List<Chunk> rest = Remainder.of(chunk, before);
        again.addAll(rest);
        EventRanges done = EventRanges.of(chunk).minus(EventRanges.of(rest.toArray(Chunk[]::new)));
        done.forEach(ledger::start);
        done.forEach(ledger::finish);
        tell();
    }

    /** Changes the size of the chunks of a sample that are not cut yet, where that is possible. */
    void retarget(String dataset, long events) {
        if (plan.chunkLimit().isEmpty()) {
            source.retarget(dataset, events);
        }
    }

    /** Those of some events that are running are to be processed again, soon; a worker may have held more than a chunk. */
    void again(EventRanges events) {
        long target = plan.chunks().target();
        running(events).forEach((file, range) -> {
            ledger.release(file, range);
            UUID uuid = Objects.requireNonNull(metadata.get(file)).uuid();
            for (long start = range.start(); start < range.stop(); start += target) {
                again.addFirst(Chunk.of(file, new EntryRange(start, Math.min(range.stop(), start + target)), uuid));
            }
        });
        tell();
    }

    private EventRanges running(EventRanges events) {
        EventRanges found = new EventRanges();
        events.forEach((file, range) ->
                ledger.parts(file, range, EventState.Running.class::isInstance).forEach(part -> found.add(file, part)));
        return found;
    }

    /** The events of a running chunk are to be processed again, in parts with so many events. */
    void againInParts(Chunk chunk, List<Long> parts) {
        ledger.release(chunk.input(), chunk.range());
        long stop = chunk.stop();
        for (long events : parts.reversed()) {
            again.addFirst(chunk.withRange(stop - events, stop));
            stop -= events;
        }
        tell();
    }

    /** A running chunk is only planned, as the run is to end. */
    void release(Chunk chunk) {
        ledger.release(chunk.input(), chunk.range());
        again.addLast(chunk);
    }

    /** So many more events are processed, and held by workers; fewer when negative. */
    void held(long events) {
        held += events;
        tell();
    }

    /**
     * Makes events running that a worker turns out to have processed, whoever was to process them; false, and nothing has
     * changed, if some of them are done or given up already, or are not of this run.
     */
    boolean claim(EventRanges events) {
        for (Optional<Chunk> rest = source.poll(); rest.isPresent(); rest = source.poll()) {
            plan(rest.get());
        }
        Predicate<EventState> open =
                state -> state instanceof EventState.Planned || state instanceof EventState.Running;
        for (InputFile file : events.files()) {
            for (EntryRange range : events.ranges(file)) {
                if (!ledger.all(file, range, open)) {
                    return false;
                }
            }
        }
        events.forEach((file, range) -> ledger.parts(file, range, EventState.Planned.class::isInstance)
                .forEach(part -> ledger.start(file, part)));
        List<Chunk> waiting = List.copyOf(again);
        again.clear();
        waiting.forEach(chunk -> again.addAll(Remainder.of(chunk, events)));
        return true;
    }

    /** The result of events is on the disk. */
    void done(EventRanges events, List<ChunkMetrics> costs) {
        events.forEach(ledger::finish);
        metrics.addAll(costs);
        held -= events.events();
        tell();
    }

    /** Running events are given up. */
    void failed(Chunk chunk, ChunkFailure failure) {
        failures.add(failure);
        ledger.fail(chunk.input(), chunk.range(), failure.code(), failure.oneLine());
        listener.failed(failure);
        tell();
    }

    private void tell() {
        Ledger.Counts counts = ledger.counts();
        long all = plan.chunkLimit().isPresent()
                ? counts.planned() + counts.running() + counts.done() + counts.failed()
                : knownEvents;
        listener.events(Math.min(all, counts.done() + counts.failed() + Math.max(0, held)), all);
    }

    /** Nothing is to be begun any more. */
    void stop() {
        stopped = true;
    }

    /** Whether there is nothing left to be given to the queue. */
    boolean exhausted() {
        return stopped || (again.isEmpty() && counting == 0 && uncounted.isEmpty() && source.finished());
    }

    /** About how many chunks have not been given to the queue. */
    long chunksLeft() {
        Ledger.Counts counts = ledger.counts();
        long known = counts.planned() + counts.running() + counts.done() + counts.failed();
        return again.size()
                + Math.max(0, knownEvents - known) / Math.max(1, plan.chunks().target());
    }

    long eventsDone() {
        return ledger.counts().done();
    }

    /** What came out. */
    RunResult result(PartialResult merged, double seconds) {
        for (Optional<Chunk> rest = source.poll(); rest.isPresent(); rest = source.poll()) {
            plan(rest.get());
        }
        boolean early = stopped && (!ledger.complete() || !uncounted.isEmpty() || filesDone < fileCount);
        uncounted.forEach(file -> failFile(file, RunnerError.STOPPED, "the run was stopped before it was opened"));
        return new RunResult(
                merged, ledger, List.copyOf(failures), List.copyOf(metrics), Map.copyOf(metadata), early, seconds);
    }
}
