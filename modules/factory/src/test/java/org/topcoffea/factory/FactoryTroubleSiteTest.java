package org.topcoffea.factory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.batch.JobPool;
import org.topcoffea.batch.Placement;
import org.topcoffea.fixtures.Site;

/** Jobs of real batch systems that bring no worker: a factory tells why, and counts them as such. */
@Tag("site")
final class FactoryTroubleSiteTest {
    /** Seconds after which the factory wonders why nothing starts; in life five minutes. */
    private static final long PATIENCE = 3;

    private static Site site;

    @TempDir
    Path work;

    private final Recorder recorder = new Recorder();
    private Trial trial;

    @BeforeAll
    static void up() throws Exception {
        site = Site.start("condor-up", "slurm-up", "catalog-up", "cctools-up");
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

    private Factory factory(JobPool pool, Placement placement, String project) {
        FactorySettings settings = Trial.settings("{\"manager-name\": \"" + project
                + "\", \"min-workers\": 0, \"max-workers\": 3, \"cores\": 1, \"timeout\": 60}");
        return FactoryProcess.factory(
                pool,
                trial.worker(),
                placement,
                settings,
                Optional.empty(),
                "127.0.0.1:" + site.environment().get("CATALOG_PORT"),
                recorder,
                new FactoryState(PATIENCE));
    }

    private void awaitSaid(String... parts) throws InterruptedException {
        for (String part : parts) {
            Site.await(part, () -> recorder.said(part), recorder::toString);
        }
    }

    @Test
    void htcondorSaysWhyNothingStarts() throws Exception {
        trial.manager("nowhere", 5, 120);
        Placement nowhere = new Placement(
                false, List.of("Machine == \"elsewhere\""), Set.of(), "", "", Duration.ZERO, List.of(), Map.of());
        try (JobPool pool = trial.pool("condor")) {
            Trial.with(factory(pool, nowhere, "nowhere"), recorder, () -> {
                awaitSaid("none has started", "elsewhere");
                assertEquals(3, recorder.counts().idle(), "no more are submitted instead");
                assertEquals(3, recorder.counts().toConnect());
            });
        }
    }

    @Test
    void slurmSaysWhyNothingStarts() throws Exception {
        trial.manager("drained", 5, 120);
        site.shell("scontrol update NodeName=ALL State=DRAIN Reason=test");
        try (JobPool pool = trial.pool("slurm")) {
            Trial.with(factory(pool, Placement.ANYWHERE, "drained"), recorder, () -> {
                awaitSaid("none has started", "drained");
                assertEquals(3, recorder.counts().idle());
            });
        } finally {
            site.shell("scontrol update NodeName=ALL State=RESUME");
        }
    }

    @Test
    void slurmJobsThatAreHeldCountAsNoWorkersUntilTheyAreReleased() throws Exception {
        trial.manager("heldback", 5, 120);
        try (JobPool pool = trial.pool("slurm")) {
            Trial.with(factory(pool, Placement.ANYWHERE, "heldback"), recorder, () -> {
                Site.await(
                        "three workers",
                        () -> recorder.submitted() >= 0 && recorder.counts().connected() == 3,
                        recorder::toString);
                String job = recorder.reports().getLast().jobs().getFirst().id().text();
                site.shell("scontrol requeuehold " + job);
                awaitSaid("job " + job + " was held");
                Site.await("the count", () -> recorder.counts().held() == 1, recorder::toString);
                assertEquals(2, recorder.counts().submitted());
                awaitSaid("submitting nothing for another");
            });
        }
    }
}
