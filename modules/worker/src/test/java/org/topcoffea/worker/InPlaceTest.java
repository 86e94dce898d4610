package org.topcoffea.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.spi.Blame;
import org.topcoffea.task.InPlace;
import org.topcoffea.task.Kept;
import org.topcoffea.task.ResultFile;
import org.topcoffea.task.TaskDescription;
import org.topcoffea.task.TaskReport;
import org.topcoffea.wire.ManagerMessage;

/** Tasks of our manager in warm runners: real processes, real event files. */
class InPlaceTest {
    private static InPlaceEvents events;

    @BeforeAll
    static void writeEvents(@TempDir Path directory) {
        events = new InPlaceEvents(directory);
    }

    @Test
    void resultsAreFoldedAndCollected(@TempDir Path workdir) throws Exception {
        try (TestManager manager = new TestManager();
                TestWorker _ = TestWorker.withRunners(manager.port(), workdir)) {
            InPlaceEvents.Run run = events.new Run(manager.worker(), Map.of());
            TaskReport counted = run.execute(1, new TaskDescription.Count(events.input()));
            assertEquals(
                    InPlaceEvents.COUNT,
                    ((TaskReport.Counted) counted).metadata().entries());
            for (int i = 0; i < 10; i++) {
                run.send(2 + i, new TaskDescription.Process(events.chunk(i * 500L, (i + 1) * 500L), 1));
            }
            for (int i = 0; i < 10; i++) {
                TaskReport report = TaskReport.parse(run.peer.result().output());
                TaskReport.Processed processed = assertInstanceOf(TaskReport.Processed.class, report);
                assertEquals(500, processed.metrics().events());
                assertInstanceOf(Kept.Folded.class, processed.kept());
                assertTrue(processed.usage().wallSeconds() > 0);
            }
            assertArrayEquals(events.expected(events.chunk(0, InPlaceEvents.COUNT)), run.collected(20, "part-1"));
            run.execute(21, new TaskDescription.Process(events.chunk(0, 500), 1));
            assertArrayEquals(
                    events.expected(events.chunk(0, 500)), run.collected(22, "part-2"), "a new sum was begun");
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
            InPlaceEvents.Run run = events.new Run(manager.worker(), Map.of());
            run.execute(1, new TaskDescription.Process(events.chunk(0, 2000), 1));
            run.collected(2, "part");
            Set<Long> first = runners();
            assertEquals(1, first.size(), first::toString);
            run.peer.connection.send(new ManagerMessage.Release());
            InPlaceEvents.Run next = events.new Run(manager.worker(), Map.of("delay", "1"));
            next.execute(1, new TaskDescription.Process(events.chunk(0, 500), 1));
            assertArrayEquals(events.expected(events.chunk(0, 500)), next.collected(2, "part"));
            assertEquals(first, runners());
        }
    }

    @Test
    void aRunnerWaitsBeforeThereIsWorkAndMakesRoomForCommands(@TempDir Path workdir) throws Exception {
        try (TestManager manager = new TestManager();
                TestWorker _ = TestWorker.withRunners(manager.port(), workdir)) {
            TestManager.Peer peer = manager.worker();
            TestManager.await(() -> runners().size() == 1, "a runner waits");
            assertEquals("hello", peer.run(1, "echo hello").text().strip());
            TestManager.await(() -> runners().isEmpty(), "it is gone");
            assertInstanceOf(
                    TaskReport.Probed.class, events.new Run(peer, Map.of()).execute(2, new TaskDescription.Probe()));
            assertEquals(1, runners().size());
        }
    }

    @Test
    void aResultOfATaskThatWasKilledIsNotHeld(@TempDir Path workdir) throws Exception {
        try (TestManager manager = new TestManager();
                TestWorker _ = TestWorker.withRunners(manager.port(), workdir)) {
            InPlaceEvents.Run run = events.new Run(manager.worker(), Map.of("delay", "100"));
            run.send(1, new TaskDescription.Process(events.chunk(0, 2500), 1));
            run.send(2, new TaskDescription.Process(events.chunk(2500, 3000), 1));
            run.peer.result();
            run.peer.connection.send(new ManagerMessage.Kill(1));
            assertArrayEquals(events.expected(events.chunk(2500, 3000)), run.collected(3, "part"));
        }
    }

    @Test
    void theCulpritAloneFails(@TempDir Path workdir) throws Exception {
        for (String mood : List.of("exit", "memory", "throw")) {
            try (TestManager manager = new TestManager();
                    TestWorker _ = TestWorker.withRunners(manager.port(), workdir.resolve(mood))) {
                InPlaceEvents.Run run = events.new Run(manager.worker(), Map.of("mood", mood, "delay", "20"));
                run.execute(1, new TaskDescription.Process(events.chunk(4500, 5000), 1));
                for (int i = 0; i < 4; i++) {
                    run.send(2 + i, new TaskDescription.Process(events.chunk(i * 1000L, (i + 1) * 1000L), 1));
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
                Path file = workdir.resolve("collected");
                Files.write(file, collected);
                long held = ResultFile.readEvents(file).events();
                boolean lost = !run.peer.infos("topcoffea-lost").isEmpty();
                assertEquals(mood.equals("exit"), lost, mood + ": only a process that ends loses what it holds");
                assertEquals(lost, held < 3500, mood + ": " + held);
            }
        }
    }

    @Test
    void anUnknownCoprocessAndABadTaskAreRefused(@TempDir Path workdir) throws Exception {
        try (TestManager manager = new TestManager();
                TestWorker _ = TestWorker.withRunners(manager.port(), workdir)) {
            InPlaceEvents.Run run = events.new Run(manager.worker(), Map.of());
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
