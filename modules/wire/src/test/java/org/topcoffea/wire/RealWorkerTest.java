package org.topcoffea.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.fixtures.Site;
import org.topcoffea.spi.Resources;

/** The real {@code work_queue_worker}, protocol 11 and 9, against our server. */
@Tag("site")
final class RealWorkerTest {
    @TempDir
    Path directory;

    private final RecordingManager manager = new RecordingManager();
    private Site site;
    private Process worker;

    @AfterEach
    void end() {
        if (worker != null) {
            worker.destroy();
            Site.end(worker);
        }
        if (site != null) {
            site.close();
        }
    }

    private String current() throws IOException {
        site = Site.start("cctools-up");
        return site.program("work_queue_worker");
    }

    private String old() throws IOException {
        Path program = Path.of("/usr/bin/work_queue_worker");
        assumeTrue(Files.isExecutable(program), "no work_queue_worker on this machine");
        assumeTrue(
                Files.readString(Path.of("/etc/os-release")).contains("bookworm"),
                "this machine's work_queue_worker does not speak protocol 9");
        return program.toString();
    }

    private RecordingManager.Worker join(ManagerServer server, String program, String... options) throws IOException {
        Path work = Files.createDirectories(directory.resolve("work"));
        List<String> command = new ArrayList<>(List.of(program, "--cores", "2", "--memory", "500", "--disk", "500"));
        command.addAll(List.of("-t", "60s", "--single-shot", "-s", work.toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("127.0.0.1", Integer.toString(server.port())));
        worker = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("worker.log").toFile())
                .start();
        RecordingManager.Worker seen = manager.next();
        seen.until(WorkerMessage.ResourceTag.class);
        return seen;
    }

    @Test
    void protocol11DoesEverything() throws IOException {
        try (ManagerServer server = ManagerServer.start(ServerOptions.onLoopback(), manager)) {
            RecordingManager.Worker seen = join(server, current());
            assertEquals(11, seen.connection.introduction().protocol());
            everything(seen);
            forgetsUrl(seen);
        }
    }

    @Test
    void protocol9DoesEverything() throws IOException {
        try (ManagerServer server = ManagerServer.start(ServerOptions.onLoopback(), manager)) {
            RecordingManager.Worker seen = join(server, old());
            assertEquals(9, seen.connection.introduction().protocol());
            everything(seen);
            forgetsUrl(seen);
        }
    }

    private void everything(RecordingManager.Worker seen) throws IOException {
        Path tree = Files.createDirectories(directory.resolve("tree/a b")).getParent();
        Files.writeString(tree.resolve("a b/deep é.txt"), "deep\n");
        Files.createSymbolicLink(tree.resolve("link"), Path.of("a b"));
        Path input = Files.writeString(directory.resolve("in.txt"), "hello input\n");
        seen.connection.put("tree-1", tree, seen.reports::add);
        seen.connection.put("in-1", input, seen.reports::add);
        seen.connection.send(ManagerMessage.Task.builder(
                        1,
                        "cat in.txt 'sub/t/link/deep é.txt' > out.txt; mkdir -p od/x; cp in.txt 'od/x/a b'; "
                                + "echo \"$FOO|$MULTI|$CORES\"; echo err >&2; exit 7")
                .category("processing")
                .resources(new Resources(1, 100, 50, 0))
                .environment("FOO", "bar baz")
                .environment("MULTI", "a\nb")
                .input("in-1", "in.txt", FileFlags.CACHE)
                .input("tree-1", "sub/t", FileFlags.CACHE)
                .output("out-1", "out.txt", FileFlags.NONE)
                .output("od-1", "od", FileFlags.NONE)
                .output("no-1", "no.txt", FileFlags.NONE)
                .build());
        RecordingManager.Delivery delivery = Waiting.next(seen.deliveries);
        WorkerMessage.Result result = (WorkerMessage.Result) delivery.header();
        assertEquals(ResultCode.SUCCESS, result.code(), delivery::toString);
        assertEquals(7, result.exitCode());
        assertEquals("bar baz|a\nb|1\nerr\n", ((Body.Bytes) delivery.body()).text());
        Waiting.next(seen.reports);
        Waiting.next(seen.reports);
        fetches(seen);
        seen.connection.send(new ManagerMessage.Kill(1));
        seen.connection.send(new ManagerMessage.Unlink("out-1"));
        seen.connection.send(new ManagerMessage.Unlink("no-such"));
        limits(seen);
    }

    private void fetches(RecordingManager.Worker seen) throws IOException {
        seen.connection.fetch("out-1", directory.resolve("out"), 1000, seen.reports::add);
        seen.connection.fetch("od-1", directory.resolve("od"), 1000, seen.reports::add);
        seen.connection.fetch("no-1", directory.resolve("no"), 1000, seen.reports::add);
        assertTrue(Waiting.next(seen.reports).complete());
        TransferReport tree = Waiting.next(seen.reports);
        assertTrue(tree.complete(), tree::toString);
        assertEquals(2, Waiting.next(seen.reports).missing().getFirst().errno());
        assertEquals("hello input\ndeep\n", Files.readString(directory.resolve("out")));
        assertEquals("hello input\n", Files.readString(directory.resolve("od/x/a b")));
    }

    private void limits(RecordingManager.Worker seen) {
        seen.connection.send(ManagerMessage.Task.builder(2, "exec sleep 100")
                .resources(new Resources(1, 10, 10, 0))
                .wallTime(Duration.ofSeconds(2))
                .build());
        WorkerMessage.Result slow = seen.result();
        assertEquals(ResultCode.MAX_WALL_TIME, slow.code());
        assertTrue(slow.micros() >= 2_000_000, slow::toString);
        seen.connection.send(ManagerMessage.Task.builder(3, "true")
                .resources(new Resources(4, 10, 10, 0))
                .build());
        WorkerMessage.Result forsaken = seen.result();
        assertEquals(ResultCode.FORSAKEN, forsaken.code());
        for (int i = 10; i < 200; i++) {
            seen.connection.send(ManagerMessage.Task.builder(i, "echo " + i)
                    .resources(new Resources(1, 10, 10, 0))
                    .build());
            seen.connection.send(new ManagerMessage.Check());
        }
        for (int i = 10; i < 200; i++) {
            RecordingManager.Delivery delivery = Waiting.next(seen.deliveries);
            long task = ((WorkerMessage.Result) delivery.header()).task();
            assertEquals(task + "\n", ((Body.Bytes) delivery.body()).text());
        }
        assertTrue(seen.messages.stream()
                        .filter(WorkerMessage.Alive.class::isInstance)
                        .count()
                > 190);
    }

    private void forgetsUrl(RecordingManager.Worker seen) throws IOException {
        Path file = Files.writeString(directory.resolve("url.txt"), "by url\n");
        seen.connection.send(new ManagerMessage.PutUrl("file://" + file, "url-1", 7, 0644));
        seen.connection.send(ManagerMessage.Task.builder(500, "cat u")
                .input("url-1", "u", FileFlags.CACHE)
                .build());
        // without curl the worker cannot download, and says so; with it, it can
        WorkerMessage.Result result = null;
        while (result == null) {
            RecordingManager.Delivery delivery = Waiting.next(seen.deliveries);
            result = delivery.header() instanceof WorkerMessage.Result found ? found : null;
        }
        assertEquals(500, result.task());
        assertTrue(result.status() <= 1, result::toString);
        seen.connection.send(new ManagerMessage.Exit());
        seen.connection.close("done");
        Site.end(worker);
        assertEquals(0, worker.exitValue());
        assertFalse(Waiting.next(seen.closed).text().isEmpty());
    }

    @Test
    void passwordAndTls() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "s3cret\n");
        ServerOptions options = ServerOptions.onLoopback()
                .withPassword(Password.read(secret))
                .withTls(ServerTls.selfSigned("localhost"));
        try (ManagerServer server = ManagerServer.start(options, manager)) {
            RecordingManager.Worker seen = join(server, current(), "--ssl", "-P", secret.toString());
            assertTrue(seen.connection.encrypted());
            assertFalse(seen.connection.stronglyAuthenticated());
            everything(seen);
            forgetsUrl(seen);
        }
    }

    @Test
    void passwordWithProtocol9() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "s3cret\n");
        ServerOptions options = ServerOptions.onLoopback().withPassword(Password.read(secret));
        try (ManagerServer server = ManagerServer.start(options, manager)) {
            RecordingManager.Worker seen = join(server, old(), "-P", secret.toString());
            forgetsUrl(seen);
        }
    }
}
