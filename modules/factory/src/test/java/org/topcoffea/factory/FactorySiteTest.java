package org.topcoffea.factory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

    private Trial trial;

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

    @BeforeEach
    void begin() throws Exception {
        trial = new Trial(site, work);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        trial.close();
    }

    private Path worker() {
        return trial.worker();
    }

    private Process manager(String name, int tasks, int seconds) throws Exception {
        return trial.manager(name, tasks, seconds);
    }

    private static FactorySettings settings(String text) {
        return Trial.settings(text);
    }

    private JobPool pool(String type) {
        return trial.pool(type);
    }

    private static void with(Factory factory, Recorder recorder, Trial.Check check) throws Exception {
        Trial.with(factory, recorder, check);
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
        trial.add(killed);
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
