package org.topcoffea.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.spi.Resources;

final class JobPoolTest {
    /** A batch system in memory that may fail after it took jobs. */
    private static final class Memory implements BatchBackend {
        private final String name;
        private final Map<JobId, JobState> jobs = new LinkedHashMap<>();
        private boolean dies;
        private boolean silent;

        Memory(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<String> aliases() {
            return List.of(name + "-alias");
        }

        @Override
        public String preview(JobDescription job, int count, JobGroup group) {
            return job.name();
        }

        @Override
        public List<JobId> submit(JobDescription job, int count, JobGroup group) {
            List<JobId> ids = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ids.add(new JobId("j" + (jobs.size() + 1)));
                jobs.put(ids.getLast(), new JobState.Idle(""));
            }
            if (dies) {
                throw new BatchException(BatchError.UNREACHABLE, "gone in the middle of it");
            }
            return ids;
        }

        @Override
        public List<JobStatus> observe(JobGroup group, Collection<JobId> expected) {
            if (silent) {
                throw new BatchException(BatchError.UNREACHABLE, "does not answer");
            }
            return jobs.entrySet().stream()
                    .filter(job -> job.getValue().active() || expected.contains(job.getKey()))
                    .map(job -> new JobStatus(job.getKey(), job.getValue(), Instant.EPOCH, 0))
                    .toList();
        }

        @Override
        public void remove(JobGroup group, Collection<JobId> ids) {
            ids.forEach(id -> jobs.put(id, new JobState.Removed("")));
        }

        @Override
        public String explain(JobGroup group, JobStatus status) {
            return status.toString();
        }
    }

    private static final JobDescription JOB =
            new JobDescription("w", List.of("./w"), List.of(), Map.of(), Resources.OPEN, Placement.ANYWHERE, "");

    private final Memory backend = new Memory("memory");

    @TempDir
    Path directory;

    private JobPool open() {
        return JobPool.open(backend, directory.resolve("jobs"), Map.of());
    }

    @Test
    void theNextPoolHasTheJobsOfTheOneBefore() {
        List<JobId> ids;
        String tag;
        try (JobPool pool = open()) {
            ids = pool.submit(JOB, 3);
            tag = pool.group().tag();
        }
        backend.jobs.put(ids.get(1), new JobState.Exited(0, ""));
        try (JobPool pool = open()) {
            assertEquals(tag, pool.group().tag());
            assertEquals(ids, pool.jobs());
            assertEquals(3, pool.observe().size());
            assertEquals(List.of(ids.get(0), ids.get(2)), pool.jobs());
            assertEquals(2, pool.observe().size(), "an end is told once");
            assertEquals(List.of(), pool.clear(Duration.ofSeconds(60)));
        }
        try (JobPool pool = open()) {
            assertEquals(List.of(), pool.jobs());
        }
    }

    @Test
    void jobsWhoseIdentifiersNobodyLivedToWriteDownAreFound() {
        try (JobPool pool = open()) {
            backend.dies = true;
            assertThrows(BatchException.class, () -> pool.submit(JOB, 2));
        }
        try (JobPool pool = open()) {
            assertTrue(pool.interrupted());
            assertEquals(List.of(), pool.jobs());
            pool.observe();
            assertFalse(pool.interrupted());
            assertEquals(2, pool.jobs().size());
        }
        try (JobPool pool = open()) {
            assertEquals(2, pool.jobs().size(), "they are written down now");
            assertFalse(pool.interrupted());
        }
    }

    @Test
    void aLineThatWasNotFinishedIsDropped() throws Exception {
        try (JobPool pool = open()) {
            pool.submit(JOB, 1);
        }
        Path journal = directory.resolve("jobs/journal");
        Files.writeString(journal, Files.readString(journal) + "end j");
        try (JobPool pool = open()) {
            assertEquals(List.of(new JobId("j1")), pool.jobs());
        }
        Files.writeString(journal, Files.readString(journal) + "nonsense\n");
        BatchException e = assertThrows(BatchException.class, this::open);
        assertTrue(e.getMessage().contains("journal:3 is not a line"), e::getMessage);
    }

    @Test
    void aBatchSystemThatDoesNotAnswerChangesNothing() {
        try (JobPool pool = open()) {
            pool.submit(JOB, 2);
            backend.silent = true;
            assertThrows(BatchException.class, pool::observe);
            assertEquals(2, pool.jobs().size());
        }
    }

    @Test
    void oneDirectoryHasOneSubmitterAndOneBatchSystem() {
        JobPool pool = open();
        BatchException taken = assertThrows(BatchException.class, this::open);
        assertEquals(BatchError.IN_USE, taken.code());
        pool.submit(JOB, 1);
        pool.close();
        Memory other = new Memory("other");
        BatchException e =
                assertThrows(BatchException.class, () -> JobPool.open(other, directory.resolve("jobs"), Map.of()));
        assertTrue(e.getMessage().contains("1 jobs of batch system 'memory'"), e::getMessage);
        backend.jobs.replaceAll((id, state) -> new JobState.Exited(0, ""));
        try (JobPool again = open()) {
            again.observe();
        }
        JobPool.open(other, directory.resolve("jobs"), Map.of()).close();
        assertEquals("other", JobPool.backendOf(directory.resolve("jobs")));
    }

    @Test
    void backendsAreChosenByNameOrAlias() {
        BatchBackends backends = BatchBackends.ofImage().and(List.of(backend, new Memory("b"), new Memory("b")));
        assertEquals(backend, backends.named("memory"));
        assertEquals(backend, backends.named("memory-alias"));
        BatchException none = assertThrows(BatchException.class, () -> backends.named("pbs"));
        assertTrue(none.getMessage().startsWith("no batch system 'pbs': there are "), none::getMessage);
        assertThrows(BatchException.class, () -> backends.named("b"), "two have it");
    }

    @Test
    void onlyTheOutputOfTheLastJobsIsKept() throws Exception {
        try (JobPool pool = JobPool.open(backend, directory, Map.of())) {
            List<JobId> ids = pool.submit(JOB, JobLogs.KEPT + 100);
            Path logs = Files.createDirectories(pool.group().logs());
            for (int i = 0; i < ids.size(); i++) {
                for (String kind : List.of("out.", "status.", "pid.")) {
                    Path file = Files.writeString(logs.resolve(kind + ids.get(i)), "x");
                    Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1_000_000L + i));
                }
            }
            Files.writeString(logs.resolve("events"), "not of one job");
            backend.remove(pool.group(), ids.subList(1, ids.size()));
            assertEquals(ids.size(), pool.observe().size());
            try (var files = Files.list(logs)) {
                assertEquals(3L * (JobLogs.KEPT + 1) + 1, files.count());
            }
            assertTrue(Files.exists(logs.resolve("out." + ids.getFirst())), "the oldest is still active");
            assertTrue(Files.exists(logs.resolve("out." + ids.getLast())), "the newest has just ended");
            assertFalse(Files.exists(logs.resolve("out." + ids.get(1))), "it ended long ago");
        }
    }
}
