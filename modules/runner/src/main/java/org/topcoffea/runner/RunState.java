package org.topcoffea.runner;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.topcoffea.plan.BadFiles;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.ChunkSource;
import org.topcoffea.plan.FileMetadata;
import org.topcoffea.plan.InputFile;
import org.topcoffea.plan.Ledger;
import org.topcoffea.spi.ErrorCode;

/**
 * What the threads of a local run share: files whose events are to be counted, chunks that are ready, and the ledger. Does
 * no work itself; every method is short and holds the lock.
 */
final class RunState {
    /** Something for one thread to do. */
    sealed interface Work {
        /** Count the events of a file. */
        record Count(InputFile file) implements Work {}

        /** Process a chunk. */
        record Process(Chunk chunk) implements Work {}
    }

    private final Deque<InputFile> uncounted;
    private final ChunkSource source;
    private final Deque<Chunk> ready = new ArrayDeque<>();
    private final Ledger ledger = new Ledger();
    private final Map<InputFile, FileMetadata> metadata = new TreeMap<>();
    private final List<ChunkFailure> failures = new ArrayList<>();
    private final List<ChunkMetrics> metrics = new ArrayList<>();
    private final RunListener listener;
    private final FileTroubles troubles;
    private final int fileCount;
    private int filesDone;
    private int counting;
    private boolean stopped;
    private @Nullable Throwable fatal;

    RunState(RunPlan plan, BadFiles rules, RunListener listener) {
        List<InputFile> files = plan.files();
        this.troubles = new FileTroubles(rules, files.size());
        this.uncounted = new ArrayDeque<>(files);
        this.fileCount = files.size();
        this.source = new ChunkSource(files, plan.chunks(), plan.chunkLimit());
        this.listener = listener;
        listener.files(0, fileCount);
    }

    /**
     * Waits for something to do.
     *
     * @param filesFirst whether counting comes before processing, when there is both
     * @return empty when there will be nothing any more
     */
    synchronized Optional<Work> take(boolean filesFirst) throws InterruptedException {
        while (!stopped && fatal == null) {
            Optional<Work> work =
                    filesFirst ? count().or(this::process) : process().or(this::count);
            if (work.isPresent()) {
                return work;
            }
            if (counting == 0) {
                return Optional.empty();
            }
            wait();
        }
        return Optional.empty();
    }

    private Optional<Work> count() {
        for (InputFile file = uncounted.poll(); file != null; file = uncounted.poll()) {
            if (source.wants(file)) {
                counting++;
                return Optional.of(new Work.Count(file));
            }
            source.skip(file);
            listener.files(++filesDone, fileCount);
        }
        return Optional.empty();
    }

    private Optional<Work> process() {
        Chunk chunk = ready.poll();
        if (chunk == null) {
            return Optional.empty();
        }
        ledger.start(chunk.input(), chunk.range());
        return Optional.of(new Work.Process(chunk));
    }

    synchronized void counted(InputFile file, FileMetadata known) {
        metadata.put(file, known);
        source.offer(file, known);
        fileDone();
    }

    synchronized void handle(BadFiles given) {
        troubles.handle(given);
    }

    /**
     * A file cannot be counted: it waits behind all others, or is left out.
     *
     * @return false if the run has to end because of it
     */
    synchronized boolean notCounted(InputFile file, ErrorCode code, String reason) {
        switch (troubles.notCounted(file, code)) {
            case ABORT -> {
                return false;
            }
            case RETRY -> {
                counting--;
                uncounted.addLast(file);
                notifyAll();
            }
            case SKIP -> {
                ledger.failFile(file, code, reason);
                source.skip(file);
                listener.skipped(file, reason);
                troubles.leftOut(file, reason).ifPresent(this::abort);
                fileDone();
            }
        }
        return true;
    }

    private void fileDone() {
        counting--;
        for (Optional<Chunk> chunk = source.poll(); chunk.isPresent(); chunk = source.poll()) {
            ledger.plan(chunk.get());
            ready.add(chunk.get());
        }
        listener.files(++filesDone, fileCount);
        events();
        notifyAll();
    }

    synchronized void processed(Chunk chunk, ChunkRunner.Outcome outcome) {
        metrics.add(outcome.metrics());
        outcome.done().ifPresent(done -> ledger.finish(chunk.input(), done));
        if (outcome.failure().isPresent()) {
            ChunkFailure failure = outcome.failure().get();
            if (again(chunk, failure)) {
                return;
            }
            failures.add(failure);
            ledger.fail(chunk.input(), chunk.range(), failure.code(), failure.oneLine());
            listener.failed(failure);
        } else {
            long reached = outcome.done().map(done -> done.stop()).orElse(chunk.start());
            if (reached < chunk.stop()) {
                ledger.release(
                        chunk.input(), chunk.withRange(reached, chunk.stop()).range());
            }
        }
        events();
    }

    /** Plans a chunk anew if its file failed in a way that may pass. */
    private boolean again(Chunk chunk, ChunkFailure failure) {
        if (troubles.retry(chunk, failure.code())) {
            ledger.release(chunk.input(), chunk.range());
            ready.addLast(chunk);
            notifyAll();
            return true;
        }
        if (FileTroubles.isOfFile(failure.code())) {
            troubles.leftOut(chunk.input(), failure.message()).ifPresent(this::abort);
        }
        return false;
    }

    private void events() {
        Ledger.Counts counts = ledger.counts();
        long processed = counts.done() + counts.failed();
        listener.events(processed, processed + counts.planned() + counts.running());
    }

    /** Lets running chunks end at their next boundary and begins no others. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    synchronized boolean stopped() {
        return stopped || fatal != null;
    }

    /** Ends the run because of something that no other chunk would survive; the first failure counts. */
    synchronized void abort(Throwable failure) {
        if (fatal == null) {
            fatal = failure;
        }
        notifyAll();
    }

    synchronized Optional<Throwable> fatal() {
        return Optional.ofNullable(fatal);
    }

    /** What came out, once no thread works any more. */
    synchronized RunResult result(PartialResult merged, double seconds) {
        boolean early = stopped && (!ledger.complete() || !uncounted.isEmpty() || filesDone < fileCount);
        uncounted.forEach(
                file -> ledger.failFile(file, RunnerError.STOPPED, "the run was stopped before it was opened"));
        return new RunResult(
                merged, ledger, List.copyOf(failures), List.copyOf(metrics), Map.copyOf(metadata), early, seconds);
    }
}
