package org.topcoffea.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.testkit.Image.Outcome;

/** What the image sends to workers, run as a worker runs it, and plugins used straight from their sources. */
final class EnvironmentIT {
    private static final long LIMIT = 45_000_000;

    private final Image image = Image.built();

    @TempDir
    Path directory;

    private Outcome topcoffea(String... arguments) {
        return image.run(Map.of("XDG_CACHE_HOME", directory.resolve("cache").toString()), arguments);
    }

    private Path runtime() {
        Outcome built = topcoffea("env", "build");
        assertEquals(0, built.exitCode(), built::toString);
        return Checkout.list(directory.resolve("cache/topcoffea/environment")).stream()
                .filter(file -> file.getFileName().toString().matches("runtime-[0-9a-f]{16}\\.sh"))
                .findFirst()
                .orElseThrow();
    }

    /** A process with nothing but these variables. */
    private static Outcome bare(List<String> variables, String... command) {
        List<String> words = new ArrayList<>(List.of("env", "-i", "PATH=/usr/bin:/bin", "HOME=/nowhere"));
        words.addAll(variables);
        words.addAll(List.of(command));
        return Image.start(Map.of(), words);
    }

    @Test
    void runtimeIsSmallAndRunsWhereThereIsNothing() throws IOException {
        Path runtime = runtime();
        assertTrue(Files.size(runtime) <= LIMIT, () -> runtime + " is too large");
        Path worker = Files.createDirectories(directory.resolve("worker"));
        List<String> variables = List.of(
                "WORKER_TMPDIR=" + worker,
                "JAVA_TOOL_OPTIONS=-XX:+NoSuchOption",
                "JAVA_HOME=/nowhere",
                "CLASSPATH=/nowhere",
                "LD_LIBRARY_PATH=/nowhere",
                "PYTHONPATH=/nowhere",
                "TOPCOFFEA_JAVA_OPTIONS=-XX:AOTMode=on");
        Outcome doctor = bare(variables, "/bin/sh", runtime.toString(), "doctor");
        assertEquals(0, doctor.exitCode(), doctor::toString);
        assertTrue(doctor.out().contains("JAVA_TOOL_OPTIONS is set"), doctor::toString);
        assertTrue(doctor.out().contains(worker.toString()), doctor::toString);
        assertTrue(doctor.out().contains("a task goes from a manager to a worker and back"), doctor::toString);
        assertFalse(doctor.out().contains("not an image"), "runners are started by the launcher of what was unpacked");
        assertEquals("", doctor.err());
        Outcome again = bare(variables, "/bin/sh", runtime.toString(), "--version");
        assertTrue(again.out().startsWith("topcoffea "), again::toString);
        assertEquals(1, Checkout.list(worker).size(), "unpacked once");
    }

    @Test
    void doctorSeesThatThereIsNoNetwork() {
        assumeTrue(
                Image.start(Map.of(), List.of("unshare", "-n", "true")).exitCode() == 0,
                "this user may not start a program without a network");
        Outcome doctor =
                Image.start(Map.of(), List.of("unshare", "-n", image.launcher().toString(), "doctor"));
        assertEquals(1, doctor.exitCode(), doctor::toString);
        assertTrue(doctor.out().contains("a worker cannot reach a manager"), doctor::toString);
    }

    @Test
    void equalImagesGiveEqualBytes() throws IOException {
        Path first = runtime();
        Path other = directory.resolve("other");
        Outcome built = image.run(Map.of("XDG_CACHE_HOME", other.toString()), "env", "build");
        assertEquals(0, built.exitCode(), built::toString);
        Path second = other.resolve("topcoffea/environment").resolve(first.getFileName());
        assertEquals(-1, Files.mismatch(first, second));
    }

    @Test
    void whereNoProgramsMayRunThatIsSaid() throws IOException {
        Path runtime = runtime();
        Path mounted = Files.createDirectories(directory.resolve("mounted"));
        String mount = "mount -t tmpfs -o noexec,size=200m none " + mounted;
        Outcome allowed = Image.start(Map.of(), List.of("unshare", "-m", "sh", "-c", mount));
        Assumptions.assumeTrue(allowed.exitCode() == 0, () -> "skipped: mounting needs root: " + allowed.err());
        // /tmp and the rest are hidden, too, by the same kind of mount.
        String hide = "for d in /tmp /var/tmp; do mount -t tmpfs -o noexec none $d; done";
        String run = "cp " + runtime + " /dev/shm/r.sh.$$ && " + mount + " && " + hide + " && cd " + "/proc"
                + " && WORKER_TMPDIR=" + mounted + " TMPDIR=/tmp sh /dev/shm/r.sh.$$ --version; c=$?;"
                + " rm -f /dev/shm/r.sh.$$; exit $c";
        Outcome outcome = Image.start(Map.of(), List.of("unshare", "-m", "sh", "-c", run));
        // Hiding /tmp hides what this test mounted below it, which is refused just as well.
        assertEquals(73, outcome.exitCode(), outcome::toString);
        assertTrue(outcome.err().contains("programs may run"), outcome::toString);
    }

    @Test
    void workerAsOneFileIsOneUnderItsName() throws IOException {
        Path worker = directory.resolve("work_queue_worker");
        Outcome written = topcoffea("env", "build", "--worker", worker.toString());
        assertEquals(0, written.exitCode(), written::toString);
        Outcome help = bare(List.of("TMPDIR=" + directory), worker.toString(), "--help");
        assertEquals(0, help.exitCode(), help::toString);
        assertTrue(help.out().contains("Serve a manager"), help::toString);
        assertEquals(
                List.of("cache", "work_queue_worker"),
                Checkout.list(directory).stream()
                        .map(file -> file.getFileName().toString())
                        .toList());
    }

    @Test
    void namesOfCctoolsRunTheirCommands() {
        Outcome graph = Image.start(
                Map.of(),
                List.of(image.home().resolve("bin/work_queue_graph_log").toString(), "--help"));
        assertEquals(0, graph.exitCode(), graph::toString);
        assertTrue(graph.out().contains("topcoffea graph-log"), graph::toString);
    }

    @Test
    void copyOfALauncherSaysWhatToDo() throws IOException {
        Path copy = directory.resolve("work_queue_worker");
        Files.copy(image.launcher(), copy);
        Outcome outcome = Image.start(Map.of(), List.of("sh", copy.toString()));
        assertEquals(1, outcome.exitCode(), outcome::toString);
        assertTrue(outcome.err().contains("topcoffea env build --worker"), outcome::toString);
    }

    /** The whole way: a new plugin, its own Maven build, a run; an edit, the build again, a run. */
    @Test
    void pluginIsBuiltFromItsSourcesWhenTheyChange() throws IOException {
        Outcome maven = Image.start(Map.of(), List.of("sh", "-c", "command -v mvn"));
        Assumptions.assumeTrue(maven.exitCode() == 0, "skipped: there is no mvn on the path");
        Path project = directory.resolve("project");
        Path input = directory.resolve("input");
        assertEquals(0, topcoffea("plugins", "new", "mine", project.toString()).exitCode());
        assertEquals(
                0,
                topcoffea("generate", input.toString(), "--events", "100", "--files", "1", "-q")
                        .exitCode());
        String commit = commit(project);
        Outcome first = analyse(project, input, "first");
        Assumptions.assumeFalse(first.err().contains("Could not transfer"), "skipped: no connection to Maven Central");
        assertEquals(0, first.exitCode(), first::toString);
        assertTrue(first.err().contains("were never built"), first::toString);
        assertTrue(manifest("first").contains("\"commit\":\"" + commit + "\",\"dirty\":false"), manifest("first"));
        Outcome second = analyse(project, input, "second");
        assertFalse(second.err().contains("building"), second::toString);
        Path source = project.resolve("src/main/java/mine/MineProcessor.java");
        Files.writeString(source, Files.readString(source) + "// one line more\n");
        Outcome third = analyse(project, input, "third");
        assertEquals(0, third.exitCode(), third::toString);
        assertTrue(third.err().contains("modified src/main/java/mine/MineProcessor.java"), third::toString);
        assertTrue(manifest("third").contains(project.toString()), manifest("third"));
        assertTrue(manifest("third").contains("\"commit\":\"" + commit + "\",\"dirty\":true"), manifest("third"));
        assertArrayEquals(
                Files.readAllBytes(directory.resolve("first/histograms.uhi.zip")),
                Files.readAllBytes(directory.resolve("third/histograms.uhi.zip")));
        Outcome refused = analyse(project, input, "fourth", "--unstaged", "nonsense");
        assertEquals(2, refused.exitCode(), refused::toString);
        Outcome failed = analyse(project, input, "fourth", "--unstaged", "fail");
        assertEquals(3, failed.exitCode(), failed::toString);
        assertTrue(failed.err().contains("modified src/main/java/mine/MineProcessor.java"), failed::toString);
        Files.writeString(project.resolve("src/main/java/mine/More.java"), "package mine; class More {}");
        Outcome warned = analyse(project, input, "fourth", "--unstaged", "warn");
        assertEquals(0, warned.exitCode(), warned::toString);
        assertTrue(warned.err().contains("new src/main/java/mine/More.java"), warned::toString);
        assertFalse(warned.err().contains("building"), warned::toString);
    }

    private static String commit(Path project) throws IOException {
        try (Git git = Git.init().setDirectory(project.toFile()).call()) {
            git.add().addFilepattern(".").call();
            return git.commit()
                    .setMessage("begin")
                    .setAuthor("a", "a@example.org")
                    .setCommitter("a", "a@example.org")
                    .setSign(false)
                    .call()
                    .getName();
        } catch (GitAPIException e) {
            throw new IOException(e);
        }
    }

    /** Without the blanks that are there for people. */
    private String manifest(String name) throws IOException {
        return Files.readString(directory.resolve(name).resolve("manifest.json"))
                .replaceAll("\\s+", "");
    }

    /** A worker that waits serves the next run with the edited plugin: its environment is replaced, the worker is not. */
    @Test
    void editedPluginReachesAWorkerThatWaits() throws Exception {
        Outcome maven = Image.start(Map.of(), List.of("sh", "-c", "command -v mvn"));
        Assumptions.assumeTrue(maven.exitCode() == 0, "skipped: there is no mvn on the path");
        Path project = directory.resolve("project");
        Path input = directory.resolve("input");
        topcoffea("plugins", "new", "mine", project.toString());
        topcoffea("generate", input.toString(), "--events", "100", "--files", "1", "-q");
        Outcome before = analyse(project, input, "before");
        Assumptions.assumeFalse(before.err().contains("Could not transfer"), "skipped: no connection to Maven Central");
        assertEquals(0, before.exitCode(), before::toString);
        int port = freePort();
        Path log = directory.resolve("worker.log");
        Process worker = new ProcessBuilder(
                        image.launcher().toString(),
                        "worker",
                        "-b",
                        "1",
                        "-s",
                        directory.toString(),
                        "127.0.0.1",
                        "" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            String[] distributed = {
                "-x",
                "work_queue",
                "--port",
                Integer.toString(port),
                "--debug-log=",
                "--stats-log=",
                "--transactions-log=",
                "--tasks-log="
            };
            Outcome first = analyse(project, input, "first", distributed);
            assertEquals(0, first.exitCode(), first::toString);
            Path source = project.resolve("src/main/java/mine/MineProcessor.java");
            Files.writeString(source, Files.readString(source).replace("leading > leastPt", "leading > 2 * leastPt"));
            Outcome second = analyse(project, input, "second", distributed);
            assertEquals(0, second.exitCode(), second::toString);
            assertTrue(second.err().contains("modified src/main/java/mine/MineProcessor.java"), second::toString);
            Outcome after = analyse(project, input, "after");
            assertEquals(0, after.exitCode(), after::toString);
            assertArrayEquals(histograms("before"), histograms("first"), "the plugin as it was");
            assertArrayEquals(histograms("after"), histograms("second"), "the plugin as it is");
            assertFalse(
                    java.util.Arrays.equals(histograms("first"), histograms("second")), "the edit makes a difference");
            assertTrue(worker.isAlive(), () -> "the worker has ended: " + log);
        } finally {
            worker.destroy();
            worker.waitFor();
        }
    }

    private static int freePort() throws IOException {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private byte[] histograms(String name) throws IOException {
        return Files.readAllBytes(directory.resolve(name).resolve("histograms.uhi.zip"));
    }

    private Outcome analyse(Path project, Path input, String name, String... more) {
        List<String> words = new ArrayList<>(List.of("run", "--processor", "mine"));
        words.addAll(List.of("--plugin-source", project.toString(), "-p", directory.toString(), "-o", name));
        if (!List.of(more).contains("-x")) {
            words.addAll(List.of("-x", "local"));
        }
        words.addAll(List.of(more));
        words.add(input.resolve("samples.cfg").toString());
        return topcoffea(words.toArray(String[]::new));
    }
}
