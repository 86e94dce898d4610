package org.topcoffea.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.topcoffea.fixtures.Site;

/**
 * Whole analyses whose workers come from real batch systems, brought by {@code submit-workers}, by the factory, and by that of
 * cctools: the histograms are those of one machine, bit by bit, and nothing is left behind.
 */
@Tag("site")
final class WorkersOnDemandIT {
    private static OnDemand all;

    @TempDir
    static Path shared;

    @TempDir
    Path work;

    private OnDemand.Desk desk;

    @BeforeAll
    static void up() throws Exception {
        all = OnDemand.start(shared);
    }

    @AfterAll
    static void down() {
        if (all != null) {
            all.close();
        }
    }

    @BeforeEach
    void begin() throws Exception {
        desk = all.desk(work);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        desk.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"condor", "slurm", "local"})
    void submittedWorkersServeAnAnalysis(String type) throws Exception {
        String project = "submitted-" + type;
        Process analysis = desk.analysis(project, "");
        String submit = "cd " + work + " && " + all.image().launcher() + " submit-workers -T " + type;
        desk.shell(submit + " --cores 1 --memory 1200 --disk 1200 -t 60 -C " + all.catalog() + " -M " + project + " 2");
        desk.awaitHistograms(analysis);
        desk.shell(submit + " --remove");
    }

    @Test
    void aFactoryServesAnAnalysisWhoseJobsAreEvicted() throws Exception {
        Process analysis = desk.analysis("evicted", "");
        desk.factory("condor", "evicted", 1, "");
        desk.awaitLine("condor_q -allusers -af JobStatus", "2");
        desk.shell("condor_vacate_job -fast -all");
        desk.awaitHistograms(analysis);
    }

    @Test
    void aFactoryServesAnAnalysisWhoseJobIsQueuedAgain() throws Exception {
        Process analysis = desk.analysis("requeued", "");
        desk.factory("slurm", "requeued", 1, "");
        desk.awaitLine("squeue -h -o %T", "RUNNING");
        desk.workersAreKilled();
        desk.shell("scontrol requeue $(squeue -h -t running -o %i | head -n 1)");
        desk.awaitHistograms(analysis);
    }

    @Test
    void aFactoryServesAnAnalysisWhoseNodeGoesDown() throws Exception {
        Process analysis = desk.analysis("nodes", "");
        // One worker on each of the two nodes of eight cores.
        desk.factory("slurm", "nodes", 5, "");
        desk.awaitLine("squeue -h -o %N", "node2");
        desk.workersAreKilled();
        desk.shell("scontrol update NodeName=node1 State=DOWN Reason=test");
        try {
            desk.awaitHistograms(analysis);
        } finally {
            // refused if the node has come back by itself
            desk.shell("scontrol update NodeName=node1 State=RESUME || true");
        }
    }

    /** One worker on each of two machines; one of them is switched off in the middle, and the other goes on. */
    @Test
    void aFactoryServesAnAnalysisWhoseMachineIsSwitchedOff() throws Exception {
        Process analysis = desk.analysis("machines", "--chunksize 4");
        desk.factory("condor", "machines", 5, "");
        desk.awaitLine("condor_q -allusers -af JobStatus RemoteHost | sed 's/slot[0-9_]*@//'", "2 node2@site");
        Site.await("two workers at work", () -> running().distinct().count() == 2, () -> desk.said("factory.out"));
        desk.workersAreKilled();
        desk.shell("condor_off -fast -subsystem STARTD2");
        try {
            desk.awaitHistograms(analysis);
        } finally {
            desk.shell("condor_on -subsystem STARTD2");
        }
        String log = desk.said("tr.log");
        assertTrue(log.lastIndexOf(" RUNNING ") > log.indexOf(" DISCONNECTION "), "it was over before");
    }

    /** The workers that were given tasks, one for each task. */
    private Stream<String> running() {
        return desk.said("tr.log")
                .lines()
                .map(line -> line.split(" "))
                .filter(words -> words.length > 5 && words[4].equals("RUNNING"))
                .map(words -> words[5]);
    }

    @Test
    void theFactoryOfWorkQueueBringsOurWorkers() throws Exception {
        desk.shell(all.image().launcher() + " env build --worker " + work.resolve("work_queue_worker"));
        Process analysis = desk.analysis("foreign", "");
        // It looks for managers every half minute only: begin when there is one to find.
        Site.await(
                "the manager in the catalog",
                () -> desk.shell("curl -s http://" + all.catalog() + "/query.json")
                        .contains("\"foreign\""));
        desk.start(
                "work_queue_factory -T condor -M foreign --catalog " + all.catalog()
                        + " -w 0 -W 2 --cores 1 --memory 1200 --disk 1200 -t 60 -S " + work.resolve("scratch")
                        + " --worker-binary " + work.resolve("work_queue_worker"),
                "factory.out");
        desk.awaitHistograms(analysis);
    }
}
