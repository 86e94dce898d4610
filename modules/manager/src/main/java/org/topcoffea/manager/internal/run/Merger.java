package org.topcoffea.manager.internal.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.topcoffea.manager.ManagerError;
import org.topcoffea.manager.internal.store.MergedResult;
import org.topcoffea.plan.EventRanges;
import org.topcoffea.runner.ChunkMetrics;
import org.topcoffea.runner.PartialResult;
import org.topcoffea.spi.AnalysisException;

/**
 * The thread that adds partial results to the sum, one after the other. When the disk is full it says so and waits for room:
 * nothing is lost, and workers keep what is theirs meanwhile.
 */
final class Merger {
    private static final long PAUSE_MILLIS = 5_000;

    private final MergedResult result;
    private final Consumer<String> say;
    private final ExecutorService thread;
    private final Pause pause;
    private final AtomicBoolean closing = new AtomicBoolean();
    private boolean complained;

    /**
     * How it ended.
     *
     * @param failure empty when the result is on the disk and in the journal; else why it cannot be used
     */
    record Outcome(String failure) {
        boolean stored() {
            return failure.isEmpty();
        }
    }

    /** Lets time pass. */
    interface Pause {
        /** Waits. */
        void sleep(long millis) throws InterruptedException;
    }

    Merger(MergedResult result, Consumer<String> say) {
        this(
                result,
                say,
                Executors.newSingleThreadExecutor(
                        task -> Thread.ofPlatform().name("merging").unstarted(task)),
                TimeUnit.MILLISECONDS::sleep);
    }

    Merger(MergedResult result, Consumer<String> say, ExecutorService thread, Pause pause) {
        this.result = result;
        this.say = say;
        this.thread = thread;
        this.pause = pause;
    }

    /** Adds a result; returns at once. */
    void add(
            Path file,
            EventRanges events,
            List<ChunkMetrics> metrics,
            Consumer<Outcome> done,
            Consumer<Throwable> fatal) {
        thread.execute(() -> {
            try {
                done.accept(store(file, events, metrics));
                checkpoint();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception | Error e) {
                fatal.accept(e);
            }
        });
    }

    private Outcome store(Path file, EventRanges events, List<ChunkMetrics> metrics) throws InterruptedException {
        while (true) {
            try {
                result.add(file, events, metrics);
                complained = false;
                return new Outcome("");
            } catch (MergedResult.DamagedPart e) {
                return new Outcome(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                waitForRoom(file, e);
            }
        }
    }

    private void waitForRoom(Path file, IOException failure) throws InterruptedException {
        if (closing.get()) {
            throw new AnalysisException(
                    ManagerError.STORE_FAILED,
                    "a result cannot be stored as " + file + " (" + failure
                            + "): make room there and continue with --resume; nothing else is lost",
                    failure);
        }
        if (!complained) {
            complained = true;
            say.accept("cannot store a result as " + file + " (" + failure
                    + "): make room there; the run goes on by itself then, and loses nothing meanwhile");
        }
        pause.sleep(PAUSE_MILLIS);
    }

    private void checkpoint() {
        if (result.wantsCheckpoint()) {
            try {
                result.checkpoint();
            } catch (IOException e) {
                System.getLogger(Merger.class.getName())
                        .log(System.Logger.Level.WARNING, "the sum of results cannot be written now: {0}", e);
            }
        }
    }

    /** Lets a full disk end the run instead of waiting for room. */
    void giveUpOnFullDisk() {
        closing.set(true);
    }

    /** The sum of everything; no result may be added any more. */
    PartialResult finish() throws InterruptedException {
        end();
        return result.total();
    }

    /** Ends the thread when it has added all that it was given. */
    void end() throws InterruptedException {
        thread.shutdown();
        boolean ended = false;
        while (!ended) {
            ended = thread.awaitTermination(1, TimeUnit.SECONDS);
        }
    }
}
