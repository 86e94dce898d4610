package org.topcoffea.task;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.EventRanges;
import org.topcoffea.runner.ChunkRunner;
import org.topcoffea.runner.PartialResult;
import org.topcoffea.spi.AnalysisException;

/** Threads that process events, each with a processor of its own, which is started when its thread is first needed. */
final class Lanes implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final int size;
    private final ExecutorService threads;
    private final Supplier<ChunkRunner> runners;

    /** One thread and its processor. */
    private static final class Lane extends Thread {
        private @Nullable ChunkRunner runner;

        private Lane(Runnable work, String name) {
            super(work, name);
            setDaemon(true);
        }

        private ChunkRunner runner(Supplier<ChunkRunner> runners) {
            ChunkRunner known = runner;
            if (known == null) {
                known = runners.get();
                runner = known;
            }
            return known;
        }
    }

    Lanes(int size, Supplier<ChunkRunner> runners) {
        this.size = size;
        this.runners = runners;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(size, work -> new Lane(work, "events-" + number.getAndIncrement()));
    }

    int size() {
        return size;
    }

    private ChunkRunner mine() {
        return ((Lane) Thread.currentThread()).runner(runners);
    }

    /** Processes chunks, as many at once as there are threads. A failure of the processor to start is thrown. */
    List<ChunkRunner.Outcome> run(List<Chunk> chunks, BooleanSupplier stop) throws InterruptedException {
        List<Future<ChunkRunner.Outcome>> running = new ArrayList<>();
        for (Chunk chunk : chunks) {
            running.add(threads.submit(() -> mine().run(chunk, stop)));
        }
        List<ChunkRunner.Outcome> outcomes = new ArrayList<>();
        for (Future<ChunkRunner.Outcome> future : running) {
            outcomes.add(result(future));
        }
        return outcomes;
    }

    /** An empty result. */
    PartialResult nothing() throws InterruptedException {
        return new PartialResult(result(threads.submit(() -> mine().empty())), new EventRanges());
    }

    private static <T> T result(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                case null, default ->
                    throw new AnalysisException(TaskError.UNEXPECTED, String.valueOf(e.getMessage()), e);
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.getLogger(Lanes.class.getName()).log(System.Logger.Level.WARNING, "a processor does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
