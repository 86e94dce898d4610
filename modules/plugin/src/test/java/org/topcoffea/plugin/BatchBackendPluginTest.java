package org.topcoffea.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.batch.BatchBackend;
import org.topcoffea.batch.BatchBackends;
import org.topcoffea.batch.JobDescription;
import org.topcoffea.batch.JobId;
import org.topcoffea.batch.JobPool;
import org.topcoffea.batch.Placement;
import org.topcoffea.spi.Resources;

/** A batch system that comes as a plugin is one like the others. */
final class BatchBackendPluginTest {
    private static final String SOURCE = """
        package queue;
        import java.time.Instant;
        import java.util.*;
        import org.topcoffea.batch.*;
        public class Backend implements BatchBackend {
            private static final Set<JobId> JOBS = new TreeSet<>();
            public String name() { return "paper"; }
            public String preview(JobDescription job, int count, JobGroup group) {
                return count + " times " + String.join(" ", job.command());
            }
            public List<JobId> submit(JobDescription job, int count, JobGroup group) {
                for (int i = 1; i <= count; i++) {
                    JOBS.add(new JobId("note-" + i));
                }
                return List.copyOf(JOBS);
            }
            public List<JobStatus> observe(JobGroup group, Collection<JobId> expected) {
                return expected.stream()
                    .map(id -> new JobStatus(id, JOBS.contains(id) ? new JobState.Idle("on the desk")
                        : new JobState.Removed("thrown away"), Instant.EPOCH, 0))
                    .toList();
            }
            public void remove(JobGroup group, Collection<JobId> jobs) { JOBS.removeAll(jobs); }
            public String explain(JobGroup group, JobStatus status) { return "nobody reads " + status.id(); }
        }
        """;

    @TempDir
    Path work;

    @TempDir
    Path directory;

    private Path plugin() throws Exception {
        return new PluginJars(work)
                .module("module queue { requires org.topcoffea.batch; provides org.topcoffea.batch.BatchBackend with"
                        + " queue.Backend; }")
                .source("queue/Backend.java", SOURCE)
                .jar(directory.resolve("queue.jar"));
    }

    @Test
    void isFoundByItsNameAndTakesJobs() throws Exception {
        plugin();
        Plugins plugins = Plugins.load(List.of(directory));
        assertEquals(List.of(), plugins.refusals());
        assertEquals(List.of(), plugins.processors());
        BatchBackend backend =
                BatchBackends.ofImage().and(plugins.batchBackends()).named("paper");
        JobDescription job =
                new JobDescription("w", List.of("./w"), List.of(), Map.of(), Resources.OPEN, Placement.ANYWHERE, "");
        try (JobPool pool = JobPool.open(backend, work.resolve("jobs"), Map.of())) {
            assertEquals("2 times ./w", backend.preview(job, 2, pool.group()));
            List<JobId> ids = pool.submit(job, 2);
            assertEquals(2, ids.size());
            assertEquals("idle", pool.observe().getFirst().state().word());
            assertEquals("nobody reads note-1", pool.explain(pool.observe().getFirst()));
            assertEquals(List.of(), pool.clear(Duration.ofSeconds(60)));
        }
    }

    @Test
    void mayComeInOnePluginWithAProcessor() throws Exception {
        new PluginJars(work)
                .module("module both { requires org.topcoffea.batch; requires org.topcoffea.spi;"
                        + " provides org.topcoffea.batch.BatchBackend with queue.Backend;"
                        + " provides org.topcoffea.spi.EventProcessor with both.P; }")
                .source("queue/Backend.java", SOURCE)
                .processor("both.P", "counting", "")
                .jar(directory.resolve("both.jar"));
        Plugins plugins = Plugins.load(List.of(directory));
        assertEquals(List.of(), plugins.refusals());
        assertEquals(1, plugins.batchBackends().size());
        assertEquals("counting", plugins.processors().getFirst().name());
    }

    @Test
    void oneThatFailsToStartIsRefused() throws Exception {
        new PluginJars(work)
                .module("module queue { requires org.topcoffea.batch; provides org.topcoffea.batch.BatchBackend with"
                        + " queue.Backend; }")
                .source(
                        "queue/Backend.java",
                        SOURCE.replace(
                                "public String name()",
                                "public Backend() { throw new IllegalStateException(\"no paper\"); } public String"
                                        + " name()"))
                .jar(directory.resolve("queue.jar"));
        Plugins plugins = Plugins.load(List.of(directory));
        assertEquals(List.of(), plugins.batchBackends());
        assertEquals(PluginError.PROVIDER_FAILED, plugins.refusals().getFirst().code());
        assertTrue(plugins.refusals().getFirst().getMessage().contains("no paper"));
    }
}
