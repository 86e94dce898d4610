package org.topcoffea.factory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** Jobs in a real HTCondor pool: every state they can be in, and that none is left behind. */
@Tag("site")
final class HtcondorSiteTest {
    private static Site site;

    private final BatchBackend backend = BatchBackends.ofImage().named("condor");

    @TempDir
    Path work;

    @BeforeAll
    static void up() throws Exception {
        site = Site.start(
                Files.createTempDirectory("site"),
                Map.of("CONDOR_EXTRA", "MACHINE_RESOURCE_GPUs = CUDA0, CUDA1"),
                List.of("condor-up"));
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

    /** A job that runs a script of ours with an argument. */
    private JobDescription job(String argument, Placement placement, long cores) throws Exception {
        Path script = work.resolve("probe.sh");
        if (!Files.exists(script)) {
            Files.writeString(script, """
                #!/bin/sh
                echo "cores=$CORES memory=$MEMORY secret=$(cat word) variable=$VARIABLE here=$(ls | tr '\\n' ' ') gpus=$GPUS"
                trap 'echo asked to end; exit 9' TERM
                case $1 in
                    fail) echo "no such manager" >&2; exit 3 ;;
                    stay) i=0; while [ $i -lt 1200 ]; do sleep 0.1; i=$((i + 1)); done ;;
                esac
                """);
        }
        Path secret = work.resolve("secret");
        Files.writeString(secret, "s3cret");
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

    private static JobState state(JobPool pool, JobId id) {
        return pool.observe().stream()
                .filter(status -> status.id().equals(id))
                .map(JobStatus::state)
                .findFirst()
                .orElse(new JobState.Gone("not listed"));
    }

    private static void awaitState(JobPool pool, JobId id, Class<? extends JobState> wanted)
            throws InterruptedException {
        List<JobState> seen = new ArrayList<>();
        Site.await(
                id + " to be " + wanted.getSimpleName(),
                () -> {
                    JobState now = state(pool, id);
                    seen.add(now);
                    return wanted.isInstance(now);
                },
                seen::toString);
    }

    @Test
    void runsWithFilesVariablesAndTheSizeOfItsSlotAndShowsNoSecret() throws Exception {
        try (JobPool pool = pool("run")) {
            JobId id = pool.submit(job("stay", Placement.ANYWHERE, 2), 1).getFirst();
            awaitState(pool, id, JobState.Running.class);
            String ad = site.shell("condor_q -l " + id);
            assertFalse(ad.contains("s3cret") || ad.contains("quoted"), ad);
            assertFalse(site.shell("ps -ww -eo args").contains("s3cret"));
            assertEquals("rw-------", permissions(pool.group().files().resolve("word")));
            assertEquals("rwx------", permissions(pool.group().directory()));
            assertEquals(List.of(), pool.clear(Duration.ofSeconds(60)));
        }
        try (JobPool pool = pool("fail")) {
            assertEquals(1, pool.submit(job("fail", Placement.ANYWHERE, 2), 1).size());
            List<JobStatus> ends = new ArrayList<>();
            Site.await("its end", () -> {
                ends.addAll(
                        pool.observe().stream().filter(s -> !s.state().active()).toList());
                return !ends.isEmpty();
            });
            JobState.Exited exited = (JobState.Exited) ends.getFirst().state();
            assertEquals(3, exited.code());
            assertTrue(exited.output().endsWith("no such manager"), exited::output);
            assertTrue(
                    exited.output().contains("cores=2 memory=384 secret=s3cret variable=it's \"quoted\" $HOME"),
                    exited::output);
            assertEquals("failed", exited.word());
            assertTrue(pool.explain(ends.getFirst()).contains("no such manager"));
            assertEquals(List.of(), pool.observe(), "its end is told once");
        }
    }

    @Test
    void tellsWhatIsHeldRemovedEvictedAndNeverStarts() throws Exception {
        try (JobPool pool = pool("states")) {
            List<JobId> ids = pool.submit(job("stay", Placement.ANYWHERE, 1), 3);
            for (JobId id : ids) {
                awaitState(pool, id, JobState.Running.class);
            }
            site.shell("condor_hold -reason 'the operator says no' " + ids.get(0));
            site.shell("condor_rm " + ids.get(1));
            site.shell("condor_vacate_job -fast " + ids.get(2));
            awaitState(pool, ids.get(0), JobState.Held.class);
            assertTrue(((JobState.Held) state(pool, ids.get(0))).reason().contains("the operator says no"));
            Site.await(
                    "the eviction",
                    () -> pool.observe().stream()
                            .anyMatch(status -> status.id().equals(ids.get(2))
                                    && status.state() instanceof JobState.Running
                                    && status.starts() >= 2));
            site.shell("condor_release " + ids.get(0));
            awaitState(pool, ids.get(0), JobState.Running.class);
            assertFalse(pool.jobs().contains(ids.get(1)), "it was removed");
            Placement nowhere = new Placement(
                    false,
                    List.of("Machine == \"elsewhere\""),
                    java.util.Set.of(),
                    "",
                    "",
                    Duration.ZERO,
                    List.of(),
                    Map.of());
            JobId never = pool.submit(job("stay", nowhere, 1), 1).getFirst();
            JobStatus waiting = pool.observe().stream()
                    .filter(status -> status.id().equals(never))
                    .findFirst()
                    .orElseThrow();
            assertEquals("idle", waiting.state().word());
            Site.await("the reason", () -> pool.explain(waiting).contains("elsewhere"), () -> pool.explain(waiting));
            assertEquals(List.of(), pool.clear(Duration.ofSeconds(60)));
        }
        assertEquals("", site.shell("condor_q -allusers -af ClusterId").strip(), "nothing is left in the queue");
    }

    @Test
    void whatIsMissingHereHoldsTheJobWithItsReason() throws Exception {
        try (JobPool pool = pool("gone")) {
            Placement option = new Placement(
                    false,
                    List.of(),
                    java.util.Set.of(),
                    "",
                    "",
                    Duration.ZERO,
                    List.of("transfer_input_files = /no/such/file\\n+Remark = \"b\""),
                    Map.of());
            JobId id = pool.submit(job("stay", option, 1), 1).getFirst();
            awaitState(pool, id, JobState.Held.class);
            assertTrue(((JobState.Held) state(pool, id)).reason().contains("/no/such/file"));
            assertEquals(List.of(), pool.clear(Duration.ofSeconds(60)));
        }
    }

    @Test
    void aSubmitterThatWasKilledLeavesNothingThatTheNextDoesNotFind() throws Exception {
        JobPool killed = pool("killed");
        List<JobId> known = killed.submit(job("stay", Placement.ANYWHERE, 1), 1);
        // Killed after HTCondor took the jobs and before their identifiers were written down.
        Files.writeString(work.resolve("killed/journal"), "submitting 2\n", java.nio.file.StandardOpenOption.APPEND);
        List<JobId> unknown = backend.submit(job("stay", Placement.ANYWHERE, 1), 2, killed.group());
        killed.close();
        try (JobPool next = pool("killed")) {
            assertTrue(next.interrupted());
            assertEquals(known, next.jobs());
            next.observe();
            assertTrue(next.jobs().containsAll(unknown), () -> next.jobs() + " lacks " + unknown);
            assertEquals(List.of(), next.clear(Duration.ofSeconds(60)));
        }
        assertEquals("", site.shell("condor_q -allusers -af ClusterId").strip());
    }

    @Test
    void graphicsProcessorsAreAskedForAndTold() throws Exception {
        JobDescription plain = job("fail", Placement.ANYWHERE, 1);
        JobDescription wanted = new JobDescription(
                plain.name(),
                plain.command(),
                plain.files(),
                plain.environment(),
                new Resources(1, 300, 100, 2),
                Placement.ANYWHERE,
                "");
        try (JobPool pool = pool("gpus")) {
            pool.submit(wanted, 1);
            List<JobStatus> ends = new ArrayList<>();
            Site.await("its end", () -> {
                ends.addAll(
                        pool.observe().stream().filter(s -> !s.state().active()).toList());
                return !ends.isEmpty();
            });
            JobState.Exited exited = (JobState.Exited) ends.getFirst().state();
            assertTrue(exited.output().contains("gpus=2"), exited::output);
        }
    }

    @Test
    void spooledJobsTellTheirLastWordsAndLeaveTheQueue() throws Exception {
        Placement spooled = new Placement(
                false, List.of(), java.util.Set.of(), "", "", Duration.ZERO, List.of(), Map.of("spool", "true"));
        try (JobPool pool = pool("spool")) {
            pool.submit(job("fail", spooled, 1), 2);
            List<JobStatus> ends = new ArrayList<>();
            Site.await("their ends", () -> {
                ends.addAll(
                        pool.observe().stream().filter(s -> !s.state().active()).toList());
                return ends.size() == 2;
            });
            for (JobStatus end : ends) {
                JobState.Exited exited = (JobState.Exited) end.state();
                assertEquals(3, exited.code());
                assertTrue(exited.output().endsWith("no such manager"), exited::output);
            }
            Site.await("the queue to be empty", () -> queue().isEmpty(), HtcondorSiteTest::queue);
        }
    }

    private static String queue() {
        try {
            return site.shell("condor_q -allusers -af ClusterId JobStatus").strip();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void avoidsHostsAndSaysWhatIsRefused() throws Exception {
        try (JobPool pool = pool("avoid")) {
            JobId id = pool.submit(job("stay", Placement.ANYWHERE.avoiding(java.util.Set.of("site")), 1), 1)
                    .getFirst();
            JobStatus status = pool.observe().getFirst();
            Site.await("the reason", () -> pool.explain(status).contains("regexp"), () -> pool.explain(status));
            assertEquals(List.of(id), pool.jobs());
            assertEquals(List.of(), pool.clear(Duration.ofSeconds(60)));
            Placement wrong = new Placement(
                    false, List.of("((("), java.util.Set.of(), "", "", Duration.ZERO, List.of(), Map.of());
            JobDescription refused = job("stay", wrong, 1);
            BatchException e = assertThrows(BatchException.class, () -> pool.submit(refused, 1));
            assertTrue(e.getMessage().startsWith("condor_submit ended with exit code 1: "), e::getMessage);
        }
    }

    private static String permissions(Path file) throws Exception {
        return java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
