package org.topcoffea.batch.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.batch.JobDescription;
import org.topcoffea.batch.JobFile;
import org.topcoffea.batch.JobId;
import org.topcoffea.batch.JobOutput;
import org.topcoffea.batch.JobPool;
import org.topcoffea.batch.JobState;
import org.topcoffea.batch.JobStatus;
import org.topcoffea.batch.Placement;
import org.topcoffea.spi.Resources;

final class LocalBackendTest {
    @TempDir
    Path work;

    private JobPool pool() {
        return JobPool.open(new LocalBackend(), work.resolve("jobs"), System.getenv());
    }

    private JobDescription job(String script) throws Exception {
        Path program = work.resolve("program");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        return new JobDescription(
                "w",
                List.of("./program"),
                List.of(new JobFile(program, "program", JobFile.Kind.PROGRAM)),
                Map.of(),
                Resources.OPEN,
                Placement.ANYWHERE,
                "");
    }

    @AfterEach
    void nothingIsLeft() {
        try (JobPool pool = pool()) {
            assertEquals(List.of(), pool.clear(Duration.ofSeconds(60)));
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        assertTrue(condition.getAsBoolean(), "waited in vain");
    }

    private static JobState end(JobPool pool, JobId id) throws InterruptedException {
        List<JobState> ends = new ArrayList<>();
        await(() -> {
            pool.observe().stream()
                    .filter(status -> status.id().equals(id) && !status.state().active())
                    .map(JobStatus::state)
                    .forEach(ends::add);
            return !ends.isEmpty();
        });
        return ends.getFirst();
    }

    private static boolean running(JobPool pool, JobId id) {
        return pool.observe().stream()
                .anyMatch(status -> status.id().equals(id) && status.state() instanceof JobState.Running);
    }

    @Test
    void tellsExitCodeAndLastWords() throws Exception {
        try (JobPool pool = pool()) {
            JobId id = pool.submit(job("echo hello; echo no manager >&2; exit 3"), 1)
                    .getFirst();
            JobState.Exited exited = (JobState.Exited) end(pool, id);
            assertEquals(3, exited.code());
            assertEquals("hello\nno manager", exited.output());
            assertEquals(List.of(), pool.observe());
        }
    }

    @Test
    void asksToEndAndReportsItAsRemoved() throws Exception {
        try (JobPool pool = pool()) {
            List<JobId> ids =
                    pool.submit(job("trap 'echo bye; exit 0' TERM; touch ready; while :; do sleep 0.1; done"), 2);
            await(() -> Files.exists(work.resolve("jobs/files/ready")) && running(pool, ids.get(0)));
            pool.remove(List.of(ids.getFirst()));
            assertTrue(end(pool, ids.getFirst()) instanceof JobState.Removed);
            assertTrue(running(pool, ids.getLast()), "the other one stays");
        }
    }

    @Test
    void theNextSubmitterFindsWhatRunsAndWhatWasKilled() throws Exception {
        List<JobId> ids;
        try (JobPool pool = pool()) {
            ids = pool.submit(job("while :; do sleep 0.1; done"), 2);
            await(() -> running(pool, ids.get(0)) && running(pool, ids.get(1)));
        }
        Path log = work.resolve("jobs/log");
        ProcessHandle.of(JobOutput.number(log.resolve("pid.1")).orElseThrow()).ifPresent(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
        try (JobPool pool = pool()) {
            assertEquals(ids, pool.jobs());
            // Either the script lived to see its command killed, or it did not.
            JobState state = end(pool, ids.get(0));
            assertTrue(state instanceof JobState.Gone || state instanceof JobState.Exited, state::toString);
            assertTrue(running(pool, ids.get(1)));
        }
    }

    @Test
    void anotherProcessWithTheSameNumberIsNotTakenForTheJob() throws Exception {
        try (JobPool pool = pool()) {
            JobId id = pool.submit(job("exit 0"), 1).getFirst();
            end(pool, id);
            Path log = work.resolve("jobs/log");
            Files.writeString(log.resolve("pid.1"), ProcessHandle.current().pid() + "\n");
            Files.delete(log.resolve("status.1"));
            Files.setLastModifiedTime(log.resolve("out.1"), java.nio.file.attribute.FileTime.fromMillis(0));
            assertFalse(running(pool, id));
            pool.remove(List.of(id));
            assertTrue(ProcessHandle.current().isAlive());
        }
    }
}
