package org.topcoffea.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.EntryRange;
import org.topcoffea.plan.FileMetadata;
import org.topcoffea.plan.InputFile;
import org.topcoffea.runner.EventFiles;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Sample;
import org.topcoffea.task.internal.RehearsalEvents;
import org.topcoffea.task.internal.RehearsalProcessor;

/**
 * Tasks that nobody wants, for a process that waits for its first run: a virtual machine that has read events, filled histograms
 * and written them before is several times as fast at it as one that has just been started. They read a small file of their own.
 */
public final class Rehearsal implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Rehearsal.class.getName());

    /** Who is given work at once needs none. */
    private static final long DELAY_MILLIS = 400;

    private static final long LIMIT_NANOS = 2_000_000_000L;
    private static final int PARTS = 3;

    private final CountDownLatch over = new CountDownLatch(1);

    private final Thread thread;

    private Rehearsal(Path directory, int threads) {
        thread = Thread.ofPlatform().daemon().name("rehearsal").unstarted(() -> perform(directory, threads));
    }

    /**
     * Begins on a thread of its own.
     *
     * @param directory where the file may lie; if that is not possible, nothing is rehearsed
     * @param threads how many threads process events
     */
    public static Rehearsal begin(Path directory, int threads) {
        Rehearsal rehearsal = new Rehearsal(directory, threads);
        rehearsal.thread.start();
        return rehearsal;
    }

    /** There is real work; ends soon after. */
    public void end() {
        over.countDown();
    }

    /** Ends and waits until it has. */
    @Override
    public void close() {
        end();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean ended() {
        return over.getCount() == 0;
    }

    private void perform(Path directory, int threads) {
        try {
            if (over.await(DELAY_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
            Path place = Files.createTempDirectory(directory, "rehearsal");
            try {
                perform(new InputFile("rehearsal", RehearsalEvents.write(place).toString(), "Events"), place, threads);
            } finally {
                remove(place);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            LOG.log(System.Logger.Level.DEBUG, "nothing more is rehearsed: {0}", e.toString());
        }
    }

    private void perform(InputFile file, Path place, int threads) {
        long begin = System.nanoTime();
        try (TaskExecutor executor = new TaskExecutor(
                run(), RehearsalProcessor::new, RehearsalProcessor::type, EventFiles::open, threads, "rehearsal")) {
            while (!ended() && System.nanoTime() - begin < LIMIT_NANOS) {
                round(executor, file, place);
            }
        }
    }

    private void round(TaskExecutor executor, InputFile file, Path place) {
        TaskReport report = tried(executor, new TaskDescription.Count(file), place);
        if (!(report instanceof TaskReport.Counted counted)) {
            throw new AnalysisException(TaskError.UNREADABLE, "the file of the rehearsal: " + report);
        }
        FileMetadata metadata = counted.metadata();
        long step = Math.ceilDiv(metadata.entries(), PARTS);
        for (long start = 0; start < metadata.entries() && !ended(); start += step) {
            EntryRange range = new EntryRange(start, Math.min(start + step, metadata.entries()));
            tried(executor, new TaskDescription.Process(Chunk.of(file, range, metadata.uuid()), 1), place);
        }
        executor.collect(List.of(), place, "sum");
    }

    /** As a runner does it: from text and to text. */
    private TaskReport tried(TaskExecutor executor, TaskDescription task, Path place) {
        TaskDescription told = TaskDescription.parse(task.toJson());
        return TaskReport.parse(executor.execute(told, place, 1, this::ended).toJson());
    }

    private static RunDescription run() {
        Sample sample = new Sample(
                "rehearsal",
                "rehearsal",
                "2017",
                false,
                1,
                1,
                Map.of(),
                RehearsalEvents.COEFFICIENTS,
                RehearsalEvents.COUNT,
                "",
                Map.of());
        return new RunDescription(
                "rehearsal",
                "rehearsal",
                Map.of(),
                List.of(sample),
                RehearsalEvents.COEFFICIENTS,
                "Events",
                1 << 12,
                true,
                List.of());
    }

    private static void remove(Path place) throws IOException {
        try (var files = Files.list(place)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(place);
    }
}
