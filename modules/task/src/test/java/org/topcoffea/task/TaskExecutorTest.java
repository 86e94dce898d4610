package org.topcoffea.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.hist.Axis;
import org.topcoffea.hist.Histogram;
import org.topcoffea.hist.Storage;
import org.topcoffea.hist.Summation;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.EntryRange;
import org.topcoffea.plan.InputFile;
import org.topcoffea.root.writer.Branch;
import org.topcoffea.root.writer.BranchWriter;
import org.topcoffea.root.writer.RootFileWriter;
import org.topcoffea.root.writer.TreeOptions;
import org.topcoffea.root.writer.TreeWriter;
import org.topcoffea.runner.EventFiles;
import org.topcoffea.spi.AccumulatorType;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Blame;
import org.topcoffea.spi.ColumnType;
import org.topcoffea.spi.EventProcessor;
import org.topcoffea.spi.Events;
import org.topcoffea.spi.Output;
import org.topcoffea.spi.Outputs;
import org.topcoffea.spi.ProcessorInfo;
import org.topcoffea.spi.Run;
import org.topcoffea.spi.Sample;

class TaskExecutorTest {
    private static final int EVENTS = 3_000;

    @TempDir
    static Path directory;

    private static Path events;
    private static UUID uuid;

    /** Fills weights of very different sizes. */
    private static final class Weights implements EventProcessor {
        @Override
        public ProcessorInfo describe() {
            return new ProcessorInfo("weights", "1", "Weights.", List.of());
        }

        @Override
        public void start(Run run, Outputs outputs) {
            outputs.declare(
                    "weights",
                    () -> Histogram.of(
                            Storage.WEIGHTED, Summation.REPRODUCIBLE, List.of(Axis.regular("e", "e", 7, 0, EVENTS))));
        }

        @Override
        public void process(Events events, Output output) {
            Histogram.Block block = output.get("weights", Histogram.class).block();
            long[] event = events.longs("event");
            float[] weight = events.floats("genWeight");
            for (int e = 0; e < events.size(); e++) {
                block.fill((double) event[e], weight[e]);
            }
        }
    }

    @BeforeAll
    static void writeEvents() {
        events = directory.resolve("events.root");
        SplittableRandom random = new SplittableRandom(1);
        try (RootFileWriter writer = RootFileWriter.create(events)) {
            TreeWriter tree = writer.tree("", "Events", TreeOptions.clusters("Events", 200));
            BranchWriter event = tree.branch(Branch.scalar("event", ColumnType.UINT64));
            BranchWriter weight = tree.branch(Branch.scalar("genWeight", ColumnType.FLOAT32));
            for (int e = 0; e < EVENTS; e++) {
                event.put((long) e);
                weight.put((float) Math.exp(random.nextDouble(-20, 20)));
                tree.fill();
            }
            writer.commit();
        }
        try (TaskExecutor executor = executor(1)) {
            TaskReport report = executor.execute(new TaskDescription.Count(input()), directory, 1, () -> false);
            uuid = ((TaskReport.Counted) report).metadata().uuid();
        }
    }

    private static InputFile input() {
        return new InputFile("ttH", events.toString(), "Events");
    }

    private static RunDescription run() {
        Sample sample = new Sample("ttH", "ttH", "2017", false, 1, 1, Map.of(), List.of(), 1, "", Map.of());
        return new RunDescription(
                "run", "weights", Map.of(), List.of(sample), List.of(), "Events", 100, true, List.of());
    }

    private static AccumulatorType<?> type(String name) {
        return new Histogram.Type();
    }

    private static TaskExecutor executor(int threads) {
        return new TaskExecutor(run(), Weights::new, TaskExecutorTest::type, EventFiles::open, threads, "fold");
    }

    private static TaskDescription process(long start, long stop) {
        return new TaskDescription.Process(Chunk.of(input(), new EntryRange(start, stop), uuid), 1);
    }

    private static byte[] collected(TaskExecutor executor) throws Exception {
        TaskReport report = executor.collect(List.of(), directory, "sum");
        assertInstanceOf(TaskReport.Merged.class, report, report::toString);
        return Files.readAllBytes(directory.resolve("sum"));
    }

    private static byte[] whole() throws Exception {
        try (TaskExecutor executor = executor(1)) {
            executor.execute(process(0, EVENTS), directory, 1, () -> false);
            return collected(executor);
        }
    }

    @Test
    void theSumDoesNotDependOnPiecesThreadsAndOrder() throws Exception {
        byte[] whole = whole();
        for (int cores : new int[] {2, 3, 16}) {
            try (TaskExecutor executor = executor(4)) {
                TaskReport report = executor.execute(process(0, EVENTS), directory, cores, () -> false);
                TaskReport.Processed processed = assertInstanceOf(TaskReport.Processed.class, report);
                assertEquals(EVENTS, processed.metrics().events());
                assertEquals(Math.min(cores, 4), processed.done().size());
                assertArrayEquals(whole, collected(executor));
            }
        }
        try (TaskExecutor executor = executor(3)) {
            IntStream.range(0, 30).parallel().forEach(i -> {
                TaskReport report = executor.execute(process(i * 100L, i * 100L + 100), directory, 1, () -> false);
                assertInstanceOf(TaskReport.Processed.class, report, report::toString);
            });
            assertEquals(EVENTS, executor.heldEvents());
            assertArrayEquals(whole, collected(executor));
            assertEquals(0, executor.heldEvents());
        }
    }

    @Test
    void aTaskThatIsStoppedHandsBackTheFinishedPart() throws Exception {
        try (TaskExecutor executor = executor(1)) {
            AtomicInteger asked = new AtomicInteger();
            TaskReport report = executor.execute(process(0, EVENTS), directory, 1, () -> asked.incrementAndGet() > 5);
            TaskReport.Processed part = assertInstanceOf(TaskReport.Processed.class, report);
            assertEquals(List.of(new EntryRange(0, 500)), part.done());
            executor.execute(process(500, EVENTS), directory, 1, () -> false);
            assertArrayEquals(whole(), collected(executor));
            TaskReport none = executor.execute(process(0, EVENTS), directory, 1, () -> true);
            assertInstanceOf(Kept.Nothing.class, ((TaskReport.Processed) none).kept());
        }
    }

    @Test
    void eventsAreNeverAddedTwice() throws Exception {
        try (TaskExecutor executor = executor(1)) {
            executor.execute(process(0, EVENTS), directory, 1, () -> false);
            executor.execute(process(0, EVENTS), directory, 1, () -> false);
            assertEquals(EVENTS, executor.heldEvents(), "the same events again change nothing");
            assertArrayEquals(whole(), collected(executor));
            executor.execute(process(0, 1000), directory, 1, () -> false);
            TaskReport report = executor.execute(process(500, 1500), directory, 1, () -> false);
            assertEquals(
                    Blame.INTERNAL,
                    assertInstanceOf(TaskReport.Failed.class, report).code().blame());
        }
    }

    @Test
    void filesOfOthersAreMerged() throws Exception {
        try (TaskExecutor executor = executor(1)) {
            for (int i = 0; i < 3; i++) {
                TaskReport report =
                        executor.executeAlone(process(i * 1000L, i * 1000L + 1000), directory, "p" + i, 1, () -> false);
                Kept kept = ((TaskReport.Processed) report).kept();
                assertEquals(new Kept.Written("p" + i, Files.size(directory.resolve("p" + i))), kept);
            }
            TaskReport merged = executor.execute(
                    new TaskDescription.Merge(List.of("p2", "p0", "p1"), "all"), directory, 1, () -> false);
            assertEquals(EVENTS, ((TaskReport.Merged) merged).events().events());
            assertArrayEquals(whole(), Files.readAllBytes(directory.resolve("all")));
            TaskReport twice = executor.execute(
                    new TaskDescription.Merge(List.of("p0", "all"), "wrong"), directory, 1, () -> false);
            assertInstanceOf(TaskReport.Failed.class, twice);
            executor.execute(process(1000, EVENTS), directory, 1, () -> false);
            executor.collect(List.of(directory.resolve("p0")), directory, "both");
            assertArrayEquals(whole(), Files.readAllBytes(directory.resolve("both")));
        }
    }

    @Test
    void whatCannotBeWrittenStaysInTheSum() throws Exception {
        try (TaskExecutor executor = executor(1)) {
            executor.execute(process(0, EVENTS), directory, 1, () -> false);
            TaskReport report = executor.collect(List.of(), directory.resolve("nowhere"), "sum");
            assertEquals(
                    TaskError.UNWRITABLE.name(),
                    assertInstanceOf(TaskReport.Failed.class, report).code().name());
            assertArrayEquals(whole(), collected(executor));
        }
    }

    @Test
    void damagedFilesAreRefused() throws Exception {
        byte[] good = whole();
        Path file = directory.resolve("damaged");
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 500; round++) {
            byte[] bytes = good.clone();
            int at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, random.nextBoolean() ? bytes : java.util.Arrays.copyOf(bytes, at));
            AnalysisException e = assertThrows(
                    AnalysisException.class, () -> ResultFile.read(file, TaskExecutorTest::type), "byte " + at);
            assertEquals(TaskError.UNREADABLE, e.code());
        }
        Files.write(file, good);
        assertEquals(EVENTS, ResultFile.readEvents(file).events());
        assertEquals(
                EVENTS, ResultFile.read(file, TaskExecutorTest::type).events().events());
    }

    @Test
    void failuresTellWhoIsToBlame() {
        try (TaskExecutor executor = executor(1)) {
            InputFile gone = new InputFile("ttH", directory.resolve("gone.root").toString(), "Events");
            TaskReport report = executor.execute(new TaskDescription.Count(gone), directory, 1, () -> false);
            TaskReport.Failed failed = assertInstanceOf(TaskReport.Failed.class, report);
            assertEquals(gone, failed.file().orElseThrow());
            assertTrue(failed.message().contains("gone.root"), failed::message);
            assertTrue(failed.exitCode() > 20);
            Chunk other = Chunk.of(input(), new EntryRange(0, 10), new UUID(1, 1));
            report = executor.execute(new TaskDescription.Process(other, 1), directory, 1, () -> false);
            assertEquals(
                    Blame.DATA,
                    assertInstanceOf(TaskReport.Failed.class, report).code().blame());
        }
    }

    @Test
    void piecesBeginWhereClustersBegin() {
        Chunk chunk = new Chunk("d", "f", "t", 150, 1950, uuid);
        long[] clusters = LongStreams.upTo(3000, 200);
        for (int count = 1; count < 20; count++) {
            List<Chunk> pieces = Pieces.of(chunk, clusters, count);
            assertTrue(pieces.size() <= count);
            long reached = 150;
            for (Chunk piece : pieces) {
                assertEquals(reached, piece.start());
                assertTrue(reached == 150 || reached % 200 == 0);
                reached = piece.stop();
            }
            assertEquals(1950, reached);
        }
        assertEquals(3, Pieces.of(chunk, clusters, 3).size());
    }

    private static final class LongStreams {
        static long[] upTo(long end, long step) {
            return java.util.stream.LongStream.rangeClosed(0, end / step)
                    .map(i -> i * step)
                    .toArray();
        }
    }
}
