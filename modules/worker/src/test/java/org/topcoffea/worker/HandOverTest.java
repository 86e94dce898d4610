package org.topcoffea.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.topcoffea.plan.Chunk;
import org.topcoffea.task.TaskDescription;
import org.topcoffea.task.TaskReport;
import org.topcoffea.task.WorkerNotice;
import org.topcoffea.wire.ManagerMessage;

/** What a worker holds goes to a manager before it ends, whoever ends it: real processes, real event files. */
class HandOverTest {
    private static InPlaceEvents events;

    @BeforeAll
    static void writeEvents(@TempDir Path directory) {
        events = new InPlaceEvents(directory);
    }

    @Test
    void whatIsHeldSurvivesTheManager(@TempDir Path workdir) throws Exception {
        try (TestManager manager = new TestManager();
                TestWorker _ = TestWorker.withRunners(manager.port(), workdir)) {
            InPlaceEvents.Run run = events.new Run(manager.worker(), Map.of());
            run.execute(1, new TaskDescription.Process(events.chunk(0, 2000), 1));
            run.peer.connection.close("the manager is killed");
            TestManager.Peer again = manager.worker();
            WorkerNotice told = WorkerNotice.parse("topcoffea-holds", again.info("topcoffea-holds"))
                    .orElseThrow();
            WorkerNotice.Holds holds = assertInstanceOf(WorkerNotice.Holds.class, told);
            assertEquals("1", again.info("topcoffea-holds-told"));
            assertEquals("run-1", holds.runId());
            InPlaceEvents.Run resumed = events.new Run(again, Map.of());
            byte[] held = resumed.fetched(holds.cacheName());
            assertEquals(holds.bytes(), held.length);
            assertArrayEquals(events.expected(events.chunk(0, 2000)), held);
            resumed.execute(1, new TaskDescription.Process(events.chunk(2000, 2500), 1));
            assertArrayEquals(events.expected(events.chunk(2000, 2500)), resumed.collected(2, "part"));
        }
    }

    @Test
    void aWorkerThatLeavesHandsOver(@TempDir Path workdir, @TempDir Path trace) throws Exception {
        try (TestManager manager = new TestManager()) {
            TestWorker worker = TestWorker.withRunners(manager.port(), workdir);
            InPlaceEvents.Run run = events.new Run(manager.worker(), Map.of("delay", "200", "trace", trace.toString()));
            run.execute(1, new TaskDescription.Process(events.chunk(0, 250), 1));
            run.send(2, new TaskDescription.Process(events.chunk(250, 5000), 1));
            run.send(3, new TaskDescription.Count(events.input()));
            run.peer.result();
            TestManager.await(
                    () -> Files.exists(trace.resolve("500")), "two batches of the second chunk are processed");
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
            assertArrayEquals(events.expected(events.chunk(0, reached)), run.fetched(holds.cacheName()));
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
        Chunk chunk = events.chunk(0, 1000);
        try (TestManager manager = new TestManager()) {
            TestWorker worker = ending(manager, workdir, how);
            InPlaceEvents.Run run = events.new Run(manager.worker(), Map.of());
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
            assertArrayEquals(events.expected(chunk), run.fetched(holds.cacheName()));
            run.peer.closed.get(TestManager.PATIENCE, TimeUnit.SECONDS);
            worker.await();
        }
    }

    @Test
    void aWorkerForOneManagerWaitsForItWhileItHoldsSomething(@TempDir Path workdir) throws Exception {
        try (TestManager manager = new TestManager()) {
            TestWorker worker = ending(manager, workdir, "release");
            InPlaceEvents.Run run = events.new Run(manager.worker(), Map.of());
            run.execute(1, new TaskDescription.Process(events.chunk(0, 2000), 1));
            run.peer.connection.close("the manager is killed");
            TestManager.Peer again = manager.worker();
            WorkerNotice.Holds holds =
                    (WorkerNotice.Holds) WorkerNotice.parse("topcoffea-holds", again.info("topcoffea-holds"))
                            .orElseThrow();
            assertArrayEquals(
                    events.expected(events.chunk(0, 2000)), events.new Run(again, Map.of()).fetched(holds.cacheName()));
            again.connection.close("the manager is killed again");
            worker.await();
        }
    }
}
