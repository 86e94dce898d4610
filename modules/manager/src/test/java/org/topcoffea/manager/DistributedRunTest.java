package org.topcoffea.manager;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.topcoffea.fixtures.JetFiles;
import org.topcoffea.fixtures.JetProcessor;
import org.topcoffea.plan.EventState;
import org.topcoffea.plan.MetadataCache;
import org.topcoffea.root.RootError;
import org.topcoffea.runner.EventFiles;
import org.topcoffea.runner.FilePool;
import org.topcoffea.runner.LocalRun;
import org.topcoffea.runner.RunPlan;
import org.topcoffea.runner.RunResult;
import org.topcoffea.runner.RunnerError;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.wire.ManagerConnector;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DistributedRunTest {
    private static final LongPredicate NONE = event -> false;

    @TempDir
    static Path input;

    @TempDir
    Path directory;

    private static Path first;
    private static Path second;

    @BeforeAll
    static void writeFiles() {
        first = JetFiles.write(input.resolve("first.root"), 1, 5_000, 700);
        second = JetFiles.write(input.resolve("second.root"), 2, 3_000, 1_000);
    }

    private static RunPlan plan(long chunk) {
        return Plans.plan(chunk, false, JetFiles.dataset("ttH", first), JetFiles.dataset("ttZ", second));
    }

    private static byte[] bytes(RunResult result) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        result.result().accumulators().encode(new DataOutputStream(out));
        return out.toByteArray();
    }

    private static byte[] expected() throws IOException {
        return bytes(here(plan(100_000), NONE));
    }

    @ParameterizedTest
    @ValueSource(longs = {100_000, 333})
    void aWorkerGivesTheSameBytesAsThisMachine(long chunk) throws Exception {
        Managed managed = Managed.start(plan(chunk), directory, NONE, false);
        try (ManagerConnector connector = ManagerConnector.start(1);
                WorkerForTest worker = managed.worker(connector, 2, Integer.MAX_VALUE, NONE)) {
            RunResult result = managed.result();
            assertTrue(result.complete());
            assertArrayEquals(expected(), bytes(result));
            assertFalse(worker.isDead() && result.metrics().isEmpty());
        }
        managed.run().discard();
        assertFalse(Files.exists(managed.directory()));
    }

    /** Workers vanish at random moments, with what they hold and with what they do, and others come. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void workersThatVanishChangeNothing(long seed) throws Exception {
        Random random = new Random(seed);
        Managed managed = Managed.start(plan(200), directory, NONE, false);
        int started = 0;
        try (ManagerConnector connector = ManagerConnector.start(1)) {
            List<WorkerForTest> workers = new ArrayList<>();
            while (!managed.outcome().isDone()) {
                workers.removeIf(WorkerForTest::isDead);
                if (workers.size() < 2 && !managed.outcome().isDone()) {
                    int life = started < 5 ? 1 + random.nextInt(15) : Integer.MAX_VALUE;
                    startWorker(managed, connector, life).ifPresent(workers::add);
                    started++;
                }
                Thread.sleep(5);
            }
            workers.forEach(WorkerForTest::close);
        }
        RunResult result = managed.result();
        assertTrue(result.complete(), () -> seed + ": " + managed.listener().lines());
        assertArrayEquals(expected(), bytes(result), () -> "seed " + seed);
        assertTrue(started > 2, () -> "no worker was lost with seed " + seed);
        managed.run().close();
    }

    /** The manager may end while a worker comes. */
    private static Optional<WorkerForTest> startWorker(Managed managed, ManagerConnector connector, int life)
            throws Exception {
        try {
            return Optional.of(managed.worker(connector, 2, life, NONE));
        } catch (AnalysisException e) {
            return Optional.empty();
        }
    }

    @Test
    void whatIsDoneIsNotDoneAgain() throws Exception {
        AtomicLong processed = new AtomicLong();
        LongPredicate counting = event -> {
            processed.incrementAndGet();
            return false;
        };
        Managed half = Managed.start(plan(100), directory, NONE, false);
        try (ManagerConnector connector = ManagerConnector.start(1);
                WorkerForTest worker = half.worker(connector, 1, Integer.MAX_VALUE, event -> {
                    long events = processed.incrementAndGet();
                    if (events == 3_000) {
                        half.run().stop();
                    } else if (events > 3_000) {
                        // Or the worker would be done before the manager has heard of it.
                        LockSupport.parkNanos(5_000_000);
                    }
                    return false;
                })) {
            RunResult result = half.result();
            assertFalse(result.complete());
            assertFalse(
                    result.metrics().isEmpty(),
                    () -> worker.isDead() + " " + half.listener().lines() + "\n" + half.debug());
        }
        long done = half.result().result().events().events();
        assertTrue(done > 0 && done < 8_000, () -> done + " events");
        half.run().close();
        processed.set(0);
        Managed rest = Managed.start(plan(70), directory, NONE, true);
        try (ManagerConnector connector = ManagerConnector.start(1);
                WorkerForTest worker = rest.worker(connector, 2, Integer.MAX_VALUE, counting)) {
            RunResult result = rest.result();
            assertTrue(result.complete());
            assertArrayEquals(expected(), bytes(result));
            assertEquals(8_000 - done, processed.get());
            assertFalse(worker.isDead() && processed.get() == 0);
        }
        rest.run().close();
    }

    /** Whoever goes by itself hands over first: nothing is processed twice. */
    @ParameterizedTest
    @CsvSource({"vacating, 15", "idle-disconnecting, 3", "wall_time_exhausted, 60"})
    void aWorkerThatLeavesIsHeardToTheEnd(String field, String value) throws Exception {
        AtomicLong processed = new AtomicLong();
        LongPredicate counting = event -> {
            if (processed.incrementAndGet() < 2_000) {
                LockSupport.parkNanos(10_000);
            }
            return false;
        };
        Managed managed = Managed.start(plan(100), directory, NONE, false);
        try (ManagerConnector connector = ManagerConnector.start(1);
                WorkerForTest leaving = managed.worker(connector, 1, Integer.MAX_VALUE, counting)) {
            while (processed.get() < 1_000) {
                Thread.sleep(5);
            }
            assertTrue(leaving.leave(field, value).get(), "it was sent away with what it held");
            try (WorkerForTest other = managed.worker(connector, 2, Integer.MAX_VALUE, counting)) {
                RunResult result = managed.result();
                assertTrue(result.complete());
                assertArrayEquals(expected(), bytes(result));
                assertFalse(other.isDead() && result.metrics().isEmpty());
            }
        }
        assertEquals(8_000, processed.get(), "nothing is processed twice");
        managed.run().close();
    }

    @Test
    void anUnfinishedRunIsNotThrownAwayByAccident() throws Exception {
        whatIsDoneIsNotDoneAgain();
        AnalysisException failure =
                assertThrows(AnalysisException.class, () -> Managed.start(plan(100), directory, NONE, false));
        assertEquals(ManagerError.UNFINISHED_RUN, failure.code());
        AnalysisException other = assertThrows(
                AnalysisException.class,
                () -> Managed.start(Plans.plan(100, false, JetFiles.dataset("ttH", second)), directory, NONE, true));
        assertEquals(ManagerError.CANNOT_RESUME, other.code());
    }

    @Test
    void twoManagersDoNotWorkOnOneOutput() throws Exception {
        Managed one = Managed.start(plan(100), directory, NONE, false);
        AnalysisException failure =
                assertThrows(AnalysisException.class, () -> Managed.start(plan(100), directory, NONE, false));
        assertEquals(ManagerError.ALREADY_RUNNING, failure.code());
        one.run().stop();
        assertFalse(one.result().complete());
        one.run().close();
    }

    private static RunResult here(RunPlan plan, LongPredicate failing) {
        try (FilePool files = new FilePool(EventFiles::open, 4)) {
            return new LocalRun(
                            plan,
                            () -> new JetProcessor(failing),
                            files,
                            MetadataCache.none(),
                            4096,
                            new ListenerForTest())
                    .execute(2);
        }
    }

    /** All that a failure tells but where it was. */
    private static List<String> told(RunResult result) {
        return result.failures().stream()
                .map(failure -> failure.code() + " " + failure.code().blame() + " " + failure.oneLine()
                        + failure.stack().lines().limit(2).toList())
                .sorted()
                .toList();
    }

    /** Two chunks fail, all others are processed, and the result says so as that of this machine does. */
    @Test
    void aProcessorThatFailsCostsItsChunksHereAndThere() throws Exception {
        LongPredicate cursed = event -> event == 2_321 || event == 4_321;
        Managed managed = Managed.start(plan(500), directory, NONE, false);
        try (ManagerConnector connector = ManagerConnector.start(1);
                WorkerForTest worker = managed.worker(connector, 2, Integer.MAX_VALUE, cursed)) {
            RunResult result = managed.result();
            RunResult local = here(plan(500), cursed);
            assertFalse(result.complete());
            assertFalse(result.stopped());
            assertEquals(3, result.failures().size(), "both files have an event 2321");
            assertEquals(told(local), told(result));
            assertEquals(local.ledger().missing(), result.ledger().missing());
            assertArrayEquals(bytes(local), bytes(result));
            assertTrue(managed.run().failures().isPresent());
            assertTrue(managed.listener().lines().stream().anyMatch(line -> line.contains("topcoffea replay")));
            assertFalse(worker.isDead() && result.failures().isEmpty());
        }
        managed.run().close();
    }

    private static RunPlan planWithMissingFiles() {
        return Plans.plan(
                500,
                false,
                JetFiles.dataset("ttH", first),
                JetFiles.dataset("none", input.resolve("none.root"), input.resolve("nor.root")));
    }

    private RunResult withMissingFiles(Map<String, String> options) throws Exception {
        Managed managed = Managed.start(planWithMissingFiles(), directory, NONE, options);
        try (ManagerConnector connector = ManagerConnector.start(1);
                WorkerForTest worker = managed.worker(connector, 2, Integer.MAX_VALUE, NONE)) {
            RunResult result = managed.result();
            assertFalse(worker.isDead() && result.metrics().isEmpty());
            return result;
        } finally {
            managed.run().close();
        }
    }

    @Test
    void aFileThatCannotBeOpenedEndsTheRun() {
        ExecutionException failure = assertThrows(ExecutionException.class, () -> withMissingFiles(Map.of()));
        AnalysisException cause = assertInstanceOf(AnalysisException.class, failure.getCause());
        assertEquals(RootError.MISSING, cause.code());
        // Which of the two is found first is a matter of chance.
        assertTrue(cause.getMessage().matches(".*/no(ne|r)\\.root: no such file.*"), cause.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing=skip", "retry"})
    void filesThatCannotBeOpenedAreLeftOutIfTheUserSaysSo(String rule) throws Exception {
        RunResult result = withMissingFiles(Map.of("bad-files", rule));
        assertFalse(result.complete());
        assertFalse(result.stopped());
        assertEquals(5_000, result.result().events().events());
        assertEquals(2, result.ledger().missing().size(), result.ledger().missing()::toString);
        result.ledger().missing().forEach(gap -> {
            EventState.Failed failed = assertInstanceOf(EventState.Failed.class, gap.state());
            assertEquals(RootError.MISSING, failed.code());
        });
    }

    @Test
    void tooManyBadFilesEndTheRun() {
        ExecutionException failure = assertThrows(
                ExecutionException.class,
                () -> withMissingFiles(Map.of("bad-files", "missing=skip", "max-bad-files", "1")));
        AnalysisException cause = assertInstanceOf(AnalysisException.class, failure.getCause());
        assertEquals(RunnerError.TOO_MANY_BAD_FILES, cause.code());
    }

    /** What was done before the run had to end is kept, even what a worker still held. */
    @Test
    void whatIsDoneBeforeTheRunHasToEndIsKept() throws Exception {
        Map<String, String> strict = Map.of("resume", "true", "bad-files", "missing=retry", "max-bad-files", "1");
        assertThrows(ExecutionException.class, () -> withMissingFiles(strict));
        RunResult result = withMissingFiles(Map.of("resume", "true", "bad-files", "missing=skip"));
        assertEquals(5_000, result.result().events().events());
        Managed managed = Managed.start(planWithMissingFiles(), directory, NONE, Map.of("resume", "true"));
        assertTrue(managed.listener().lines().stream().noneMatch(line -> line.contains("nothing to resume")));
        managed.run().stop();
        managed.outcome().handle((done, failed) -> done).join();
        managed.run().close();
    }

    /** Chunks of a millisecond are made larger when a task is to take a minute. */
    @Test
    void chunksGrowTowardsTheirTarget() throws Exception {
        Managed managed = Managed.start(plan(50), directory, NONE, Map.of("target-seconds", "60"));
        try (ManagerConnector connector = ManagerConnector.start(1);
                WorkerForTest worker = managed.worker(connector, 1, Integer.MAX_VALUE, NONE)) {
            RunResult result = managed.result();
            assertArrayEquals(expected(), bytes(result));
            long largest = result.metrics().stream()
                    .mapToLong(metrics -> metrics.chunk().size())
                    .max()
                    .orElse(0);
            assertTrue(largest >= 100, () -> "the largest chunk has " + largest + " events");
            assertFalse(worker.isDead() && result.metrics().isEmpty());
        }
        managed.run().close();
    }

    @Test
    void logsAreThoseOfWorkQueue() throws Exception {
        aWorkerGivesTheSameBytesAsThisMachine(500);
        List<String> statistics = Files.readAllLines(directory.resolve("stats-log"));
        assertTrue(statistics.getFirst().startsWith("# timestamp workers_connected workers_init"));
        for (String line : statistics.subList(1, statistics.size())) {
            assertEquals(statistics.getFirst().substring(2).split(" ").length, line.split(" ").length);
        }
        String transactions = Files.readString(directory.resolve("transactions-log"));
        for (String pattern : List.of(
                "\\d{16} \\d+ MANAGER START",
                "\\d{16} \\d+ WORKER worker-\\d+ 127.0.0.1:\\d+  CONNECTION",
                "\\d{16} \\d+ WORKER worker-\\d+ RESOURCES"
                        + " \\{\"memory\":\\[4000,\"MB\"\\],.*\"cores\":\\[2,\"cores\"\\]\\}",
                "\\d{16} \\d+ TASK \\d+ WAITING processing FIRST_RESOURCES \\{.*\\}",
                "\\d{16} \\d+ TASK \\d+ RUNNING 127.0.0.1:\\d+  FIRST_RESOURCES \\{.*\\}",
                "\\d{16} \\d+ TASK \\d+ WAITING_RETRIEVAL 127.0.0.1:\\d+ ",
                "\\d{16} \\d+ TASK \\d+ DONE SUCCESS  0  \\{\\} \\{.*\"wq_input_size\":\\[.*\\}",
                "\\d{16} \\d+ TRANSFER INPUT 1 1 [0-9.]+ [0-9.]+ run-[0-9a-f]{16}",
                "\\d{16} \\d+ MANAGER END")) {
            assertTrue(
                    transactions.lines().anyMatch(line -> line.matches(pattern)), () -> pattern + "\n" + transactions);
        }
        List<String> tasks = Files.readAllLines(directory.resolve("tasks-log"));
        assertTrue(tasks.getFirst().startsWith("id,category,status,dataset,file,range_start"));
        List<String[]> done = tasks.stream()
                .filter(line -> line.contains(",processing,done,"))
                .map(line -> line.split(",", -1))
                .toList();
        assertEquals(16, done.size());
        Set<String> collecting = tasks.stream()
                .filter(line -> line.contains(",accumulating,done,"))
                .map(line -> line.substring(0, line.indexOf(',')))
                .collect(Collectors.toSet());
        for (String[] line : done) {
            assertTrue(collecting.contains(line[7]), () -> "merged by none of " + collecting + ": " + List.of(line));
            assertTrue(Long.parseLong(line[12]) > 0, () -> "bytes read: " + List.of(line));
        }
        assertTrue(
                transactions
                        .lines()
                        .anyMatch(line -> line.matches(".* WORKER worker-\\d+ [0-9.:]+  DISCONNECTION EXPLICIT")),
                transactions);
        assertTrue(transactions.stripTrailing().endsWith("MANAGER END"), transactions);
    }

    /** A chunk that needs more than any worker has is cut, and so are those behind it. */
    @Test
    void chunksThatAreTooMuchAreCut() throws Exception {
        AtomicLong batches = new AtomicLong();
        LongPredicate greedy = event -> {
            if (event % 1_000 == 999 && batches.incrementAndGet() <= 20) {
                throw new OutOfMemoryError("a test");
            }
            return false;
        };
        Managed managed = Managed.start(plan(1_000), directory, NONE, false);
        try (ManagerConnector connector = ManagerConnector.start(1);
                WorkerForTest worker = managed.worker(connector, 1, Integer.MAX_VALUE, greedy)) {
            RunResult result = managed.result();
            assertTrue(result.complete(), () -> managed.listener().lines().toString());
            assertArrayEquals(expected(), bytes(result));
            assertTrue(managed.listener().lines().stream().anyMatch(line -> line.startsWith("cutting ")));
            long whole = result.metrics().stream()
                    .filter(metrics -> metrics.chunk().size() == 1_000)
                    .count();
            assertTrue(whole < 8, () -> whole + " chunks have 1,000 events");
            assertFalse(worker.isDead() && result.metrics().isEmpty());
        }
        managed.run().close();
    }
}
