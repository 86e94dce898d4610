package org.topcoffea.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.topcoffea.plan.BadFiles;
import org.topcoffea.plan.EventRanges;
import org.topcoffea.plan.FileMetadata;
import org.topcoffea.plan.InputFile;
import org.topcoffea.plan.MetadataCache;
import org.topcoffea.root.Tree;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.EventProcessor;

/**
 * Executes a run on this machine. One thread keeps counting the events of files while the others process chunks of those
 * already counted; each thread has a processor of its own and merges what it fills, and at the end the threads' results
 * are merged. The result does not depend on the number of threads or on who came first.
 */
public final class LocalRun {
    private final RunPlan plan;
    private final Supplier<EventProcessor> processors;
    private final FilePool files;
    private final MetadataCache cache;
    private final RunListener listener;
    private final int batchLimit;
    private final RunState state;

    /**
     * Prepares a run.
     *
     * @param plan what it consists of
     * @param processors makes a processor for each thread
     * @param files opens event files; the caller closes it after the run
     * @param cache remembers the metadata of files
     * @param batchLimit the most events that a processor is given at once
     * @param listener hears how it gets on
     */
    public LocalRun(
            RunPlan plan,
            Supplier<EventProcessor> processors,
            FilePool files,
            MetadataCache cache,
            int batchLimit,
            RunListener listener) {
        this.plan = plan;
        this.processors = processors;
        this.files = files;
        this.cache = cache;
        this.batchLimit = batchLimit;
        this.listener = listener;
        BadFiles rules = BadFiles.always(plan.skipBadFiles() ? BadFiles.Action.SKIP : BadFiles.Action.ABORT);
        this.state = new RunState(plan, rules, listener);
    }

    /** Says what to do about files that cannot be read; call it before {@link #execute}. */
    public void handle(BadFiles rules) {
        state.handle(rules);
    }

    /** Ends the run early, from any thread: running chunks stop at their next boundary, what is finished is merged. */
    public void stop() {
        state.stop();
    }

    /**
     * Does all the work and waits for it.
     *
     * @param threads how many threads process events; with 1, files are taken strictly one after the other
     * @throws AnalysisException if the processor refuses the run, a file cannot be opened (unless such files are to be
     *     skipped), or the program fails
     */
    public RunResult execute(int threads) {
        long begin = System.nanoTime();
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(new Worker(i, newRunner()));
        }
        workers.forEach(Thread::start);
        workers.forEach(this::await);
        state.fatal().ifPresent(LocalRun::rethrow);
        PartialResult merged = merge(workers);
        workers.getFirst().runner.postProcess(merged.accumulators());
        return state.result(merged, (System.nanoTime() - begin) / 1e9);
    }

    private ChunkRunner newRunner() {
        try {
            return new ChunkRunner(processors.get(), plan.run(), files, batchLimit, plan.reproducible());
        } catch (AnalysisException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new AnalysisException(
                    RunnerError.PROCESSOR_FAILED,
                    "processor '" + plan.processor() + "' failed before the first event: " + e
                            + "; mend the plugin (--debug shows where)",
                    e);
        }
    }

    private void await(Worker worker) {
        boolean interrupted = false;
        while (true) {
            try {
                worker.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                state.stop();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private PartialResult merge(List<Worker> workers) {
        PartialResult merged = workers.getFirst().total;
        listener.merging(0, workers.size() - 1L);
        for (int i = 1; i < workers.size(); i++) {
            merged.merge(workers.get(i).total);
            workers.get(i).total = workers.get(i).nothing();
            listener.merging(i, workers.size() - 1L);
        }
        return merged;
    }

    private static void rethrow(Throwable failure) {
        switch (failure) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new AnalysisException(RunnerError.UNEXPECTED, failure.toString(), failure);
        }
    }

    /** A thread with a processor and the sum of what it has processed. */
    private final class Worker extends Thread {
        private final ChunkRunner runner;
        private final boolean filesFirst;
        private PartialResult total;

        private Worker(int number, ChunkRunner runner) {
            super("events-" + number);
            this.runner = runner;
            this.filesFirst = number == 1;
            this.total = nothing();
        }

        private PartialResult nothing() {
            return new PartialResult(runner.empty(), new EventRanges());
        }

        @Override
        public void run() {
            try {
                for (RunState.@Nullable Work work = next(); work != null; work = next()) {
                    switch (work) {
                        case RunState.Work.Count count -> count(count.file());
                        case RunState.Work.Process process -> process(process);
                    }
                }
            } catch (Exception | Error e) {
                state.abort(e);
            }
        }

        private RunState.@Nullable Work next() throws InterruptedException {
            Optional<RunState.Work> work = state.take(filesFirst);
            return work.orElse(null);
        }

        private void count(InputFile file) {
            try {
                state.counted(file, cache.get(file.file(), file.tree(), () -> read(file)));
            } catch (AnalysisException e) {
                if (!state.notCounted(file, e.code(), String.valueOf(e.getMessage()))) {
                    throw e;
                }
            }
        }

        private FileMetadata read(InputFile file) {
            try (FilePool.Lease lease = files.lease(file.file())) {
                Tree tree = lease.file().tree(file.tree());
                return new FileMetadata(
                        tree.entries(), tree.clusters(), lease.file().uuid());
            }
        }

        private void process(RunState.Work.Process work) {
            ChunkRunner.Outcome outcome = runner.run(work.chunk(), state::stopped);
            outcome.result().ifPresent(total::merge);
            if (outcome.failure()
                    .map(ChunkFailure::code)
                    .filter(RunnerError.FILE_CHANGED::equals)
                    .isPresent()) {
                cache.forget(work.chunk().file(), work.chunk().tree());
            }
            state.processed(work.chunk(), outcome);
        }
    }
}
