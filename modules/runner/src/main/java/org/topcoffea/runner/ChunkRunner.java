package org.topcoffea.runner;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.EntryRange;
import org.topcoffea.plan.EventRanges;
import org.topcoffea.root.EventReader;
import org.topcoffea.root.RootFile;
import org.topcoffea.root.Tree;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.EventProcessor;
import org.topcoffea.spi.Run;
import org.topcoffea.spi.Sample;

/**
 * Runs chunks of events through one processor, here and in workers alike. A chunk is read cluster by cluster; it can stop
 * at any boundary and hand back what is finished. Confined to one thread.
 */
public final class ChunkRunner {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final EventProcessor processor;
    private final String plugin;
    private final FilePool files;
    private final int batchLimit;
    private final Map<String, Sample> samples;
    private final Accumulators.Declarations declarations;

    /**
     * What became of a chunk.
     *
     * @param result the finished part, if there is one; it holds all events of the chunk unless it was stopped
     * @param done the finished part of the chunk
     * @param failure why the chunk failed; then nothing of it is in the result
     * @param metrics what it cost
     */
    public record Outcome(
            Optional<PartialResult> result,
            Optional<EntryRange> done,
            Optional<ChunkFailure> failure,
            ChunkMetrics metrics) {}

    /**
     * Starts a processor.
     *
     * @param processor a new instance
     * @param run the samples, Wilson coefficients and parameters
     * @param files opens event files
     * @param batchLimit the most events that the processor is given at once
     * @param reproducible whether sums must not depend on the order of events
     * @throws org.topcoffea.spi.AnalysisException if the processor refuses the run
     */
    public ChunkRunner(EventProcessor processor, Run run, FilePool files, int batchLimit, boolean reproducible) {
        this.declarations = new Accumulators.Declarations(reproducible);
        this.processor = processor;
        this.plugin = processor.describe().name() + " " + processor.describe().version();
        this.files = files;
        this.batchLimit = batchLimit;
        this.samples = run.samples().stream().collect(Collectors.toMap(Sample::name, Function.identity()));
        processor.start(run, declarations);
    }

    /** New, empty accumulators as the processor declared them. */
    public Accumulators empty() {
        return declarations.empty();
    }

    /** Lets the processor work on merged accumulators. */
    public void postProcess(Accumulators merged) {
        processor.postProcess(merged);
    }

    /**
     * Processes a chunk.
     *
     * @param chunk the events
     * @param stop is asked at every boundary whether to end there
     */
    public Outcome run(Chunk chunk, BooleanSupplier stop) {
        Progress progress = new Progress(chunk);
        Accumulators output = declarations.empty();
        try (FilePool.Lease lease = files.lease(chunk.input().file())) {
            checkUnchanged(chunk, lease.file());
            Tree tree = lease.file().tree(chunk.input().tree());
            try (EventReader reader = tree.reader(sample(chunk))) {
                progress.reader = reader;
                process(tree, reader, output, progress, stop);
                return progress.finished(output);
            } finally {
                progress.close();
            }
        } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError | AssertionError e) {
            return progress.failed(e);
        }
    }

    private static void checkUnchanged(Chunk chunk, RootFile file) {
        if (!file.uuid().equals(chunk.uuid())) {
            throw new AnalysisException(
                    RunnerError.FILE_CHANGED,
                    chunk.file() + ": the file was replaced after its events were counted (it is " + file.uuid()
                            + " now, not " + chunk.uuid() + "): run again");
        }
    }

    private Sample sample(Chunk chunk) {
        Sample sample = samples.get(chunk.input().dataset());
        if (sample == null) {
            throw new IllegalArgumentException("no sample '" + chunk.input().dataset() + "' in this run");
        }
        return sample;
    }

    private void process(Tree tree, EventReader reader, Accumulators output, Progress progress, BooleanSupplier stop) {
        EntryRange range = progress.chunk.range();
        reader.expect(files.columns(), range.start(), range.stop());
        Batches batches = new Batches(tree.clusters(), range.start(), range.stop(), batchLimit);
        while (batches.hasNext() && !stop.getAsBoolean()) {
            progress.trying = batches.advance();
            reader.select(progress.reached, progress.trying);
            processor.process(reader, output);
            progress.reached = progress.trying;
        }
        files.columns().addAll(reader.columnsRead());
    }

    /** How far a chunk has got and what it has cost. */
    private final class Progress {
        private final Chunk chunk;
        private final long started = System.currentTimeMillis();
        private final long startNanos = System.nanoTime();
        private final long startCpu = cpu();
        private @Nullable EventReader reader;
        private long bytesRead;
        private long bytesDecompressed;
        private long reached;
        private long trying;

        private Progress(Chunk chunk) {
            this.chunk = chunk;
            this.reached = chunk.range().start();
            this.trying = chunk.range().stop();
        }

        private void close() {
            if (reader != null) {
                bytesRead = reader.bytesRead();
                bytesDecompressed = reader.bytesDecompressed();
                reader = null;
            }
        }

        private Outcome finished(Accumulators output) {
            close();
            if (reached == chunk.range().start()) {
                return new Outcome(Optional.empty(), Optional.empty(), Optional.empty(), metrics());
            }
            EntryRange done = new EntryRange(chunk.range().start(), reached);
            EventRanges events = new EventRanges();
            events.add(chunk.input(), done);
            return new Outcome(
                    Optional.of(new PartialResult(output, events)), Optional.of(done), Optional.empty(), metrics());
        }

        private Outcome failed(Throwable e) {
            ChunkFailure failure = ChunkFailure.of(e, chunk.input(), new EntryRange(reached, trying), plugin);
            return new Outcome(Optional.empty(), Optional.empty(), Optional.of(failure), metrics());
        }

        private ChunkMetrics metrics() {
            long cpu = cpu();
            return new ChunkMetrics(
                    chunk,
                    Thread.currentThread().getName(),
                    started,
                    (System.nanoTime() - startNanos) / 1e9,
                    cpu < 0 ? -1 : (cpu - startCpu) / 1e9,
                    reached - chunk.range().start(),
                    bytesRead,
                    bytesDecompressed,
                    1);
        }

        private static long cpu() {
            return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : -1;
        }
    }
}
