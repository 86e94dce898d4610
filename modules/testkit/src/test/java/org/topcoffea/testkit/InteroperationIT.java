package org.topcoffea.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.fixtures.Site;

/** Whole analyses by our manager with the real programs of Work Queue, and a real manager with our worker. */
@Tag("site")
final class InteroperationIT {
    private static final Image IMAGE = Image.built();
    private static final Pattern PORT = Pattern.compile("waits for workers at port (\\d+)");
    private static final int SAMPLES = 3;
    private static final int EXAMPLE_PORT = 9123;

    @TempDir
    static Path shared;

    @TempDir
    Path work;

    private static Site site;
    private static Path cfg;
    private static byte[] expected;

    private final List<Process> processes = new ArrayList<>();

    @BeforeAll
    static void up() throws Exception {
        site = Site.start("catalog-up", "cctools-up");
        site = site.with(Map.of("XDG_CACHE_HOME", shared.resolve("cache").toString()));
        Path input = shared.resolve("input");
        site.shell(IMAGE.launcher() + " generate " + input + " --events 400 --wcs 3 -q");
        cfg = input.resolve("few.cfg");
        String few = Files.readAllLines(input.resolve("samples.cfg")).stream()
                .filter(line -> line.endsWith(".json"))
                .limit(SAMPLES)
                .collect(Collectors.joining("\n"));
        Files.writeString(cfg, few + "\n");
        site.shell(IMAGE.launcher() + " run -x local -q --processor eft -p " + shared + " -o local " + cfg);
        expected = Files.readAllBytes(shared.resolve("local/histograms.uhi.zip"));
    }

    @AfterAll
    static void down() {
        if (site != null) {
            site.close();
        }
    }

    @AfterEach
    void end() throws Exception {
        for (Process process : processes.reversed()) {
            List<ProcessHandle> started = process.descendants().toList();
            process.destroy();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            started.forEach(ProcessHandle::destroy);
        }
    }

    private Process start(String line, String out) throws IOException {
        Process process = site.start("cd " + work + " && exec " + line, work.resolve(out));
        processes.add(process);
        return process;
    }

    private Process analysis(String options) throws IOException {
        return start(
                IMAGE.launcher() + " run -x work_queue --processor eft --port 0 -s 200 -o run " + options + " " + cfg,
                "run.out");
    }

    private String said(String out) {
        return String.join("\n", Site.lines(work.resolve(out)));
    }

    /** Where the manager can be reached, as soon as it says so. */
    private String address() {
        Matcher[] found = new Matcher[1];
        Site.await(
                "the manager to listen",
                () -> {
                    found[0] = PORT.matcher(said("run.out"));
                    return found[0].find();
                },
                () -> said("run.out"));
        return "127.0.0.1 " + found[0].group(1);
    }

    private void awaitSameBytes(Process analysis) throws IOException {
        Site.await("the analysis to end", () -> !analysis.isAlive(), () -> said("run.out"));
        assertEquals(0, analysis.exitValue(), () -> said("run.out"));
        assertArrayEquals(
                expected, Files.readAllBytes(work.resolve("histos/run/histograms.uhi.zip")), () -> said("run.out"));
    }

    private static String cWorker(Path program, String options) {
        return program + " --single-shot -t 60 --cores 1 --memory 1500 --disk 2000 " + options;
    }

    private static Path program(String name) {
        return Path.of(site.program(name));
    }

    /** Real workers do it all; the real status program and the real program for graphs read what our manager tells. */
    @Test
    void workersOfWorkQueueAlone() throws Exception {
        Process analysis = analysis("--no-metadata-cache");
        String address = address();
        assertTrue(
                site.shell("work_queue_status -Q " + address).contains(System.getProperty("user.name") + "-workqueue"));
        start(cWorker(program("work_queue_worker"), address), "worker-1.out");
        start(cWorker(program("work_queue_worker"), address), "worker-2.out");
        Site.await("workers in the real status", () -> {
            try {
                return !analysis.isAlive()
                        || site.shell("work_queue_status -W " + address).contains("127.0.0.1");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        awaitSameBytes(analysis);
        List<String> begun = begun();
        assertTrue(
                begun.indexOf("processing") < begun.lastIndexOf("preprocessing"),
                () -> "no chunk went before the counting of files: " + begun);
        site.shell("cd " + work + " && work_queue_graph_log -T png -s 1 -o graph stats.log");
        for (String graph : List.of("workers", "tasks", "time-manager", "transfer")) {
            assertTrue(Files.size(work.resolve("graph." + graph + ".png")) > 1_000, graph);
        }
    }

    /** The categories of tasks in the order in which they went to workers. */
    private List<String> begun() {
        Map<String, String> categories = new HashMap<>();
        List<String> begun = new ArrayList<>();
        for (String line : Site.lines(work.resolve("tr.log"))) {
            String[] words = line.split(" ");
            if (words.length > 5 && words[2].equals("TASK")) {
                if (words[4].equals("WAITING")) {
                    categories.put(words[3], words[5]);
                } else if (words[4].equals("RUNNING")) {
                    begun.add(categories.get(words[3]));
                }
            }
        }
        return begun;
    }

    /** The worker of Debian 12 speaks protocol 9; what the user says of files reaches it, too. */
    @Test
    void workersOfAnOlderProtocol() throws Exception {
        Path old = Path.of("/usr/bin/work_queue_worker");
        assumeTrue(
                Files.isExecutable(old)
                        && Files.readString(Path.of("/etc/os-release")).contains("bookworm"),
                "this machine's work_queue_worker does not speak protocol 9");
        Process analysis = analysis("--column-cache columns:100M");
        start(cWorker(old, address()), "worker.out");
        awaitSameBytes(analysis);
        try (Stream<Path> cached = Files.list(work.resolve("columns"))) {
            assertTrue(cached.findAny().isPresent(), "the option did not reach the worker");
        }
    }

    /** Theirs and ours at once, with a password and over TLS. */
    @Test
    void bothKindsWithPasswordAndEncryption() throws Exception {
        Files.writeString(work.resolve("password"), "open sesame");
        Process analysis = analysis("--ssl -P password --resource-mode fixed");
        String options = address() + " --ssl -P " + work.resolve("password");
        start(cWorker(program("work_queue_worker"), options), "worker-1.out");
        Site.await(
                "a real worker with a task",
                () -> Site.lines(work.resolve("debug.log")).stream()
                        .anyMatch(line -> line.contains("tx to") && line.contains(": task ")),
                () -> said("run.out") + said("worker-1.out"));
        start(IMAGE.launcher() + " worker --single-shot --cores 1 " + options, "worker-2.out");
        awaitSameBytes(analysis);
        String joined = said("tr.log");
        assertEquals(
                2,
                joined.lines().filter(line -> line.matches("\\d.* CONNECTION")).count(),
                joined);
    }

    /** The real factory finds our manager in the real catalog, and brings real workers. */
    @Test
    void theFactoryOfWorkQueueBringsItsWorkers() throws Exception {
        String catalog = "127.0.0.1:" + site.environment().get("CATALOG_PORT");
        Process analysis = analysis("-M interoperation -C " + catalog);
        address();
        Site.await("the manager in the real catalog", () -> {
            try {
                return site.shell("work_queue_status -C " + catalog + " -Q").contains("interoperation");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        start(
                program("work_queue_factory") + " -T local -M interoperation --catalog " + catalog
                        + " -w 1 -W 2 --cores 1 --memory 1500 --disk 2000 -t 60 -S " + work.resolve("scratch")
                        + " --worker-binary " + program("work_queue_worker"),
                "factory.out");
        awaitSameBytes(analysis);
    }

    /** The example that comes with Work Queue, whose manager is the real one, with a worker of ours. */
    @Test
    void theExampleOfWorkQueueWithOurWorker() throws Exception {
        Path example = program("work_queue_example");
        assumeTrue(Files.isExecutable(example), "there is no work_queue_example");
        Files.writeString(work.resolve("first.txt"), "first\n".repeat(10_000));
        Files.writeString(work.resolve("second.txt"), "second\n".repeat(10_000));
        // The example knows no other port.
        try (ServerSocket free = new ServerSocket(EXAMPLE_PORT)) {
            assertEquals(EXAMPLE_PORT, free.getLocalPort());
        } catch (IOException e) {
            assumeTrue(false, "the port of work_queue_example is taken: " + e.getMessage());
        }
        Process manager = start(example + " first.txt second.txt", "example.out");
        // It sends the site's gzip, which needs the site's libraries.
        String inside =
                "unshare --mount --uts -- " + site.directory().resolve("libexec/inside") + " client worker " + work;
        start(
                inside + " " + IMAGE.launcher() + " worker --single-shot --cores 1 127.0.0.1 " + EXAMPLE_PORT,
                "worker.out");
        Site.await("the example to end", () -> !manager.isAlive(), () -> said("example.out") + said("worker.out"));
        assertEquals(0, manager.exitValue(), () -> said("example.out"));
        assertEquals(
                "second\n".repeat(10_000),
                site.shell("gunzip -c " + work.resolve("second.txt.gz")),
                () -> said("example.out"));
    }
}
