package org.topcoffea.batch.htcondor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.batch.BatchException;
import org.topcoffea.batch.JobDescription;
import org.topcoffea.batch.JobGroup;
import org.topcoffea.batch.JobId;
import org.topcoffea.batch.JobState;
import org.topcoffea.batch.JobStatus;
import org.topcoffea.batch.Placement;
import org.topcoffea.spi.Resources;

final class SubmitDescriptionTest {
    private static final JobGroup GROUP = new JobGroup("abcd", Path.of("/scratch/x"), Map.of());

    private static List<String> lines(Resources size, Placement placement) {
        JobDescription job = new JobDescription("w", List.of("./w"), List.of(), Map.of(), size, placement, "");
        return SubmitDescription.of(job, 3, GROUP, List.of("w", "pwfile"))
                .lines()
                .toList();
    }

    @Test
    void asksForWhatIsWantedOrAReasonableSize() {
        List<String> lines = lines(new Resources(4, 16000, 8000, 1), Placement.ANYWHERE);
        assertTrue(lines.containsAll(List.of(
                "request_cpus = 4",
                "request_memory = 16000",
                "request_disk = 8192000",
                "request_gpus = 1",
                "initialdir = /scratch/x",
                "transfer_input_files = files/w, files/pwfile",
                "+TopcoffeaGroup = \"abcd\"",
                "queue 3")));
        List<String> open = lines(Resources.OPEN, Placement.ANYWHERE);
        assertTrue(open.containsAll(List.of("request_cpus = 1", "request_memory = 1024", "request_disk = 1048576")));
        assertFalse(String.join("\n", open).contains("requirements"));
        assertFalse(String.join("\n", open).contains("getenv"), "the queue shows no variables of the user");
    }

    @Test
    void placesJobs() {
        Placement placement = new Placement(
                true,
                List.of("Memory > 10", "HasAVX"),
                Set.of("bad.site", "x; y"),
                "long",
                "cms.ann",
                Duration.ofHours(2),
                List.of("+A = 1\\n+B = 2", "rank = Mips"),
                Map.of("docker-image", "debian:13"));
        List<String> lines = lines(new Resources(4, -1, -1, -1), placement);
        assertTrue(
                lines.contains("requirements = (Memory > 10) && (HasAVX)"
                        + " && !regexp(\"^bad[.]site([.].*)?$\", Machine, \"i\")"),
                lines::toString);
        assertTrue(
                lines.containsAll(List.of(
                        "universe = docker",
                        "docker_image = debian:13",
                        "request_cpus = ifThenElse(4 > TotalSlotCpus, 4, TotalSlotCpus)",
                        "accounting_group = cms.ann",
                        "+Partition = \"long\"",
                        "periodic_remove = JobStatus == 2 && time() - EnteredCurrentStatus > 7200",
                        "+A = 1",
                        "+B = 2",
                        "rank = Mips")),
                lines::toString);
        assertEquals("queue 3", lines.getLast(), "options of users come before it");
    }

    @Test
    void refusesWhatItCannotExpress() {
        Placement twoLines =
                new Placement(false, List.of("a\nqueue 1000"), Set.of(), "", "", Duration.ZERO, List.of(), Map.of());
        assertThrows(BatchException.class, () -> lines(Resources.OPEN, twoLines));
        Placement unknown =
                new Placement(false, List.of(), Set.of(), "", "", Duration.ZERO, List.of(), Map.of("nodes", "3"));
        BatchException e = assertThrows(BatchException.class, () -> lines(Resources.OPEN, unknown));
        assertEquals("batch system 'condor' has no setting 'nodes': there are [docker-image, spool]", e.getMessage());
        JobGroup dollar = new JobGroup("abcd", Path.of("/scratch/$x"), Map.of());
        JobDescription job =
                new JobDescription("w", List.of("./w"), List.of(), Map.of(), Resources.OPEN, Placement.ANYWHERE, "");
        assertThrows(BatchException.class, () -> SubmitDescription.of(job, 1, dollar, List.of()));
    }

    @Test
    void readsJobAds() {
        List<JobStatus> jobs = JobAd.statuses("""
            [ {"ClusterId": 1, "ProcId": 0, "JobStatus": 2, "RemoteHost": "slot1_2@node7.site", "NumShadowStarts": 2,
               "EnteredCurrentStatus": 1000},
              {"ClusterId": 2, "ProcId": 1, "JobStatus": 5, "HoldReason": "no such image"},
              {"ClusterId": 3, "ProcId": 0, "JobStatus": 1, "QDate": 900},
              {"ClusterId": 4, "ProcId": 0, "JobStatus": 3, "RemoveReason": "via condor_rm"},
              {"ClusterId": 5, "ProcId": 0, "JobStatus": 4, "ExitBySignal": true, "ExitSignal": 9},
              {"ClusterId": 6, "ProcId": 0, "JobStatus": 7, "RemoteHost": "a@b"} ]
            """, GROUP);
        assertEquals(new JobState.Running("node7.site"), jobs.get(0).state());
        assertEquals(2, jobs.get(0).starts());
        assertEquals(new JobState.Held("no such image"), jobs.get(1).state());
        assertEquals("idle", jobs.get(2).state().word());
        assertEquals(new JobState.Leaving("via condor_rm"), jobs.get(3).state());
        assertEquals(new JobState.Exited(137, ""), jobs.get(4).state());
        assertEquals(new JobState.Running("b (suspended)"), jobs.get(5).state());
        assertEquals(List.of(), JobAd.statuses("", GROUP), "no answer means no job");
        assertThrows(BatchException.class, () -> JobAd.statuses("Error: no schedd", GROUP));
    }

    @Test
    void readsHowJobsEndedFromTheEventLog(@TempDir Path directory) throws Exception {
        JobGroup group = new JobGroup("abcd", directory, Map.of());
        Files.createDirectories(group.logs());
        Files.writeString(group.logs().resolve("events"), """
            000 (017.000.000) 2026-11-25 22:31:10 Job submitted from host: <127.0.0.1:36229>
            ...
            005 (017.000.000) 2026-11-25 22:39:22 Job terminated.
            \t(1) Normal termination (return value 5)
            \t\tUsr 0 00:00:00, Sys 0 00:00:00  -  Run Remote Usage
            ...
            005 (017.001.000) 2026-11-25 22:39:22 Job terminated.
            \t(0) Abnormal termination (signal 11)
            ...
            009 (018.000.000) 2026-11-25 22:40:00 Job was aborted.
            \tvia condor_rm (by user ann)
            ...
            005 (019.000\
            """);
        Map<JobId, JobStatus> ends = EventLog.ends(group);
        assertEquals(new JobState.Exited(5, ""), ends.get(new JobId("17.0")).state());
        assertEquals(new JobState.Exited(139, ""), ends.get(new JobId("17.1")).state());
        assertEquals(
                new JobState.Removed("via condor_rm (by user ann)"),
                ends.get(new JobId("18.0")).state());
        assertEquals(3, ends.size());
    }
}
