package org.topcoffea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
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
    private static final Image IMAGE = Image.built();

    private static Site site;
    private static Path input;
    private static byte[] expected;

    @TempDir
    static Path shared;

    @TempDir
    Path work;

    private final List<Process> processes = new ArrayList<>();

    @BeforeAll
    static void up() throws Exception {
        site = Site.start("condor-up", "slurm-up", "catalog-up", "cctools-up");
        input = shared.resolve("input");
        Image.Outcome generated =
                IMAGE.run("generate", input.toString(), "--events", "1000", "--files", "2", "--codec", "zstd");
        assertEquals(0, generated.exitCode(), generated::toString);
        site.shell("cd " + shared + " && " + run("local") + " -x local");
        expected = Files.readAllBytes(histograms(shared.resolve("histos/local")));
    }

    @AfterAll
    static void down() {
        if (site != null) {
            site.close();
        }
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        for (Process process : processes) {
            process.destroy();
            if (!process.waitFor(100, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
        assertEquals("", site.shell("condor_q -allusers -af ClusterId").strip(), "HTCondor's queue");
        assertEquals("", site.shell("squeue -h").strip(), "SLURM's queue");
        Site.await(
                "processes to end",
                () -> ProcessHandle.allProcesses()
                        .map(process -> process.info().commandLine().orElse(""))
                        .noneMatch(line -> line.contains(work.toString())));
    }

    private static String run(String name) {
        return IMAGE.launcher() + " run --processor eft " + input.resolve("samples.cfg") + " -o " + name;
    }

    private static Path histograms(Path directory) {
        return directory.resolve("histograms.uhi.zip");
    }

    private String catalog() {
        return "127.0.0.1:" + site.environment().get("CATALOG_PORT");
    }

    /** Starts the analysis with its own manager and waits for no worker. */
    private Process analysis(String project) throws IOException {
        return start(run("distributed") + " -x work_queue --port 0 --chunksize 250 -M " + project, "run.out");
    }

    private Process start(String line, String out) throws IOException {
        Process process = site.start("cd " + work + " && exec " + line, work.resolve(out));
        processes.add(process);
        return process;
    }

    private String said(String out) {
        try (Stream<String> lines = Files.lines(work.resolve(out))) {
            return String.join("\n", lines.toList());
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void awaitHistograms(Process analysis) throws Exception {
        Site.await("the analysis to end", () -> !analysis.isAlive(), () -> said("run.out") + said("factory.out"));
        assertEquals(0, analysis.exitValue(), () -> said("run.out"));
        assertEquals(-1, mismatch(), "the histograms are those of the local run");
    }

    private int mismatch() throws IOException {
        return java.util.Arrays.mismatch(expected, Files.readAllBytes(histograms(work.resolve("histos/distributed"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"condor", "slurm", "local"})
    void submittedWorkersServeAnAnalysis(String type) throws Exception {
        String project = "submitted-" + type;
        Process analysis = analysis(project);
        String submit = "cd " + work + " && " + IMAGE.launcher() + " submit-workers -T " + type;
        site.shell(submit + " --cores 1 --memory 1200 --disk 1200 -t 60 -C " + catalog() + " -M " + project + " 2");
        awaitHistograms(analysis);
        site.shell(submit + " --remove");
    }

    @Test
    void aFactoryServesAnAnalysisWhoseJobsAreEvicted() throws Exception {
        Process analysis = analysis("evicted");
        factory("condor", "evicted", 1);
        awaitRunning("condor_q -allusers -af JobStatus", "2");
        site.shell("condor_vacate_job -fast -all");
        awaitHistograms(analysis);
    }

    @Test
    void aFactoryServesAnAnalysisWhoseNodeGoesDown() throws Exception {
        Process analysis = analysis("nodes");
        // One worker on each of the two nodes of eight cores.
        factory("slurm", "nodes", 5);
        awaitRunning("squeue -h -o %N", "node2");
        site.shell("scontrol update NodeName=node1 State=DOWN Reason=test");
        try {
            awaitHistograms(analysis);
        } finally {
            // refused if the node has come back by itself
            site.shell("scontrol update NodeName=node1 State=RESUME || true");
        }
    }

    private void factory(String type, String project, int cores) throws IOException {
        Files.writeString(work.resolve("factory.json"), """
            {
                "manager-name": "%s", # ours
                "min-workers": 0, "max-workers": 3,
                "cores": %d, "memory": 1000 + cores * 300, "disk": 1200, "timeout": 60,}
            """.formatted(project, cores));
        Path factory = IMAGE.home().resolve("bin/work_queue_factory");
        start(factory + " -T" + type + " -Cfactory.json --cycle 2", "factory.out");
    }

    private void awaitRunning(String command, String word) throws InterruptedException {
        Site.await(
                "jobs to run",
                () -> {
                    try {
                        return site.shell(command).lines().anyMatch(word::equals);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                },
                () -> said("factory.out"));
    }

    @Test
    void theFactoryOfWorkQueueBringsOurWorkers() throws Exception {
        site.shell(IMAGE.launcher() + " env build --worker " + work.resolve("work_queue_worker"));
        Process analysis = analysis("foreign");
        // It looks for managers every half minute only: begin when there is one to find.
        Site.await("the manager in the catalog", () -> {
            try {
                return site.shell("curl -s http://" + catalog() + "/query.json").contains("\"foreign\"");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        start(
                "work_queue_factory -T condor -M foreign --catalog " + catalog()
                        + " -w 0 -W 2 --cores 1 --memory 1200 --disk 1200 -t 60 -S " + work.resolve("scratch")
                        + " --worker-binary " + work.resolve("work_queue_worker"),
                "factory.out");
        awaitHistograms(analysis);
    }
}
