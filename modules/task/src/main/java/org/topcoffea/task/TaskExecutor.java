package org.topcoffea.task;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.EntryRange;
import org.topcoffea.plan.FileMetadata;
import org.topcoffea.plan.InputFile;
import org.topcoffea.plugin.Plugins;
import org.topcoffea.root.ByteSource;
import org.topcoffea.root.Tree;
import org.topcoffea.runner.ChunkMetrics;
import org.topcoffea.runner.ChunkRunner;
import org.topcoffea.runner.EventAccess;
import org.topcoffea.runner.FilePool;
import org.topcoffea.runner.PartialResult;
import org.topcoffea.spi.AccumulatorType;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.EventProcessor;

/**
 * Carries out the tasks of one run in this process, several at once. What chunks give is added to one sum, which stays here
 * until it is collected. Never throws because of a task: every failure becomes a report. Safe for use by several threads.
 */
public final class TaskExecutor implements AutoCloseable {
    private final String processor;
    private final String fold;
    private final Results results;
    private final FilePool files;
    private final ServerLog servers;
    private final Lanes lanes;
    private final AtomicInteger active = new AtomicInteger();

    /**
     * Prepares to carry out tasks; the processor is started when the first events are to be processed.
     *
     * @param description the run
     * @param processors makes a processor for each thread
     * @param types finds a type of accumulator by its name
     * @param sources opens the bytes of event files
     * @param threads how many threads process events at most
     * @param fold the name of the sum, for {@link Kept.Folded}
     */
    public TaskExecutor(
            RunDescription description,
            Supplier<EventProcessor> processors,
            Function<String, AccumulatorType<?>> types,
            Function<String, ByteSource> sources,
            int threads,
            String fold) {
        this(
                description,
                processors,
                types,
                new FilePool(sources, 2 * threads),
                new ServerLog(List::of),
                threads,
                fold);
    }

    private TaskExecutor(
            RunDescription description,
            Supplier<EventProcessor> processors,
            Function<String, AccumulatorType<?>> types,
            FilePool files,
            ServerLog servers,
            int threads,
            String fold) {
        this.processor = description.processor();
        this.fold = fold;
        this.results = new Results(types);
        this.files = files;
        this.servers = servers;
        this.lanes = new Lanes(threads, new Runners(description, processors, files)::make);
    }

    /**
     * The same with the processor and accumulators of plugins; event files are reached as the description of the run says, and
     * as the environment variables of this process amend that ({@link org.topcoffea.plan.FileAccess#on}).
     *
     * @throws AnalysisException {@link TaskError#NO_PROCESSOR} if they do not have the processor of the run
     */
    public static TaskExecutor of(RunDescription description, Plugins plugins, int threads, String fold) {
        try {
            plugins.processor(description.processor());
        } catch (AnalysisException e) {
            throw new AnalysisException(TaskError.NO_PROCESSOR, String.valueOf(e.getMessage()), e);
        }
        Map<String, String> environment = System.getenv();
        EventAccess access = EventAccess.with(description.access().on(environment), environment);
        return new TaskExecutor(
                description,
                () -> plugins.newProcessor(description.processor()),
                plugins.accumulatorTypes()::get,
                FilePool.over(access, 2 * threads),
                new ServerLog(access::statistics),
                threads,
                fold);
    }

    /**
     * What became of a task, when its result is not yet added to the sum.
     *
     * @param report the report, in which it is
     * @param result the result to {@link #keep}, if there is one
     */
    public record Attempt(TaskReport report, Optional<PartialResult> result) {}

    /**
     * Carries out a task, waits for it, and adds its result to the sum.
     *
     * @param task what to do
     * @param directory the directory of the task, for its files
     * @param cores how many threads it may use, at least 1
     * @param stop is asked at every boundary whether to end there
     */
    public TaskReport execute(TaskDescription task, Path directory, int cores, BooleanSupplier stop) {
        Attempt attempt = attempt(task, directory, cores, stop);
        try {
            attempt.result().ifPresent(this::keep);
            return attempt.report();
        } catch (RuntimeException | OutOfMemoryError e) {
            return failed(e, task).withUsage(attempt.report().usage());
        }
    }

    /**
     * Carries out a task, waits for it, and leaves it to the caller whether its result is added to the sum.
     *
     * @param task what to do
     * @param directory the directory of the task, for its files
     * @param cores how many threads it may use, at least 1
     * @param stop is asked at every boundary whether to end there
     */
    public Attempt attempt(TaskDescription task, Path directory, int cores, BooleanSupplier stop) {
        long began = System.nanoTime();
        active.incrementAndGet();
        try {
            Attempt attempt = guarded(task, directory, cores, stop);
            Usage known = attempt.report().usage();
            double wall = (System.nanoTime() - began) / 1e9;
            // For good tasks that come and go in microseconds, looking is not worth while.
            boolean worthwhile = wall > 0.01 || attempt.report() instanceof TaskReport.Failed;
            long memory = worthwhile ? ProcessMemory.residentMegabytes() / Math.max(1, active.get()) : -1;
            Usage usage = new Usage(wall, known.cpuSeconds(), memory, known.disk(), known.bytesRead(), servers.take());
            return new Attempt(attempt.report().withUsage(usage), attempt.result());
        } finally {
            active.decrementAndGet();
        }
    }

    /**
     * Adds a result to the sum, to which it belongs from then on. One whose events are all in the sum is not added again.
     *
     * @throws AnalysisException if some of its events are in the sum, or {@link TaskError#SUM_LOST}
     */
    public void keep(PartialResult result) {
        results.sum().add(result);
    }

    /**
     * Carries out a task in a process that does only this one: the result of a chunk goes to a file.
     *
     * @param task what to do
     * @param directory the directory of the task, for its files
     * @param output the name of the file for the result of a chunk
     * @param cores how many threads it may use, at least 1
     * @param stop is asked at every boundary whether to end there
     */
    public TaskReport executeAlone(
            TaskDescription task, Path directory, String output, int cores, BooleanSupplier stop) {
        TaskReport report = execute(task, directory, cores, stop);
        if (!(report instanceof TaskReport.Processed processed) || !(processed.kept() instanceof Kept.Folded)) {
            return report;
        }
        return switch (collect(List.of(), directory, output)) {
            case TaskReport.Merged merged ->
                new TaskReport.Processed(
                        processed.metrics(),
                        processed.done(),
                        new Kept.Written(merged.file(), merged.bytes()),
                        processed.usage());
            case TaskReport other -> other.withUsage(processed.usage());
        };
    }

    private Attempt guarded(TaskDescription task, Path directory, int cores, BooleanSupplier stop) {
        try {
            return perform(task, directory, cores, stop);
        } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError | AssertionError e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return new Attempt(failed(e, task), Optional.empty());
        }
    }

    private Attempt perform(TaskDescription task, Path directory, int cores, BooleanSupplier stop)
            throws InterruptedException {
        return switch (task) {
            case TaskDescription.Process process -> process(process, cores, stop);
            case TaskDescription.Count count -> new Attempt(count(count.file()), Optional.empty());
            case TaskDescription.Collect collect ->
                new Attempt(collect(List.of(), directory, collect.output()), Optional.empty());
            case TaskDescription.Probe probe -> new Attempt(new TaskReport.Probed(Usage.UNKNOWN), Optional.empty());
            case TaskDescription.Merge merge -> {
                List<Path> inputs =
                        merge.inputs().stream().map(directory::resolve).toList();
                yield new Attempt(results.merge(inputs, directory, merge.output()), Optional.empty());
            }
        };
    }

    private TaskReport.Failed failed(Throwable e, TaskDescription task) {
        Optional<InputFile> file = switch (task) {
            case TaskDescription.Count count -> Optional.of(count.file());
            case TaskDescription.Process process -> Optional.of(process.chunk().input());
            default -> Optional.empty();
        };
        return Failures.of(e, file, Optional.empty(), processor);
    }

    private TaskReport count(InputFile file) {
        try (FilePool.Lease lease = files.lease(file.file())) {
            Tree tree = lease.file().tree(file.tree());
            FileMetadata metadata = new FileMetadata(
                    tree.entries(), tree.clusters(), lease.file().uuid());
            return new TaskReport.Counted(file, metadata, Usage.UNKNOWN);
        }
    }

    private Attempt process(TaskDescription.Process task, int cores, BooleanSupplier stop) throws InterruptedException {
        Chunk chunk = task.chunk();
        List<Chunk> pieces = cores <= 1 ? List.of(chunk) : Pieces.of(chunk, files, Math.min(cores, lanes.size()));
        List<ChunkRunner.Outcome> outcomes = lanes.run(pieces, stop);
        ChunkMetrics metrics = Metrics.sum(chunk, outcomes, task.attempt());
        Usage usage = new Usage(metrics.wallSeconds(), metrics.cpuSeconds(), -1, -1, metrics.bytesRead());
        for (ChunkRunner.Outcome outcome : outcomes) {
            if (outcome.failure().isPresent()) {
                TaskReport failure = Failures.of(outcome.failure().get()).withUsage(usage);
                return new Attempt(failure, Optional.empty());
            }
        }
        List<EntryRange> done = new ArrayList<>();
        outcomes.forEach(outcome -> outcome.done().ifPresent(done::add));
        Optional<PartialResult> result = Pieces.sum(outcomes);
        Kept kept = result.<Kept>map(whole -> new Kept.Folded(
                        fold,
                        results.sum().events() + whole.events().events(),
                        results.sum().bytes(whole)))
                .orElseGet(Kept.Nothing::new);
        return new Attempt(new TaskReport.Processed(metrics, done, kept, usage), result);
    }

    /**
     * Writes the sum, with results that were written before, and begins a new one.
     *
     * @param before files that {@link ResultFile} wrote
     * @param directory where to write
     * @param output the name of the file
     */
    public TaskReport collect(List<Path> before, Path directory, String output) {
        try {
            return results.collect(before, lanes::nothing, directory, output);
        } catch (Exception | OutOfMemoryError e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return Failures.of(e, Optional.empty(), Optional.empty(), processor);
        }
    }

    /** How many events are in the sum. */
    public long heldEvents() {
        return results.sum().events();
    }

    /** Ends the threads and closes files; no task may be running. What was not collected is lost. */
    @Override
    public void close() {
        lanes.close();
        files.close();
    }
}
