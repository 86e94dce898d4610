package org.topcoffea.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.EntryRange;
import org.topcoffea.plan.EventRanges;
import org.topcoffea.plan.FileAccess;
import org.topcoffea.plan.FileMetadata;
import org.topcoffea.plan.InputFile;
import org.topcoffea.remote.Durations;
import org.topcoffea.remote.ServerStatistics;
import org.topcoffea.runner.ChunkMetrics;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Blame;
import org.topcoffea.spi.Sample;

/** What goes over the network comes back as it was, and nothing else is accepted. */
class JsonTest {
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final Usage USAGE = new Usage(
            1.5,
            0.1 + 0.2,
            700,
            -1,
            1L << 40,
            List.of(
                    new ServerStatistics("https://a:1", 1, 20, 1L << 40, 1L << 39, 2, 1, 3, Durations.NONE),
                    new ServerStatistics(
                            "root://b:1094",
                            0,
                            9,
                            7,
                            7,
                            0,
                            0,
                            0,
                            new Durations(new TreeMap<>(Map.of(0, 4L, 219, 5L))))));

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(
                    switch (random.nextInt(5)) {
                        case 0 -> random.nextInt(1, 32);
                        case 1 -> random.nextInt(0x80, 0xD800);
                        case 2 -> random.nextInt(0x10000, 0x20000);
                        default -> random.nextInt(32, 127);
                    });
        }
        return text.toString();
    }

    private static Chunk chunk(SplittableRandom random) {
        long start = random.nextLong(1L << 40);
        return new Chunk(
                text(random),
                text(random),
                text(random),
                start,
                start + random.nextLong(1, 1L << 30),
                new UUID(random.nextLong(), random.nextLong()));
    }

    private static Sample sample(SplittableRandom random) {
        return new Sample(
                text(random),
                text(random),
                text(random),
                random.nextBoolean(),
                random.nextDouble(-1e300, 1e300),
                random.nextDouble(),
                Map.of("renormUp", random.nextDouble(), text(random) + "x", 1e-320),
                List.of("ctG", text(random)),
                random.nextLong(),
                text(random),
                Map.of("b", text(random), "a", text(random)));
    }

    private static RunDescription run(SplittableRandom random) {
        return new RunDescription(
                "run-" + random.nextInt(1000),
                text(random),
                Map.of("z", text(random), "a", text(random)),
                List.of(sample(random), sample(random)),
                List.of("ctG", "cpQM"),
                "Events",
                random.nextInt(1, 1 << 30),
                random.nextBoolean(),
                List.of(new PluginArchive("eft", HASH)),
                new FileAccess(
                        List.of("root://" + random.nextInt() + "//"),
                        random.nextBoolean() ? Optional.empty() : Optional.of(Path.of("/scratch/columns")),
                        random.nextLong(1L << 40),
                        random.nextInt(1, 1000),
                        random.nextInt(1, 9),
                        FileAccess.standard().badFiles()));
    }

    private static List<TaskDescription> tasks(SplittableRandom random) {
        return List.of(
                new TaskDescription.Count(chunk(random).input()),
                new TaskDescription.Process(chunk(random), random.nextInt(1, 100)),
                new TaskDescription.Merge(List.of("a", "b.part"), "out"),
                new TaskDescription.Collect("held-1"),
                new TaskDescription.Probe());
    }

    private static List<TaskReport> reports(SplittableRandom random) {
        Chunk chunk = chunk(random);
        InputFile file = chunk.input();
        ChunkMetrics metrics = new ChunkMetrics(
                chunk, text(random), 17, random.nextDouble(), -1, 3, 1L << 50, 0, random.nextInt(1, 9));
        List<EntryRange> done = List.of(chunk.range());
        return List.of(
                new TaskReport.Counted(file, new FileMetadata(9, new long[] {0, 4, 9}, chunk.uuid()), USAGE),
                new TaskReport.Processed(metrics, List.of(), new Kept.Nothing(), USAGE),
                new TaskReport.Processed(metrics, done, new Kept.Folded("f-1", 1L << 40, 5), USAGE),
                new TaskReport.Processed(metrics, done, new Kept.Written("x.part", 5), Usage.UNKNOWN),
                new TaskReport.Merged(EventRanges.of(chunk), "out", 17, HASH, USAGE),
                new TaskReport.Probed(USAGE),
                failed(random, chunk));
    }

    private static TaskReport.Failed failed(SplittableRandom random, Chunk chunk) {
        return new TaskReport.Failed(
                new TaskReport.Code("DAMAGED", Blame.DATA),
                text(random),
                Optional.of(chunk.input()),
                random.nextBoolean() ? Optional.of(chunk.range()) : Optional.empty(),
                text(random),
                text(random) + "\n\tat x",
                List.of(text(random), ""),
                USAGE);
    }

    @Test
    void everythingComesBackAsItWas() {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RunDescription run = run(random);
            assertEquals(run, RunDescription.parse(run.toJson()), "seed " + seed);
            assertArrayEquals(run.toJson(), RunDescription.parse(run.toJson()).toJson(), "seed " + seed);
            for (TaskDescription task : tasks(random)) {
                assertEquals(task, TaskDescription.parse(task.toJson()), "seed " + seed);
            }
            for (TaskReport report : reports(random)) {
                assertEquals(report, TaskReport.parse(report.toJson()), "seed " + seed);
            }
            FailureRecord failure = new FailureRecord(
                    run,
                    tasks(random).get(1),
                    failed(random, chunk(random)),
                    "node7:4711",
                    2,
                    1_700_000_000_000L,
                    List.of(Path.of("/plugins/eft.jar")),
                    "topcoffea replay task-1.json");
            assertEquals(failure, FailureRecord.parse(failure.toJson()), "seed " + seed);
        }
    }

    @Test
    void damagedTextIsRefusedAndNothingElseHappens() {
        SplittableRandom random = new SplittableRandom(4711);
        List<byte[]> all = new ArrayList<>();
        tasks(random).forEach(task -> all.add(task.toJson()));
        reports(random).forEach(report -> all.add(report.toJson()));
        all.add(run(random).toJson());
        int refused = 0;
        for (int round = 0; round < 4000; round++) {
            byte[] bytes = all.get(random.nextInt(all.size())).clone();
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            for (Consumer<byte[]> reader : List.<Consumer<byte[]>>of(
                    TaskDescription::parse, TaskReport::parse, RunDescription::parse, FailureRecord::parse)) {
                for (byte[] input : List.of(bytes, cut)) {
                    try {
                        reader.accept(input);
                    } catch (AnalysisException e) {
                        assertEquals(TaskError.MALFORMED, e.code(), "round " + round);
                        refused++;
                    }
                }
            }
        }
        assertTrue(refused > 20_000, "only " + refused + " were refused");
    }

    private static void refused(String json, String why) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        AnalysisException e = assertThrows(AnalysisException.class, () -> TaskDescription.parse(bytes));
        assertTrue(String.valueOf(e.getMessage()).contains(why), e::getMessage);
    }

    @Test
    void theFaultIsNamed() {
        refused("{\"task\":\"probe\",\"more\":1}", "\"more\" is not known here");
        refused("{\"task\":\"collect\"}", "\"output\" is missing");
        refused("{\"task\":\"collect\",\"output\":\"../../etc/passwd\"}", "not the plain name of a file");
        refused("{\"task\":\"collect\",\"output\":\".hidden\"}", "not the plain name of a file");
        refused("{\"task\":\"merge\",\"inputs\":[\"a\",\"a\"],\"output\":\"b\"}", "different files");
        refused("{\"task\":\"probe\",\"task\":\"probe\"}", "not JSON");
        refused("{\"task\":\"dance\"}", "unknown kind 'dance'");
        refused("[" + "[".repeat(100), "not JSON");
        refused(
                "{\"task\":\"process\",\"dataset\":\"d\",\"file\":\"f\",\"tree\":\"t\",\"start\":5,\"stop\":5,"
                        + "\"uuid\":\"00000000-0000-0000-0000-000000000000\",\"attempt\":1}",
                "[5, 5) is not a range");
    }

    @Test
    void namesAreWhatTheyShouldBe() {
        assertThrows(IllegalArgumentException.class, () -> new PluginArchive("../x", HASH));
        assertThrows(IllegalArgumentException.class, () -> new PluginArchive("x", "abc"));
        assertEquals("plugin-eft-0123456789abcdef", new PluginArchive("eft", HASH).cacheName());
        RunDescription run = run(new SplittableRandom(1));
        assertTrue(run.cacheName().matches("run-[0-9a-f]{16}"), run::cacheName);
    }

    @Test
    void noticesComeBackAsTheyWere() {
        for (WorkerNotice notice : List.of(
                new WorkerNotice.Holds("run-1", "held-worker-1", 1L << 40),
                new WorkerNotice.HoldsTold(3),
                new WorkerNotice.Lost("run-1", "worker-7-2"),
                new WorkerNotice.Measured(12, new Usage(1.25, -1, -1, 3, 1L << 41)))) {
            assertEquals(Optional.of(notice), WorkerNotice.parse(notice.field(), notice.text()));
            assertEquals(Optional.empty(), WorkerNotice.parse(notice.field(), notice.text() + " more"));
            assertEquals(Optional.empty(), WorkerNotice.parse(notice.field(), ""));
        }
        assertEquals(Optional.empty(), WorkerNotice.parse("topcoffea-holds", "run ../../x 5"));
        assertEquals(Optional.empty(), WorkerNotice.parse("topcoffea-holds", "run x -5"));
        assertEquals(Optional.empty(), WorkerNotice.parse("vacating", "15"));
    }

    @Test
    void theNarrowestTaskIsTheRangeThatFailed() {
        SplittableRandom random = new SplittableRandom(3);
        Chunk chunk = new Chunk("d", "f", "t", 0, 1000, new UUID(1, 2));
        TaskReport.Failed failure = new TaskReport.Failed(
                new TaskReport.Code("X", Blame.USER),
                "",
                Optional.of(chunk.input()),
                Optional.of(new EntryRange(500, 600)),
                "",
                "",
                List.of(),
                USAGE);
        FailureRecord failed = new FailureRecord(
                run(random), new TaskDescription.Process(chunk, 1), failure, "h", 1, 0, List.of(), "");
        assertEquals(new TaskDescription.Process(chunk.withRange(500, 600), 1), failed.narrowest());
    }
}
