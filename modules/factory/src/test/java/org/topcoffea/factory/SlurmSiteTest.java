package org.topcoffea.factory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.batch.BatchBackend;
import org.topcoffea.batch.BatchBackends;
import org.topcoffea.batch.BatchException;
import org.topcoffea.batch.JobDescription;
import org.topcoffea.batch.JobFile;
import org.topcoffea.batch.JobId;
import org.topcoffea.batch.JobPool;
import org.topcoffea.batch.JobState;
import org.topcoffea.batch.JobStatus;
import org.topcoffea.batch.Placement;
import org.topcoffea.fixtures.Site;
import org.topcoffea.spi.Resources;

/** Jobs in a real SLURM cluster: every state they can be in, and that none is left behind. */
@Tag("site")
final class SlurmSiteTest {
    private static Site site;

    private final BatchBackend backend = BatchBackends.ofImage().named("slurm");

    @TempDir
    Path work;

    @BeforeAll
    static void up() throws Exception {
        site = Site.start("slurm-up");
    }

    @AfterAll
    static void down() {
        if (site != null) {
            site.close();
        }
    }

    private JobPool pool(String name) {
        return JobPool.open(backend, work.resolve(name), site.environment());
    }

    private JobDescription job(String argument, long cores, String... options) throws Exception {
        Path script = work.resolve("probe.sh");
        if (!Files.exists(script)) {
            Files.writeString(script, """
                #!/bin/sh
                echo "cores=$CORES memory=$MEMORY secret=$(cat word) variable=$VARIABLE other=$OTHER"
                trap 'echo asked to end; exit 9' TERM
                case $1 in
                    fail) echo "no such manager" >&2; exit 3 ;;
                    stay) i=0; while [ $i -lt 1200 ]; do sleep 0.1; i=$((i + 1)); done ;;
                esac
                """);
        }
        Path secret = work.resolve("secret");
        Files.writeString(secret, "s3cret");
        Placement placement =
                new Placement(false, List.of(), Set.of(), "", "", Duration.ZERO, List.of(options), Map.of());
        return new JobDescription(
                "probe",
                List.of("./probe.sh", argument),
                List.of(
                        new JobFile(script, "probe.sh", JobFile.Kind.PROGRAM),
                        new JobFile(secret, "word", JobFile.Kind.SECRET)),
                Map.of("VARIABLE", "it's \"quoted\" $HOME"),
                new Resources(cores, 300, 100, -1),
                placement,
                "");
    }

    private static JobStatus status(JobPool pool, JobId id) {
        return pool.observe().stream()
                .filter(status -> status.id().equals(id))
                .findFirst()
                .orElse(new JobStatus(id, new JobState.Gone("not listed"), java.time.Instant.EPOCH, 0));
    }

    private static JobStatus awaitState(JobPool pool, JobId id, Class<? extends JobState> wanted)
            throws InterruptedException {
        List<JobStatus> seen = new ArrayList<>();
        Site.await(
                id + " to be " + wanted.getSimpleName(),
                () -> {
                    seen.add(status(pool, id));
                    return wanted.isInstance(seen.getLast().state());
                },
                seen::toString);
        return seen.getLast();
    }

    @Test
    void runsWithFilesVariablesAndTheSizeOfItsAllocation() throws Exception {
        try (JobPool pool = pool("run")) {
            JobId id = pool.submit(job("fail", 2), 1).getFirst();
            JobStatus end = awaitState(pool, id, JobState.Exited.class);
            JobState.Exited exited = (JobState.Exited) end.state();
            assertEquals(3, exited.code());
            assertTrue(exited.output().endsWith("no such manager"), exited::output);
            assertTrue(
                    exited.output().contains("cores=2 memory=300 secret=s3cret variable=it's \"quoted\" $HOME other="),
                    exited::output);
            assertTrue(pool.explain(end).contains("exit code 3"));
            assertEquals(List.of(), pool.observe(), "its end is told once");
        }
    }

    @Test
    void tellsWhatIsHeldRemovedRequeuedAndNeverStarts() throws Exception {
        try (JobPool pool = pool("states")) {
            List<JobId> ids = pool.submit(job("stay", 1), 3);
            assertEquals(3, ids.size());
            for (JobId id : ids) {
                awaitState(pool, id, JobState.Running.class);
            }
            site.shell("scancel " + ids.get(1));
            site.shell("scontrol requeue " + ids.get(2));
            Site.await(
                    "the requeue",
                    () -> status(pool, ids.get(2)).starts() >= 1
                            && status(pool, ids.get(2)).state() instanceof JobState.Idle);
            Site.await(
                    "the removal",
                    () -> !pool.jobs().contains(ids.get(1)) || pool.observe().isEmpty());
            site.shell("scontrol requeuehold " + ids.get(0));
            JobStatus held = awaitState(pool, ids.get(0), JobState.Held.class);
            assertTrue(pool.explain(held).contains("held"), () -> pool.explain(held));
            site.shell("scontrol release " + ids.get(0));
            JobId never = pool.submit(job("stay", 1, "--begin=now+1hour"), 1).getFirst();
            JobStatus waiting = awaitState(pool, never, JobState.Idle.class);
            Site.await("the reason", () -> pool.explain(status(pool, never)).contains("BeginTime"), () -> waiting + "");
            assertEquals(List.of(), pool.clear(Duration.ofSeconds(90)));
        }
        assertEquals("", site.shell("squeue -h").strip(), "nothing is left in the queue");
    }

    @Test
    void aNodeThatGoesDownGivesItsJobBackToTheQueue() throws Exception {
        try (JobPool pool = pool("node")) {
            JobId id = pool.submit(job("stay", 1), 1).getFirst();
            JobStatus running = awaitState(pool, id, JobState.Running.class);
            String node = ((JobState.Running) running.state()).host();
            site.shell("scontrol update NodeName=" + node + " State=DOWN Reason=test");
            try {
                Site.await("the job to leave " + node, () -> !(status(pool, id).state() instanceof JobState.Running));
            } finally {
                site.shell("scontrol update NodeName=" + node + " State=RESUME || true");
            }
            assertEquals(List.of(), pool.clear(Duration.ofSeconds(90)));
        }
    }

    @Test
    void aSubmitterThatWasKilledLeavesNothingThatTheNextDoesNotFind() throws Exception {
        JobPool killed = pool("killed");
        List<JobId> known = killed.submit(job("stay", 1), 1);
        Files.writeString(work.resolve("killed/journal"), "submitting 2\n", java.nio.file.StandardOpenOption.APPEND);
        List<JobId> unknown = backend.submit(job("stay", 1), 2, killed.group());
        killed.close();
        try (JobPool next = pool("killed")) {
            assertTrue(next.interrupted());
            assertEquals(known, next.jobs());
            next.observe();
            assertTrue(next.jobs().containsAll(unknown), () -> next.jobs() + " lacks " + unknown);
            assertEquals(List.of(), next.clear(Duration.ofSeconds(90)));
        }
        assertEquals("", site.shell("squeue -h").strip());
    }

    @Test
    void saysWhatIsRefused() throws Exception {
        try (JobPool pool = pool("refused")) {
            JobDescription tooLarge = job("stay", 512);
            BatchException e = assertThrows(BatchException.class, () -> pool.submit(tooLarge, 1));
            assertTrue(e.getMessage().contains("CPU count per node can not be satisfied"), e::getMessage);
            JobDescription noPartition = job("stay", 1, "--partition=nowhere");
            BatchException p = assertThrows(BatchException.class, () -> pool.submit(noPartition, 1));
            assertTrue(p.getMessage().contains("invalid partition"), p::getMessage);
            assertEquals(List.of(), pool.observe());
        }
    }
}
