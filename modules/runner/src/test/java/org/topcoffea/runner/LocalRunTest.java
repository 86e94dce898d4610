package org.topcoffea.runner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.fixtures.JetFiles;
import org.topcoffea.fixtures.JetProcessor;
import org.topcoffea.hist.Histogram;
import org.topcoffea.plan.InputFile;
import org.topcoffea.plan.Ledger;
import org.topcoffea.plan.MetadataCache;
import org.topcoffea.plan.PlanException;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Blame;

class LocalRunTest {
    private static final LongPredicate NONE = event -> false;

    @TempDir
    static Path directory;

    private static Path first;
    private static Path second;

    @BeforeAll
    static void writeFiles() {
        first = JetFiles.write(directory.resolve("first.root"), 1, 5_000, 700);
        second = JetFiles.write(directory.resolve("second.root"), 2, 3_000, 1_000);
    }

    private static final class Quiet implements RunListener {
        @Override
        public void files(long known, long all) {}

        @Override
        public void events(long processed, long known) {}

        @Override
        public void merging(long merged, long all) {}

        @Override
        public void failed(ChunkFailure failure) {}

        @Override
        public void skipped(InputFile file, String reason) {}
    }

    private static RunPlan plan(long chunk) {
        return Plans.plan(chunk, false, JetFiles.dataset("ttH", first), JetFiles.dataset("ttZ", second));
    }

    private static RunResult run(RunPlan plan, int threads, int batch, LongPredicate failing) {
        try (FilePool files = new FilePool(EventFiles::open, 4)) {
            return new LocalRun(plan, () -> new JetProcessor(failing), files, MetadataCache.none(), batch, new Quiet())
                    .execute(threads);
        }
    }

    private static byte[] bytes(Accumulators accumulators) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        accumulators.encode(new DataOutputStream(out));
        return out.toByteArray();
    }

    @Test
    void theResultDoesNotDependOnThreadsChunksOrBatches() throws IOException {
        RunResult reference = run(plan(100_000), 1, 100_000, NONE);
        assertTrue(reference.complete());
        assertEquals(8_000, reference.result().events().events());
        byte[] expected = bytes(reference.result().accumulators());
        for (int threads : new int[] {1, 2, 5}) {
            for (long chunk : new long[] {64, 999, 2_500}) {
                for (int batch : new int[] {17, 4_096}) {
                    RunResult result = run(plan(chunk), threads, batch, NONE);
                    assertArrayEquals(
                            expected,
                            bytes(result.result().accumulators()),
                            threads + " threads, chunks of " + chunk + ", batches of " + batch);
                    assertEquals(reference.result().events(), result.result().events());
                }
            }
        }
    }

    @Test
    void everyEventIsCountedOnce() {
        RunResult result = run(plan(333), 3, 50, NONE);
        Histogram events = result.result().accumulators().get("events", Histogram.class);
        assertEquals(8_000, events.block().count(1));
    }

    @Test
    void aFailingProcessorCostsItsChunkOnly() {
        RunResult result = run(plan(500), 2, 100, event -> event == 1_234);
        assertFalse(result.complete());
        Ledger.Counts counts = result.ledger().counts();
        assertEquals(7_000, counts.done());
        assertEquals(1_000, counts.failed());
        assertEquals(
                7_000,
                result.result()
                        .accumulators()
                        .get("events", Histogram.class)
                        .block()
                        .count(1));
        ChunkFailure failure = result.failures().getFirst();
        assertEquals(Blame.USER, failure.code().blame());
        assertTrue(failure.range().start() <= 1_234 && 1_234 < failure.range().stop(), failure.oneLine());
        assertTrue(failure.oneLine().contains("event 1234 is cursed"), failure.oneLine());
        assertTrue(failure.oneLine().contains("JetProcessor.java:"), failure.oneLine());
        assertTrue(failure.stack().contains("JetProcessor.process"), failure.stack());
    }

    @Test
    void aProcessorThatCannotStartEndsTheRunWithItsName() {
        try (FilePool files = new FilePool(EventFiles::open, 4)) {
            LocalRun run = new LocalRun(
                    plan(500),
                    () -> {
                        throw new IllegalStateException("no luck");
                    },
                    files,
                    MetadataCache.none(),
                    100,
                    new Quiet());
            AnalysisException failure = assertThrows(AnalysisException.class, () -> run.execute(2));
            assertEquals(RunnerError.PROCESSOR_FAILED, failure.code());
            assertTrue(failure.getMessage().contains("processor 'jets'"), failure.getMessage());
            assertTrue(failure.getMessage().contains("no luck"), failure.getMessage());
        }
    }

    @Test
    void aDamagedBasketCostsItsChunkOnly() throws IOException {
        Path damaged = directory.resolve("damaged.root");
        byte[] bytes = Files.readAllBytes(first);
        for (int i = 600; i < 800; i++) {
            bytes[i] ^= 0x55;
        }
        Files.write(damaged, bytes);
        RunPlan plan = Plans.plan(700, false, JetFiles.dataset("ttH", damaged, second));
        RunResult result = run(plan, 2, 4_096, NONE);
        assertFalse(result.complete());
        assertTrue(
                result.ledger().counts().done() >= 3_000 + 2_800,
                () -> result.ledger().counts().toString());
        result.failures().forEach(failure -> {
            assertEquals(Blame.DATA, failure.code().blame(), failure.oneLine());
            assertTrue(failure.oneLine().contains("damaged.root"), failure.oneLine());
        });
    }

    @Test
    void aMissingFileEndsTheRunUnlessItIsSkipped() {
        Path missing = directory.resolve("nowhere.root");
        assertThrows(
                AnalysisException.class,
                () -> run(Plans.plan(500, false, JetFiles.dataset("ttH", first, missing)), 2, 4_096, NONE));
        RunResult result = run(Plans.plan(500, true, JetFiles.dataset("ttH", first, missing)), 2, 4_096, NONE);
        assertFalse(result.complete());
        assertEquals(1, result.ledger().counts().failedFiles());
        assertEquals(5_000, result.ledger().counts().done());
    }

    @Test
    void aStoppedRunKeepsWhatIsFinished() {
        AtomicLong seen = new AtomicLong();
        try (FilePool files = new FilePool(EventFiles::open, 4)) {
            LocalRun[] run = new LocalRun[1];
            run[0] = new LocalRun(
                    plan(5_000),
                    () -> new JetProcessor(event -> {
                        if (seen.incrementAndGet() == 1_000) {
                            run[0].stop();
                        }
                        return false;
                    }),
                    files,
                    MetadataCache.none(),
                    100,
                    new Quiet());
            RunResult result = run[0].execute(1);
            assertTrue(result.stopped());
            assertFalse(result.complete());
            long done = result.result().events().events();
            assertTrue(done >= 1_000 && done < 1_200, "stopped after " + done + " events");
            assertEquals(
                    done,
                    result.result()
                            .accumulators()
                            .get("events", Histogram.class)
                            .block()
                            .count(1));
            assertEquals(8_000 - done, missing(result));
        }
    }

    /** Events of the second file may not be known when the run stops; the file itself is missing then. */
    private static long missing(RunResult result) {
        return result.ledger().missing().stream()
                .mapToLong(gap -> gap.range().map(range -> range.size()).orElse(3_000L))
                .sum();
    }

    @Test
    void resultsWithAnEventInCommonAreNotMerged() {
        PartialResult a = run(plan(500), 1, 4_096, NONE).result();
        PartialResult b = run(plan(700), 1, 4_096, NONE).result();
        assertThrows(PlanException.class, () -> a.merge(b));
    }

    @Test
    void partialResultsSurviveEncoding() throws IOException {
        PartialResult result = run(plan(500), 1, 4_096, NONE).result();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        result.encode(new DataOutputStream(out));
        PartialResult back =
                PartialResult.decode(new DataInputStream(new ByteArrayInputStream(out.toByteArray())), name -> {
                    assertEquals("histogram", name);
                    return new Histogram.Type();
                });
        assertEquals(result.events(), back.events());
        assertArrayEquals(bytes(result.accumulators()), bytes(back.accumulators()));
        assertEquals(List.copyOf(result.accumulators().asMap().keySet()), List.of("events", "pt"));
    }
}
