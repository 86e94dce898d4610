package org.topcoffea.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.topcoffea.codec.Compression;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.Dataset;
import org.topcoffea.plan.EntryRange;
import org.topcoffea.plan.InputFile;
import org.topcoffea.root.RootFile;
import org.topcoffea.root.Tree;
import org.topcoffea.runner.ChunkRunner;
import org.topcoffea.runner.EventFiles;
import org.topcoffea.runner.FilePool;
import org.topcoffea.spi.EventProcessor;
import org.topcoffea.spi.Parameters;
import org.topcoffea.spi.Run;

/** The chunk hot path of one thread: a bundled processor on the events of the sample, through the runner of chunks. */
final class ChunkLoop implements AutoCloseable {
    private static final int BATCH = 100_000;

    private final FilePool files = new FilePool(EventFiles::open, 2);
    private final ChunkRunner runner;
    private final Chunk whole;

    ChunkLoop(String processor, Compression codec) {
        this(processor, codec, true);
    }

    ChunkLoop(String processor, Compression codec, boolean reproducible) {
        Dataset dataset = BenchmarkFiles.dataset(codec);
        EventProcessor instance = processor(processor);
        Parameters parameters = new Parameters(instance.describe().parameters(), Map.of());
        Run run = new Run(List.of(dataset.sample()), dataset.sample().wcNames(), parameters);
        runner = new ChunkRunner(instance, run, files, BATCH, reproducible);
        try (FilePool.Lease lease = files.lease(dataset.files().getFirst())) {
            RootFile file = lease.file();
            Tree tree = file.tree("Events");
            InputFile input =
                    new InputFile(dataset.sample().name(), dataset.files().getFirst(), "Events");
            whole = Chunk.of(input, new EntryRange(0, tree.entries()), file.uuid());
        }
    }

    static EventProcessor processor(String name) {
        return ServiceLoader.load(EventProcessor.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(processor -> processor.describe().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no processor '" + name + "'"));
    }

    /** Processes all events as one chunk. */
    ChunkRunner.Outcome run() {
        ChunkRunner.Outcome outcome = runner.run(whole, () -> false);
        outcome.failure().ifPresent(failure -> {
            throw new IllegalStateException(failure.toString());
        });
        return outcome;
    }

    @Override
    public void close() {
        files.close();
    }
}
