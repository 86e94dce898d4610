package org.topcoffea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.topcoffea.fixtures.Site;

/**
 * Analyses on a site with HTCondor and SLURM of two machines each, a catalog and the programs of cctools: small inputs, what their histograms have to be,
 * and, for each test, the processes it starts and that nothing is left of them.
 */
record OnDemand(Image image, Site site, Path input, Path cache, byte[] expected) implements AutoCloseable {
    /** Starts the site and analyses the inputs on this machine. */
    static OnDemand start(Path shared) throws Exception {
        Image image = Image.built();
        Site site = Site.start(
                Files.createTempDirectory("site"),
                Map.of("CONDOR_NODES", "2"),
                List.of("condor-up", "slurm-up", "catalog-up", "cctools-up"));
        Path input = shared.resolve("input");
        Image.Outcome generated =
                image.run("generate", input.toString(), "--events", "1000", "--files", "2", "--codec", "zstd");
        assertEquals(0, generated.exitCode(), generated::toString);
        OnDemand all = new OnDemand(image, site, input, shared.resolve("cache"), new byte[0]);
        site.shell("cd " + shared + " && " + all.run("local") + " -x local");
        return new OnDemand(
                image, site, input, all.cache, Files.readAllBytes(histograms(shared.resolve("histos/local"))));
    }

    @Override
    public void close() {
        site.close();
    }

    String catalog() {
        return "127.0.0.1:" + site.environment().get("CATALOG_PORT");
    }

    private String run(String name) {
        return image.launcher() + " run --processor eft " + input.resolve("samples.cfg") + " -o " + name;
    }

    private static Path histograms(Path directory) {
        return directory.resolve("histograms.uhi.zip");
    }

    /** What one test does in a directory of its own. */
    Desk desk(Path work) throws IOException {
        Files.createDirectory(work.resolve("tmp"));
        return new Desk(this, work);
    }

    /** The processes of one test. */
    static final class Desk {
        private final OnDemand all;
        private final Path work;
        private final List<Process> processes = new ArrayList<>();
        private boolean killing;

        private Desk(OnDemand all, Path work) {
            this.all = all;
            this.work = work;
        }

        /** Starts a program whose temporary files and caches are the test's own. */
        Process start(String line, String out) throws IOException {
            Process process = all.site.start(
                    "cd " + work + " && exec env TMPDIR=" + work + "/tmp XDG_CACHE_HOME=" + all.cache + " " + line,
                    work.resolve(out));
            processes.add(process);
            return process;
        }

        /** Starts the analysis with its own manager and waits for no worker. */
        Process analysis(String project, String more) throws IOException {
            String line = all.run("distributed") + " -x work_queue --port 0 -M " + project;
            return start(line + " " + (more.contains("--chunksize") ? "" : "--chunksize 250 ") + more, "run.out");
        }

        /** Starts a factory of the image, with at most three workers of so many cores, which it looks after every two seconds. */
        Process factory(String type, String project, int cores, String more) throws IOException {
            Files.writeString(work.resolve("factory.json"), """
                {
                    "manager-name": "%s", # ours
                    "min-workers": 0, "max-workers": 3,
                    "cores": %d, "memory": 1000 + cores * 300, "disk": 1200, "timeout": 60,}
                """.formatted(project, cores));
            Path factory = all.image.home().resolve("bin/work_queue_factory");
            return start(
                    factory + " -T" + type + " -Cfactory.json --cycle 2 --env TMPDIR=" + work + "/tmp " + more,
                    "factory.out");
        }

        String said(String out) {
            try (Stream<String> lines = Files.lines(work.resolve(out))) {
                return String.join("\n", lines.toList());
            } catch (IOException e) {
                return e.toString();
            }
        }

        /** Waits until a command of the site prints a line, and returns what it prints. */
        void awaitLine(String command, String line) throws InterruptedException {
            Site.await(
                    line + " from " + command,
                    () -> shell(command).lines().anyMatch(line::equals),
                    () -> said("factory.out"));
        }

        /** Runs a line of shell with the site's commands. */
        String shell(String line) {
            try {
                return all.site.shell(line);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        /** The analysis ends, and has made what one machine makes. */
        void awaitHistograms(Process analysis) throws Exception {
            Site.await("the analysis to end", () -> !analysis.isAlive(), () -> said("run.out") + said("factory.out"));
            assertEquals(0, analysis.exitValue(), () -> said("run.out"));
            byte[] made = Files.readAllBytes(histograms(work.resolve("histos/distributed")));
            assertEquals(-1, Arrays.mismatch(all.expected, made), "the histograms are those of the local run");
        }

        /**
         * Says that the batch system kills workers two seconds after it asked them to end: such a one cannot remove the runtime
         * that was unpacked for it, which {@code topcoffea env prune --workers} does.
         */
        void workersAreKilled() {
            killing = true;
        }

        private boolean mayStay(String file) {
            return file.startsWith("hsperfdata") || (killing && file.matches("topcoffea-[0-9a-f]{16}-\\d+"));
        }

        /** Ends what the test has started: queues are empty then, no process and no temporary file is left. */
        void clear() throws Exception {
            for (Process process : processes) {
                process.destroy();
                if (!process.waitFor(100, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            }
            // Removed is what the factory of cctools leaves there, too, but it does not wait until it has gone.
            for (String queue : List.of("condor_q -allusers -af ClusterId JobStatus", "squeue -h")) {
                Site.await("the queue to be empty", () -> shell(queue).isBlank(), () -> shell(queue));
            }
            Site.await(
                    "processes to end",
                    () -> ProcessHandle.allProcesses()
                            .map(process -> process.info().commandLine().orElse(""))
                            .noneMatch(line -> line.contains(work.toString())));
            List<Path> left = Checkout.list(work.resolve("tmp")).stream()
                    .filter(file -> !mayStay(file.getFileName().toString()))
                    .toList();
            assertEquals(List.of(), left, "temporary files");
        }
    }
}
