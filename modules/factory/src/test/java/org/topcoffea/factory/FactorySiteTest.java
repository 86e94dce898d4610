package org.topcoffea.factory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.topcoffea.batch.BatchBackends;
import org.topcoffea.batch.JobPool;
import org.topcoffea.batch.Placement;
import org.topcoffea.fixtures.Site;

/**
 * The factory against real batch systems, with real managers (makeflow) and real workers of cctools: it brings them, follows
 * its file, survives being killed, and leaves nothing behind.
 */
@Tag("site")
final class FactorySiteTest {
    private static Site site;
    private static String catalog;

    @TempDir
    Path work;

    private final List<Process> processes = new ArrayList<>();
    private Path worker;

    @BeforeAll
    static void up() throws Exception {
        site = Site.start("condor-up", "slurm-up", "catalog-up", "cctools-up");
        catalog = "127.0.0.1:" + site.environment().get("CATALOG_PORT");
    }

    @AfterAll
    static void down() {
        if (site != null) {
            site.close();
        }
    }

    @AfterEach
    void endProcesses() throws Exception {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
        }
        assertEquals("", site.shell("condor_q -allusers -af ClusterId").strip(), "HTCondor's queue");
        assertEquals("", site.shell("squeue -h").strip(), "SLURM's queue");
        List<String> left = ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(work.toString()))
                .toList();
        assertEquals(List.of(), left, "processes");
    }

    private Path worker() throws IOException {
        if (worker == null) {
            worker = work.resolve("worker");
            Files.writeString(
                    worker, "#!/bin/sh\nexec " + site.directory().resolve("bin/work_queue_worker") + " \"$@\"\n");
        }
        return worker;
    }

    /** A real manager with tasks that sleep. */
    private Process manager(String name, int tasks, int seconds) throws Exception {
        Path directory = Files.createDirectory(work.resolve(name));
        StringBuilder rules = new StringBuilder();
        for (int i = 1; i <= tasks; i++) {
            rules.append("x%d:\n\tsleep %d; echo %d > x%d\n".formatted(i, seconds, i, i));
        }
        Files.writeString(directory.resolve("t.mf"), rules);
        Process process = site.start(
                "cd " + directory + " && exec makeflow -T wq -N " + name + " -a -p 0 t.mf", directory.resolve("out"));
        processes.add(process);
        return process;
    }

    private static FactorySettings settings(String text) {
        return SettingsFile.parse("test", text).over(FactorySettings.DEFAULTS);
    }

    private JobPool pool(String type) {
        return JobPool.open(BatchBackends.ofImage().named(type), work.resolve("scratch"), site.environment());
    }

    /** Runs a factory beside the test, and stops it whatever happens. */
    private void with(Factory factory, Recorder recorder, Check check) throws Exception {
        List<Throwable> failures = new ArrayList<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                assertEquals(List.of(), factory.run(), "jobs that could not be removed");
            } catch (RuntimeException | AssertionError e) {
                failures.add(e);
            }
        });
        try {
            check.run();
        } finally {
            factory.stop();
            thread.join(Duration.ofSeconds(120));
        }
        assertEquals(List.of(), failures, recorder::toString);
    }

    @FunctionalInterface
    private interface Check {
        void run() throws Exception;
    }

    @ParameterizedTest
    @ValueSource(strings = {"condor", "slurm", "local"})
    void bringsWorkersToARealManager(String type) throws Exception {
        String project = "proj-" + type;
        Process manager = manager(project, 8, 1);
        Recorder recorder = new Recorder();
        FactorySettings settings = settings("{\"manager-name\": \"" + project
                + "\", \"min-workers\": 0, \"max-workers\": 3, \"cores\": 1, \"memory\": 200, \"disk\": 200,"
                + " \"timeout\": 60, \"factory-name\": \"fac-" + type + "\"}");
        try (JobPool pool = pool(type)) {
            Factory factory = FactoryProcess.factory(
                    pool, worker(), Placement.ANYWHERE, settings, Optional.empty(), catalog, recorder);
            with(factory, recorder, () -> {
                Site.await("the manager to finish", () -> !manager.isAlive(), recorder::toString);
                assertEquals(0, manager.exitValue());
                assertTrue(
                        site.shell("curl -s http://" + catalog + "/query.json").contains("fac-" + type),
                        "the factory made itself known");
            });
        }
        for (int i = 1; i <= 8; i++) {
            assertEquals(i + "\n", Files.readString(work.resolve(project).resolve("x" + i)));
        }
        assertTrue(
                recorder.reports().stream()
                        .allMatch(report -> report.decision().counts().submitted() <= 3),
                recorder::toString);
    }

    @Test
    void followsItsFileWhileItIsEdited() throws Exception {
        Path file = work.resolve("factory.json");
        String text = """
            {
                "manager-name": "edited", # mine
                "min-workers": 0, "max-workers": %s, "workers-per-cycle": 0,
                "cores": 8, "timeout": 300,
            }
            """;
        Files.writeString(file, text.formatted("2"));
        manager("edited", 12, 120);
        Recorder recorder = new Recorder();
        try (JobPool pool = pool("condor")) {
            Factory factory = FactoryProcess.factory(
                    pool, worker(), Placement.ANYWHERE, FactorySettings.DEFAULTS, Optional.of(file), catalog, recorder);
            with(factory, recorder, () -> {
                Site.await("two jobs", () -> recorder.submitted() == 2, recorder::toString);
                Files.writeString(file, text.formatted("2 * 3"));
                Site.await("six jobs", () -> recorder.submitted() == 6, recorder::toString);
                Files.writeString(file, text.formatted("\"none\""));
                Site.await(
                        "the complaint",
                        () -> recorder.said(
                                "factory.json:3:38: 'max-workers' is the text 'none' but has to be a number of at"
                                        + " least 1; the values before stay"),
                        recorder::toString);
                Files.writeString(file, text.formatted("3,,"));
                Site.await("the other complaint", () -> recorder.said("factory.json:3:40: "), recorder::toString);
                int cycles = recorder.reports().size();
                Site.await("two cycles more", () -> recorder.reports().size() >= cycles + 2);
                assertEquals(6, recorder.submitted());
                Files.writeString(file, text.formatted("3"));
                Site.await("jobs that wait to be removed", () -> recorder.submitted() == 3, recorder::toString);
                assertEquals(1, recorder.counts().running(), "the pool has one slot of eight cores");
            });
        }
    }

    @Test
    void aFactoryThatWasKilledIsFollowedByOneThatTakesOver() throws Exception {
        Path file = work.resolve("factory.json");
        Files.writeString(
                file,
                "{\"manager-name\": \"killed\", \"min-workers\": 0, \"max-workers\": 3, \"cores\": 1, \"timeout\":"
                        + " 60}");
        manager("killed", 12, 120);
        Path classes = Path.of("target/test-classes").toAbsolutePath();
        String path =
                classes + ":" + System.getProperty("jdk.module.path", "") + ":" + System.getProperty("java.class.path");
        Process killed = site.start(
                "exec " + Path.of(System.getProperty("java.home"), "bin/java") + " -cp '" + path + "' "
                        + FactoryProcess.class.getName() + " " + work.resolve("scratch") + " " + file + " " + worker()
                        + " " + catalog,
                work.resolve("killed.out"));
        processes.add(killed);
        Site.await(
                "three jobs of the first",
                () -> running() == 3,
                () -> Site.lines(work.resolve("killed.out")).toString());
        killed.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
        assertEquals(3, running(), "they outlive it");
        Recorder recorder = new Recorder();
        try (JobPool pool = pool("condor")) {
            Factory factory = FactoryProcess.factory(
                    pool, worker(), Placement.ANYWHERE, FactorySettings.DEFAULTS, Optional.of(file), catalog, recorder);
            with(factory, recorder, () -> {
                Site.await("a look", () -> recorder.submitted() == 3, recorder::toString);
                int cycles = recorder.reports().size();
                Site.await("more cycles", () -> recorder.reports().size() >= cycles + 3);
                assertTrue(recorder.said("taking over 3 jobs"), recorder::toString);
                assertEquals(3, recorder.submitted(), "and no more than these");
            });
        }
    }

    private static int running() {
        try {
            return (int) site.shell("condor_q -allusers -af JobStatus")
                    .lines()
                    .filter("2"::equals)
                    .count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void jobsThatAreHeldCountAsNoWorkerAndAreTold() throws Exception {
        manager("holding", 5, 120);
        Recorder recorder = new Recorder();
        FactorySettings settings = settings(
                "{\"manager-name\": \"holding\", \"min-workers\": 0, \"max-workers\": 4, \"cores\": 1, \"timeout\":"
                        + " 60}");
        Placement placement = new Placement(
                false,
                List.of(),
                Set.of(),
                "",
                "",
                Duration.ZERO,
                List.of("transfer_input_files = /no/such/file"),
                Map.of());
        try (JobPool pool = pool("condor")) {
            Factory factory =
                    FactoryProcess.factory(pool, worker(), placement, settings, Optional.empty(), catalog, recorder);
            with(factory, recorder, () -> {
                Site.await(
                        "held jobs",
                        () -> recorder.submitted() >= 0 && recorder.counts().held() == 4,
                        recorder::toString);
                assertEquals(0, recorder.counts().submitted());
                Site.await("the reason", () -> recorder.said("/no/such/file"), recorder::toString);
                Site.await("the back-off", () -> recorder.said("submitting nothing for another"), recorder::toString);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"slurm", "local"})
    void workersThatFailAtOnceAreNotSubmittedForEver(String type) throws Exception {
        manager("failing-" + type, 5, 120);
        Path bad = work.resolve("bad");
        Files.writeString(bad, "#!/bin/sh\necho 'the image is damaged' >&2\nexit 1\n");
        Recorder recorder = new Recorder();
        FactorySettings settings = settings("{\"manager-name\": \"failing-" + type
                + "\", \"min-workers\": 0, \"max-workers\": 4, \"cores\": 1, \"timeout\": 60}");
        try (JobPool pool = pool(type)) {
            Factory factory = FactoryProcess.factory(
                    pool, bad, Placement.ANYWHERE, settings, Optional.empty(), catalog, recorder);
            with(factory, recorder, () -> {
                Site.await(
                        "the reason",
                        () -> recorder.said("ended with exit code 1") && recorder.said("the image is damaged"),
                        recorder::toString);
                int cycles = recorder.reports().size();
                Site.await("more cycles", () -> recorder.reports().size() >= cycles + 4);
                long submitted = recorder.reports().stream()
                        .mapToLong(report -> report.decision().submit())
                        .sum();
                assertTrue(submitted <= 5, () -> submitted + " jobs\n" + recorder);
            });
        }
    }
}
