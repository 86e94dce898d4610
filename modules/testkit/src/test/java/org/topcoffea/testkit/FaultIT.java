package org.topcoffea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.testkit.Image.Outcome;

/** What goes wrong in processors, in managers and in workers, as processes. */
final class FaultIT {
    private static final Image IMAGE = Image.built();
    private static final int SAMPLES = 3;
    private static final int EVENTS = 400;
    private static final int FILES = 2 * SAMPLES;
    private static final int BATCH = 50;

    @TempDir
    static Path shared;

    @TempDir
    Path directory;

    private static String cfg = "";

    private final List<Process> processes = new ArrayList<>();

    @BeforeAll
    static void generate() throws IOException {
        Path input = shared.resolve("input");
        Outcome made = IMAGE.run(cache(), "generate", input.toString(), "--events", "" + EVENTS, "--wcs", "3", "-q");
        assertEquals(0, made.exitCode(), made::toString);
        Path few = input.resolve("few.cfg");
        String samples = Files.readAllLines(input.resolve("samples.cfg")).stream()
                .filter(line -> line.endsWith(".json"))
                .limit(SAMPLES)
                .collect(Collectors.joining("\n"));
        cfg = Files.writeString(few, samples + "\n").toString();
    }

    private static Map<String, String> cache() {
        return Map.of("XDG_CACHE_HOME", shared.resolve("cache").toString());
    }

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    private Process start(String log, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(log).toFile());
        builder.environment().putAll(cache());
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private Process start(String log, String... arguments) throws IOException {
        return start(
                log,
                Stream.concat(Stream.of(IMAGE.launcher().toString()), Stream.of(arguments))
                        .toList());
    }

    private String read(String log) {
        try {
            return Files.readString(directory.resolve(log));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; !condition.getAsBoolean(); i++) {
            assertTrue(i < 3_600, () -> "waited in vain for " + what);
            Thread.sleep(50);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process run(String log, String plugin, String name, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", "--processor", plugin, "-s", "100"));
        arguments.addAll(List.of(
                "--batch",
                "" + BATCH,
                "--plugins",
                directory.resolve(plugin + ".jar").toString()));
        arguments.addAll(List.of("-p", directory.resolve("out").toString(), "-o", name));
        arguments.addAll(List.of(more));
        arguments.add(cfg);
        return start(log, arguments.toArray(String[]::new));
    }

    /** What an output says is missing, without the stacks. */
    private JsonNode missing(String name) throws IOException {
        JsonNode missing = new ObjectMapper()
                .readTree(directory.resolve("out/" + name + "/missing.json").toFile());
        missing.get("failures").forEach(failure -> {
            assertTrue(failure.get("stack").size() > 1, failure::toString);
            ((ObjectNode) failure).remove("stack");
        });
        return missing;
    }

    /** A processor that throws costs its chunks, on this machine and on workers alike, and its failure can be replayed. */
    @Test
    void aProcessorThatThrowsCostsTheSameEverywhere() throws Exception {
        TestPlugin.failing(directory);
        Process local = run("local.log", "failing", "local", "-x", "local");
        assertEquals(4, local.waitFor(), () -> read("local.log"));
        Process remote =
                run("remote.log", "failing", "remote", "-x", "work_queue", "--port", "0", "--local-workers", "1");
        assertTrue(remote.waitFor(3, TimeUnit.MINUTES), () -> read("remote.log"));
        assertEquals(4, remote.exitValue(), () -> read("remote.log"));
        assertEquals(missing("local").toPrettyString(), missing("remote").toPrettyString());
        assertEquals(FILES, missing("remote").get("failures").size());
        try (Stream<Path> records = Files.list(directory.resolve("out/remote/failures"))) {
            replay(records.sorted().findFirst().orElseThrow());
        }
    }

    private static void replay(Path record) throws IOException {
        JsonNode told = new ObjectMapper().readTree(record.toFile());
        String text = told.toPrettyString();
        assertEquals(
                "topcoffea replay " + record.getFileName(), told.get("replay").textValue());
        assertEquals(1, told.get("attempt").intValue(), text);
        assertTrue(told.get("host").textValue().contains("127.0.0.1"), text);
        JsonNode failure = told.get("failure");
        assertTrue(failure.get("stack").textValue().contains("Caused by: java.io.IOException: the cause"), text);
        assertTrue(failure.get("lines").toString().contains("about to fail"), text);
        assertTrue(failure.get("usage").get("memory").longValue() > 0, text);
        Outcome again = IMAGE.run(cache(), "replay", record.toString());
        assertEquals(21, again.exitCode(), again::toString);
        assertTrue(again.out().contains("failed again: IllegalStateException: no luck"), again::toString);
        assertTrue(again.err().contains("the cause"), again::toString);
    }

    /** The manager is killed before it has anything; the worker survives and gives back what it holds. */
    @Test
    void whatASurvivingWorkerHoldsIsNotProcessedAgain() throws Exception {
        Path log = TestPlugin.logging(directory);
        String port = Integer.toString(freePort());
        Process manager = run("manager-1.log", "logging", "run", "-x", "work_queue", "--port", port);
        Process worker = start("worker.log", "worker", "127.0.0.1", port, "--cores", "1", "-i", "1", "-b", "2");
        await("some events to be processed", () -> lines(log).size() >= 8 || !manager.isAlive());
        manager.destroyForcibly().waitFor();
        Process resumed = run("manager-2.log", "logging", "run", "-x", "work_queue", "--port", port, "--resume");
        assertTrue(resumed.waitFor(3, TimeUnit.MINUTES), () -> read("manager-2.log"));
        assertEquals(0, resumed.exitValue(), () -> read("manager-2.log"));
        assertTrue(worker.isAlive(), () -> read("worker.log"));
        List<String> processed = lines(log);
        assertEquals(new HashSet<>(processed).size(), processed.size(), () -> "processed twice: " + processed);
        assertEquals(SAMPLES * EVENTS / BATCH, processed.size(), () -> read("manager-2.log"));
        assertTrue(missing("run").get("complete").booleanValue());
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    @Test
    void aWorkerEndsWithItsTimeAndWithItsParent() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(mute.getLocalPort());
            Process timed = start("timed.log", "worker", "127.0.0.1", port, "--wall-time", "3", "--cores", "1");
            assertTrue(timed.waitFor(2, TimeUnit.MINUTES), () -> read("timed.log"));
            assertEquals(0, timed.exitValue(), () -> read("timed.log"));
            String worker = IMAGE.launcher() + " worker --parent-death --cores 1 -t 600 127.0.0.1 " + port;
            Process parent = start("orphan.log", List.of("/bin/sh", "-c", worker + " & echo pid $!; wait"));
            await("the worker to begin", () -> read("orphan.log").contains("connected to manager"));
            String pid = read("orphan.log")
                    .lines()
                    .filter(line -> line.startsWith("pid "))
                    .findFirst()
                    .orElseThrow();
            ProcessHandle orphan =
                    ProcessHandle.of(Long.parseLong(pid.substring(4))).orElseThrow();
            assertTrue(orphan.isAlive());
            parent.destroyForcibly().waitFor();
            await("the worker to end", () -> !orphan.isAlive());
            assertTrue(read("orphan.log").contains("deleting workspace"), () -> read("orphan.log"));
        }
    }

    /** Neither a manager nor a worker without room loses anything: the one waits, the other leaves. */
    @Test
    void fullDisksAreSaidAndWaitedFor() throws Exception {
        List<String> unshare = List.of("/usr/bin/unshare", "--mount");
        assumeTrue(
                Files.isExecutable(Path.of(unshare.getFirst()))
                        && Image.start(
                                                Map.of(),
                                                Stream.concat(unshare.stream(), Stream.of("true"))
                                                        .toList())
                                        .exitCode()
                                == 0,
                "no right to mount a small disk");
        Path log = TestPlugin.logging(directory);
        Path disk = Files.createDirectory(directory.resolve("disk"));
        Path small = Files.createDirectory(directory.resolve("small"));
        String port = Integer.toString(freePort());
        String launcher = IMAGE.launcher().toString();
        String script = String.join(
                "\n",
                "mount -t tmpfs -o size=24m tmpfs " + disk + " || exit 77",
                "mount -t tmpfs -o size=4m tmpfs " + small + " || exit 77",
                "waitfor() { i=0; while ! eval \"$1\" && [ $i -lt 1200 ]; do sleep 0.1; i=$((i + 1)); done; }",
                launcher + " run -x work_queue --port " + port + " --processor logging --plugins "
                        + directory.resolve("logging.jar") + " -s 100 --batch " + BATCH + " -p " + disk
                        + " -o run " + cfg + " > manager.log 2>&1 & manager=$!",
                "waitfor 'grep -q waits.for.workers manager.log'",
                launcher + " worker -s " + small + " 127.0.0.1 " + port + " --cores 1 > small.log 2>&1 & tiny=$!",
                "waitfor '[ -s " + log + " ]'",
                "dd if=/dev/zero of=" + small + "/filler bs=64k 2>/dev/null",
                "wait $tiny; echo small $?",
                "dd if=/dev/zero of=" + disk + "/filler bs=64k 2>/dev/null",
                "dd if=/dev/zero of=" + disk + "/more bs=1 2>/dev/null",
                launcher + " worker --single-shot 127.0.0.1 " + port + " --cores 1 > large.log 2>&1 &",
                "waitfor 'grep -q -e trying.again -e make.room manager.log'",
                "kill -0 $manager && echo waiting; rm " + disk + "/filler " + disk + "/more",
                "wait $manager; echo manager $?; cat " + disk + "/run/missing.json");
        Process all = start(
                "script.log",
                Stream.concat(unshare.stream(), Stream.of("sh", "-c", script)).toList());
        assertTrue(all.waitFor(4, TimeUnit.MINUTES), () -> read("script.log") + read("manager.log"));
        assumeTrue(all.exitValue() != 77, "no right to mount a small disk");
        String said = read("script.log");
        assertTrue(said.contains("small 0"), () -> said + read("small.log"));
        assertTrue(read("small.log").contains("is full"), () -> read("small.log"));
        assertTrue(said.contains("waiting"), () -> said + read("manager.log"));
        assertTrue(read("manager.log").matches("(?s).*(trying again|make room).*"), () -> read("manager.log"));
        assertTrue(said.contains("manager 0"), () -> said + read("manager.log"));
        assertTrue(said.replace(" ", "").contains("\"complete\":true"), said);
        assertFalse(read("manager.log").contains("Exception"), () -> read("manager.log"));
    }
}
