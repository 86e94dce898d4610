package org.topcoffea.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.EntryRange;
import org.topcoffea.plan.FileMetadata;
import org.topcoffea.plan.InputFile;
import org.topcoffea.root.writer.Branch;
import org.topcoffea.root.writer.BranchWriter;
import org.topcoffea.root.writer.RootFileWriter;
import org.topcoffea.root.writer.TreeOptions;
import org.topcoffea.root.writer.TreeWriter;
import org.topcoffea.runner.EventFiles;
import org.topcoffea.spi.Blame;
import org.topcoffea.spi.ColumnType;
import org.topcoffea.spi.Resources;
import org.topcoffea.spi.Sample;
import org.topcoffea.task.InPlace;
import org.topcoffea.task.Kept;
import org.topcoffea.task.ResultFile;
import org.topcoffea.task.RunDescription;
import org.topcoffea.task.TaskDescription;
import org.topcoffea.task.TaskExecutor;
import org.topcoffea.task.TaskReport;
import org.topcoffea.task.WorkerNotice;
import org.topcoffea.wire.ManagerMessage;

/** Tasks of our manager in warm runners: real processes, real event files. */
class InPlaceTest {
    private static final int EVENTS = 5_000;

    @TempDir
    static Path directory;

    private static Path events;
    private static FileMetadata metadata;

    @BeforeAll
    static void writeEvents() {
        events = directory.resolve("events.root");
        try (RootFileWriter writer = RootFileWriter.create(events)) {
            TreeWriter tree = writer.tree("", "Events", TreeOptions.clusters("Events", 250));
            BranchWriter event = tree.branch(Branch.scalar("event", ColumnType.UINT64));
            BranchWriter weight = tree.branch(Branch.scalar("genWeight", ColumnType.FLOAT32));
            for (int e = 0; e < EVENTS; e++) {
                event.put((long) e);
                weight.put((float) Math.exp(e % 40 - 20));
                tree.fill();
            }
            writer.commit();
        }
    }

    private static InputFile input() {
        return new InputFile("ttH", events.toString(), "Events");
    }

    private static RunDescription run(Map<String, String> parameters) {
        Sample sample = new Sample("ttH", "ttH", "2017", false, 1, 1, Map.of(), List.of(), 1, "", Map.of());
        Map<String, String> all = new TreeMap<>(Map.of("mood", "good", "delay", "0", "trace", ""));
        all.putAll(parameters);
        return new RunDescription("run-1", "moody", all, List.of(sample), List.of(), "Events", 250, true, List.of());
    }

    private static TaskExecutor local(RunDescription run) {
        return new TaskExecutor(run, MoodyProcessor::new, RunnerMain::type, EventFiles::open, 1, "local");
    }

    private static FileMetadata metadata() {
        try (TaskExecutor executor = local(run(Map.of()))) {
            TaskReport report = executor.execute(new TaskDescription.Count(input()), directory, 1, () -> false);
            return ((TaskReport.Counted) report).metadata();
        }
    }

    private static Chunk chunk(long start, long stop) {
        if (metadata == null) {
            metadata = metadata();
        }
        return Chunk.of(input(), new EntryRange(start, stop), metadata.uuid());
    }

    /** Our manager's side of one worker. */
    private static final class Run {
        private final TestManager.Peer peer;
        private final RunDescription run;

        Run(TestManager.Peer peer, Map<String, String> parameters) throws Exception {
            this.peer = peer;
            this.run = run(parameters);
            Path file = Files.createTempFile(directory, "run", ".json");
            Files.write(file, run.toJson());
            peer.put(run.cacheName(), file);
        }

        ManagerMessage.Task task(long id, TaskDescription description, String... outputs) {
            ManagerMessage.Task.Builder task = ManagerMessage.Task.builder(
                            id, new String(description.toJson(), StandardCharsets.UTF_8))
                    .coprocess(InPlace.COPROCESS)
                    .resources(new Resources(1, 0, 0, 0))
                    .input(run.cacheName(), InPlace.RUN_FILE, 1);
            for (String output : outputs) {
                task.output(output, "out.part", 1);
            }
            return task.build();
        }

        TaskReport execute(long id, TaskDescription description, String... outputs) throws Exception {
            return TaskReport.parse(peer.run(task(id, description, outputs)).output());
        }

        void send(long id, TaskDescription description) {
            peer.connection.send(task(id, description));
        }

        byte[] collected(long id, String name) throws Exception {
            TaskReport report = execute(id, new TaskDescription.Collect("out.part"), name);
            assertInstanceOf(TaskReport.Merged.class, report, report::toString);
            return fetched(name);
        }

        byte[] fetched(String name) throws Exception {
            Path target = Files.createTempFile(directory, "got", ".part");
            peer.fetch(name, target);
            peer.connection.send(new ManagerMessage.Unlink(name));
            return Files.readAllBytes(target);
        }
    }

    /** What all events of some ranges give in this process. */
    private static byte[] expected(Chunk... chunks) throws Exception {
        RunDescription run = run(Map.of());
        try (TaskExecutor executor = local(run)) {
            for (Chunk chunk : chunks) {
                executor.execute(new TaskDescription.Process(chunk, 1), directory, 1, () -> false);
            }
            executor.collect(List.of(), directory, "expected");
            return Files.readAllBytes(directory.resolve("expected"));
        }
    }

    @Test
    void resultsAreFoldedAndCollected(@TempDir Path workdir) throws Exception {
        try (TestManager manager = new TestManager();
                TestWorker _ = TestWorker.withRunners(manager.port(), workdir)) {
            Run run = new Run(manager.worker(), Map.of());
            TaskReport counted = run.execute(1, new TaskDescription.Count(input()));
            assertEquals(EVENTS, ((TaskReport.Counted) counted).metadata().entries());
            for (int i = 0; i < 10; i++) {
                run.send(2 + i, new TaskDescription.Process(chunk(i * 500L, (i + 1) * 500L), 1));
            }
            for (int i = 0; i < 10; i++) {
                TaskReport report = TaskReport.parse(run.peer.result().output());
                TaskReport.Processed processed = assertInstanceOf(TaskReport.Processed.class, report);
                assertEquals(500, processed.metrics().events());
                assertInstanceOf(Kept.Folded.class, processed.kept());
                assertTrue(processed.usage().wallSeconds() > 0);
            }
            assertArrayEquals(expected(chunk(0, EVENTS)), run.collected(20, "part-1"));
            run.execute(21, new TaskDescription.Process(chunk(0, 500), 1));
            assertArrayEquals(expected(chunk(0, 500)), run.collected(22, "part-2"), "a new sum was begun");
        }
    }

    /** All of it; the one of {@link ProcessHandle#info} ends after a page of memory, which a class path alone may fill. */
    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        } catch (IOException e) {
            return "";
        }
    }

    /** The runners beside workers of this process. */
    private static Set<Long> runners() {
        return ProcessHandle.current()
                .children()
                .filter(child -> commandLine(child).contains(RunnerMain.class.getName()))
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    @Test
    void aWarmRunnerServesTheNextRunAndHoldsNothingOfTheLast(@TempDir Path workdir) throws Exception {
        try (TestManager manager = new TestManager();
                TestWorker _ = TestWorker.withRunners(manager.port(), workdir)) {
            Run run = new Run(manager.worker(), Map.of());
            run.execute(1, new TaskDescription.Process(chunk(0, 2000), 1));
            run.collected(2, "part");
            Set<Long> first = runners();
            assertEquals(1, first.size(), first::toString);
            run.peer.connection.send(new ManagerMessage.Release());
            Run next = new Run(manager.worker(), Map.of("delay", "1"));
            next.execute(1, new TaskDescription.Process(chunk(0, 500), 1));
            assertArrayEquals(expected(chunk(0, 500)), next.collected(2, "part"));
            assertEquals(first, runners());
        }
    }

    @Test
    void aRunnerWaitsBeforeThereIsWorkAndMakesRoomForCommands(@TempDir Path workdir) throws Exception {
        try (TestManager manager = new TestManager();
                TestWorker _ = TestWorker.withRunners(manager.port(), workdir)) {
            TestManager.Peer peer = manager.worker();
            await(() -> runners().size() == 1, "a runner waits");
            assertEquals("hello", peer.run(1, "echo hello").text().strip());
            await(() -> runners().isEmpty(), "it is gone");
            assertInstanceOf(TaskReport.Probed.class, new Run(peer, Map.of()).execute(2, new TaskDescription.Probe()));
            assertEquals(1, runners().size());
        }
    }

    private static void await(BooleanSupplier condition, String what) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TestManager.PATIENCE);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    @Test
    void aResultOfATaskThatWasKilledIsNotHeld(@TempDir Path workdir) throws Exception {
        try (TestManager manager = new TestManager();
                TestWorker _ = TestWorker.withRunners(manager.port(), workdir)) {
            Run run = new Run(manager.worker(), Map.of("delay", "100"));
            run.send(1, new TaskDescription.Process(chunk(0, 2500), 1));
            run.send(2, new TaskDescription.Process(chunk(2500, 3000), 1));
            run.peer.result();
            run.peer.connection.send(new ManagerMessage.Kill(1));
            assertArrayEquals(expected(chunk(2500, 3000)), run.collected(3, "part"));
        }
    }

    @Test
    void theCulpritAloneFails(@TempDir Path workdir) throws Exception {
        for (String mood : List.of("exit", "memory", "throw")) {
            try (TestManager manager = new TestManager();
                    TestWorker _ = TestWorker.withRunners(manager.port(), workdir.resolve(mood))) {
                Run run = new Run(manager.worker(), Map.of("mood", mood, "delay", "20"));
                run.execute(1, new TaskDescription.Process(chunk(4500, 5000), 1));
                for (int i = 0; i < 4; i++) {
                    run.send(2 + i, new TaskDescription.Process(chunk(i * 1000L, (i + 1) * 1000L), 1));
                }
                List<Long> failed = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    TestManager.Answer answer = run.peer.result();
                    if (TaskReport.parse(answer.output()) instanceof TaskReport.Failed failure) {
                        failed.add(answer.result().task());
                        assertEquals(
                                mood.equals("memory") ? Blame.RESOURCE : Blame.USER,
                                failure.code().blame(),
                                failure::toString);
                    }
                }
                assertEquals(List.of(3L), failed, mood + ": the cursed event is in the second chunk");
                byte[] collected = run.collected(10, "part");
                Path file = directory.resolve("collected");
                Files.write(file, collected);
                long held = ResultFile.readEvents(file).events();
                boolean lost = !run.peer.infos("topcoffea-lost").isEmpty();
                assertEquals(mood.equals("exit"), lost, mood + ": only a process that ends loses what it holds");
                assertEquals(lost, held < 3500, mood + ": " + held);
            }
        }
    }

    @Test
    void whatIsHeldSurvivesTheManager(@TempDir Path workdir) throws Exception {
        try (TestManager manager = new TestManager();
                TestWorker _ = TestWorker.withRunners(manager.port(), workdir)) {
            Run run = new Run(manager.worker(), Map.of());
            run.execute(1, new TaskDescription.Process(chunk(0, 2000), 1));
            run.peer.connection.close("the manager is killed");
            TestManager.Peer again = manager.worker();
            WorkerNotice told = WorkerNotice.parse("topcoffea-holds", again.info("topcoffea-holds"))
                    .orElseThrow();
            WorkerNotice.Holds holds = assertInstanceOf(WorkerNotice.Holds.class, told);
            assertEquals("1", again.info("topcoffea-holds-told"));
            assertEquals("run-1", holds.runId());
            Run resumed = new Run(again, Map.of());
            byte[] held = resumed.fetched(holds.cacheName());
            assertEquals(holds.bytes(), held.length);
            assertArrayEquals(expected(chunk(0, 2000)), held);
            resumed.execute(1, new TaskDescription.Process(chunk(2000, 2500), 1));
            assertArrayEquals(expected(chunk(2000, 2500)), resumed.collected(2, "part"));
        }
    }

    @Test
    void aWorkerThatLeavesHandsOver(@TempDir Path workdir, @TempDir Path trace) throws Exception {
        try (TestManager manager = new TestManager()) {
            TestWorker worker = TestWorker.withRunners(manager.port(), workdir);
            Run run = new Run(manager.worker(), Map.of("delay", "200", "trace", trace.toString()));
            run.execute(1, new TaskDescription.Process(chunk(0, 250), 1));
            run.send(2, new TaskDescription.Process(chunk(250, 5000), 1));
            run.send(3, new TaskDescription.Count(input()));
            run.peer.result();
            await(() -> Files.exists(trace.resolve("500")), "two batches of the second chunk are processed");
            worker.worker.stop(15);
            assertEquals("15", run.peer.info("vacating"));
            TaskReport.Processed part =
                    (TaskReport.Processed) TaskReport.parse(run.peer.result().output());
            assertEquals(1, part.done().size());
            long reached = part.done().getFirst().stop();
            assertTrue(reached > 250 && reached < 5000, part::toString);
            WorkerNotice.Holds holds =
                    (WorkerNotice.Holds) WorkerNotice.parse("topcoffea-holds", run.peer.info("topcoffea-holds"))
                            .orElseThrow();
            assertArrayEquals(expected(chunk(0, reached)), run.fetched(holds.cacheName()));
            worker.await();
            run.peer.closed.get();
        }
    }

    private static TestWorker ending(TestManager manager, Path workdir, String how) {
        Duration idle = Duration.ofSeconds(how.equals("idle-disconnecting") ? 5 : 600);
        Duration wall = how.equals("wall_time_exhausted") ? Duration.ofSeconds(20) : Duration.ZERO;
        WorkerOptions usual = TestWorker.options(manager.port(), workdir, Optional.of(new RunnerMain.Program()));
        return new TestWorker(TestWorker.ending(usual, idle, wall, how.equals("release")));
    }

    /** Whoever ends it: what it holds is handed over first. */
    @ParameterizedTest
    @ValueSource(strings = {"idle-disconnecting", "wall_time_exhausted", "exit", "release"})
    void aWorkerThatEndsHandsOverFirst(String how, @TempDir Path workdir) throws Exception {
        Chunk chunk = chunk(0, 1000);
        try (TestManager manager = new TestManager()) {
            TestWorker worker = ending(manager, workdir, how);
            Run run = new Run(manager.worker(), Map.of());
            run.execute(1, new TaskDescription.Process(chunk, 1));
            run.peer.connection.send(new ManagerMessage.Kill(1));
            switch (how) {
                case "exit" -> run.peer.connection.send(new ManagerMessage.Exit());
                case "release" -> run.peer.connection.send(new ManagerMessage.Release());
                default -> run.peer.info(how);
            }
            WorkerNotice.Holds holds =
                    (WorkerNotice.Holds) WorkerNotice.parse("topcoffea-holds", run.peer.info("topcoffea-holds"))
                            .orElseThrow();
            assertArrayEquals(expected(chunk), run.fetched(holds.cacheName()));
            run.peer.closed.get(TestManager.PATIENCE, TimeUnit.SECONDS);
            worker.await();
        }
    }

    @Test
    void aWorkerForOneManagerWaitsForItWhileItHoldsSomething(@TempDir Path workdir) throws Exception {
        try (TestManager manager = new TestManager()) {
            TestWorker worker = ending(manager, workdir, "release");
            Run run = new Run(manager.worker(), Map.of());
            run.execute(1, new TaskDescription.Process(chunk(0, 2000), 1));
            run.peer.connection.close("the manager is killed");
            TestManager.Peer again = manager.worker();
            WorkerNotice.Holds holds =
                    (WorkerNotice.Holds) WorkerNotice.parse("topcoffea-holds", again.info("topcoffea-holds"))
                            .orElseThrow();
            assertArrayEquals(expected(chunk(0, 2000)), new Run(again, Map.of()).fetched(holds.cacheName()));
            again.connection.close("the manager is killed again");
            worker.await();
        }
    }

    @Test
    void anUnknownCoprocessAndABadTaskAreRefused(@TempDir Path workdir) throws Exception {
        try (TestManager manager = new TestManager();
                TestWorker _ = TestWorker.withRunners(manager.port(), workdir)) {
            Run run = new Run(manager.worker(), Map.of());
            TestManager.Answer answer = run.peer.run(ManagerMessage.Task.builder(1, "{}")
                    .coprocess(InPlace.COPROCESS)
                    .input("nothing", InPlace.RUN_FILE, 1)
                    .build());
            TaskReport.Failed failed = (TaskReport.Failed) TaskReport.parse(answer.output());
            assertEquals("INPUT_MISSING", failed.code().name());
            assertEquals(failed.exitCode(), answer.result().exitCode());
            answer = run.peer.run(ManagerMessage.Task.builder(2, "this is no task")
                    .coprocess(InPlace.COPROCESS)
                    .input(run.run.cacheName(), InPlace.RUN_FILE, 1)
                    .build());
            failed = (TaskReport.Failed) TaskReport.parse(answer.output());
            assertEquals("MALFORMED", failed.code().name());
            assertInstanceOf(
                    TaskReport.Probed.class, run.execute(3, new TaskDescription.Probe()), "the runner lives on");
        }
    }
}
