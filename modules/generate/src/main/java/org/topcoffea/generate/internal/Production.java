package org.topcoffea.generate.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.topcoffea.generate.GeneratorError;
import org.topcoffea.generate.GeneratorOptions;
import org.topcoffea.spi.AnalysisException;

/** Writes all files of all samples with some threads, then what describes them. */
public final class Production {
    /** A file that is being written. */
    private record Job(int sample, String name, Future<WeightSums> sums) {}

    private final GeneratorOptions options;
    private final LongConsumer done;
    private final List<SampleKind> kinds;
    private final AtomicBoolean stopped = new AtomicBoolean();

    /**
     * Prepares the work.
     *
     * @param done is told numbers of finished events, by several threads
     */
    public Production(GeneratorOptions options, LongConsumer done) {
        this.options = options;
        this.done = done;
        this.kinds = SampleKind.all(options.wilsonCoefficients());
    }

    /** The number of events of all samples. */
    public long totalEvents() {
        return options.events() * kinds.size();
    }

    /** Does the work and returns the cfg file. */
    public Path run() {
        Path directory = options.directory();
        Path cfg = directory.resolve(Catalogue.CFG);
        prepare(directory, cfg);
        List<List<String>> files = new ArrayList<>();
        List<WeightSums> totals = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            files.add(new ArrayList<>());
            totals.add(new WeightSums());
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(options.threads())) {
            List<Job> jobs = submit(threads);
            try {
                for (Job job : jobs) {
                    files.get(job.sample()).add(job.name());
                    totals.get(job.sample()).add(await(job.sums()));
                }
            } catch (RuntimeException | Error failure) {
                stopped.set(true);
                threads.shutdownNow();
                throw failure;
            }
        }
        for (int i = 0; i < kinds.size(); i++) {
            Catalogue.describe(directory, kinds.get(i), files.get(i), totals.get(i));
        }
        Catalogue.list(directory, kinds);
        return cfg;
    }

    private void prepare(Path directory, Path cfg) {
        if (Files.exists(cfg) && !options.overwrite()) {
            throw new AnalysisException(
                    GeneratorError.OUTPUT_EXISTS,
                    cfg + " exists; choose another directory, or say --overwrite to replace the samples");
        }
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(cfg);
        } catch (IOException failure) {
            throw new AnalysisException(
                    GeneratorError.CANNOT_WRITE,
                    directory + ": cannot make the directory (" + failure + "); choose one that you may write to",
                    failure);
        }
    }

    private List<Job> submit(ExecutorService threads) {
        List<Job> jobs = new ArrayList<>();
        for (int s = 0; s < kinds.size(); s++) {
            SampleKind kind = kinds.get(s);
            for (int f = 0; f < options.files(); f++) {
                long first = share(f);
                long count = share(f + 1) - first;
                String name = kind.name() + "_" + (f + 1) + ".root";
                Dice dice = new Dice(options.seed(), s, f);
                Path path = options.directory().resolve(name);
                Future<WeightSums> sums = threads.submit(
                        () -> EventFile.write(options, path, kind, dice, first, count, done, stopped::get));
                jobs.add(new Job(s, name, sums));
            }
        }
        return jobs;
    }

    /** The number of events in the files before one. */
    private long share(int file) {
        long each = options.events() / options.files();
        long more = options.events() % options.files();
        return each * file + Math.min(file, more);
    }

    private static WeightSums await(Future<WeightSums> sums) {
        try {
            return sums.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AnalysisException(
                    GeneratorError.INTERRUPTED, "generating was interrupted; start it again", interrupted);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException exception) {
                throw exception;
            }
            if (failure.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(failure.getCause());
        }
    }
}
