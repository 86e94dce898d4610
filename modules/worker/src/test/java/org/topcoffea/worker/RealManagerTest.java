package org.topcoffea.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.fixtures.Site;
import org.topcoffea.wire.Password;

/** Serves real managers of Work Queue, {@code makeflow -T wq}. */
@Tag("site")
class RealManagerTest {
    @TempDir
    Path directory;

    private Site site;
    private Process makeflow;

    @BeforeEach
    void up() throws Exception {
        site = Site.start("cctools-up");
    }

    @AfterEach
    void down() throws Exception {
        if (makeflow != null) {
            makeflow.destroy();
            Site.end(makeflow);
        }
        if (site != null) {
            site.close();
        }
    }

    private void rules(String... lines) throws IOException {
        Files.writeString(directory.resolve("Makeflow"), String.join("\n", lines) + "\n");
    }

    private Process makeflow(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(site.program("makeflow"), "-T", "wq", "-p", "0", "-Z", "port"));
        command.addAll(List.of(options));
        command.add("Makeflow");
        return site.start(directory.resolve("makeflow.log"), directory, command);
    }

    private int port() throws IOException {
        Path port = directory.resolve("port");
        Site.await("makeflow listens", () -> port.toFile().length() > 1);
        return Integer.parseInt(Files.readString(port).strip());
    }

    private TestWorker worker(int port) {
        return new TestWorker(options(port, Password.NONE, true));
    }

    private WorkerOptions options(int port, Password password, boolean singleShot) {
        WorkerOptions usual = TestWorker.options(port, directory.resolve("work"), Optional.empty());
        return TestWorker.with(usual, password, singleShot, "", "");
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("makeflow.log"));
    }

    @Test
    void aWorkflowWithFilesAndDirectoriesIsDone() throws Exception {
        byte[] large = new byte[5_000_000];
        new Random(1).nextBytes(large);
        Files.write(directory.resolve("large"), large);
        Files.createDirectories(directory.resolve("tree/sub"));
        Files.writeString(directory.resolve("tree/sub/leaf"), "leaf\n");
        StringBuilder parts = new StringBuilder();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            parts.append(" part.").append(i);
            text.append("part.")
                    .append(i)
                    .append(": large\n\twc -c < large > part.")
                    .append(i)
                    .append("\n");
        }
        text.append("copy: large\n\tcp large copy\n");
        text.append("out: tree\n\tmkdir out; cp -r tree/sub out/sub; echo two > out/two\n");
        text.append("sum:").append(parts).append(" out copy\n\tcat").append(parts);
        text.append(" out/sub/leaf out/two > sum; cmp copy copy\n");
        Files.writeString(directory.resolve("Makeflow"), text);
        makeflow = makeflow();
        try (TestWorker worker = worker(port())) {
            assertEquals(0, Site.end(makeflow), log());
            worker.await();
            assertTrue(
                    worker.lines.stream().anyMatch(line -> line.startsWith("connected to manager 127.0.0.1:")),
                    worker.lines::toString);
        }
        assertArrayEquals(large, Files.readAllBytes(directory.resolve("copy")));
        List<String> lines = Files.readAllLines(directory.resolve("sum"));
        assertEquals(42, lines.size());
        assertEquals("5000000", lines.getFirst());
        assertEquals(List.of("leaf", "two"), lines.subList(40, 42));
        try (var left = Files.list(directory.resolve("work"))) {
            assertEquals(List.of(), left.toList(), "the workspace is gone");
        }
    }

    @Test
    void aFailureIsToldAndTheWorkerGoesOn() throws Exception {
        rules("bad:", "\techo broken >&2; exit 3", "good:", "\techo good > good");
        makeflow = makeflow();
        try (TestWorker worker = worker(port())) {
            // It retries some times; its own exit code is 0 all the same.
            Site.end(makeflow);
            worker.await();
        }
        assertTrue(log().contains("broken\n"), log());
        assertTrue(log().contains("failed with exit code 3"), log());
        assertTrue(Files.exists(directory.resolve("good")));
    }

    @Test
    void thePasswordIsProven() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "s3cret\n");
        rules("good:", "\techo good > good");
        makeflow = makeflow("--password", secret.toString());
        int port = port();
        try (TestWorker wrong =
                        new TestWorker(options(port, Password.of("other".getBytes(StandardCharsets.UTF_8)), false));
                TestWorker worker = new TestWorker(options(port, Password.read(secret), true))) {
            assertEquals(0, Site.end(makeflow), log());
            worker.await();
            assertFalse(wrong.lines.stream().anyMatch(line -> line.startsWith("connected")), wrong.lines::toString);
        }
    }

    @Test
    void whenTheManagerGoesItsTasksDo() throws Exception {
        Path pid = directory.resolve("pid.of.task");
        Files.writeString(
                directory.resolve("never.sh"),
                "echo $$ > " + pid + ".part; mv " + pid + ".part " + pid + "; sleep 1000\n");
        rules("never: never.sh", "\tsh never.sh > never");
        makeflow = makeflow();
        try (TestWorker worker = worker(port())) {
            Site.await("the task runs", () -> Files.exists(pid));
            makeflow.destroyForcibly();
            worker.await();
        }
        long task = Long.parseLong(Files.readString(pid).strip());
        Site.await(
                "the task is gone",
                () -> ProcessHandle.of(task).map(process -> !process.isAlive()).orElse(true));
    }

    @Test
    void aManagerIsFoundByItsName() throws Exception {
        site.close();
        site = Site.start("cctools-up", "catalog-up");
        var variables = site.environment();
        String catalog = variables.get("CATALOG_HOST").replaceAll(":.*", "") + ":" + variables.get("CATALOG_PORT");
        rules("good:", "\techo good > good");
        makeflow = makeflow("-N", "topcoffea-test-7", "-a", "-C", catalog);
        port();
        WorkerOptions usual = TestWorker.options(1, directory.resolve("work"), Optional.empty());
        try (TestWorker worker =
                new TestWorker(TestWorker.with(usual, Password.NONE, true, "topcoffea-test-.", catalog))) {
            assertEquals(0, Site.end(makeflow), log());
            worker.await();
        }
        assertTrue(Files.exists(directory.resolve("good")));
    }
}
