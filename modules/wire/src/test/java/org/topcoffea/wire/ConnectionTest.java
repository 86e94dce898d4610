package org.topcoffea.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manager and a worker of ours, over loopback. */
final class ConnectionTest {
    @TempDir
    Path directory;

    private final RecordingManager manager = new RecordingManager();
    private final ManagerServer server = ManagerServer.start(ServerOptions.onLoopback(), manager);
    private final ManagerConnector connector = ManagerConnector.start(1);
    private Path cache;
    private PlainWorker worker;
    private RecordingManager.Worker seen;

    @BeforeEach
    void connect() throws IOException {
        cache = Files.createDirectory(directory.resolve("cache"));
        worker = new PlainWorker(cache).connect(connector, server.port(), ConnectOptions.PLAIN);
        seen = manager.next();
        seen.until(WorkerMessage.ResourceTag.class);
    }

    @AfterEach
    void close() {
        connector.close();
        server.close();
    }

    @Test
    void greets() {
        Waiting.until(() -> "complete in " + seen.messages, () -> seen.messages.size() >= 13);
        assertEquals(PlainWorker.greeting("worker-1").messages().subList(1, 14), seen.messages.subList(0, 13));
        assertEquals("localhost", seen.connection.introduction().host());
        assertEquals(worker.connection().localAddress(), seen.connection.address());
        assertEquals(1, server.workers());
    }

    @Test
    void runsTasks() {
        for (int i = 1; i <= 100; i++) {
            seen.connection.send(ManagerMessage.Task.builder(i, "echo " + i).build());
        }
        for (int i = 1; i <= 100; i++) {
            RecordingManager.Delivery delivery = Waiting.next(seen.deliveries);
            WorkerMessage.Result result = (WorkerMessage.Result) delivery.header();
            assertEquals(new WorkerMessage.Result(0, 3, ("echo " + i).length(), 17, i), result);
            assertEquals("echo " + i, ((Body.Bytes) delivery.body()).text());
        }
        assertTrue(seen.messages.contains(new WorkerMessage.Info("tasks_running", "1")));
    }

    @Test
    void carriesFilesBothWays() throws IOException {
        byte[] content = new byte[3_000_000];
        new Random(1).nextBytes(content);
        Path in = Files.write(directory.resolve("in"), content);
        seen.connection.put("file-0", in, seen.reports::add);
        seen.connection.put("empty", Files.createFile(directory.resolve("none")), seen.reports::add);
        seen.connection.fetch("file-0", directory.resolve("out"), 1 << 30, seen.reports::add);
        seen.connection.fetch("empty", directory.resolve("out2"), 1 << 30, seen.reports::add);
        seen.connection.fetch("absent", directory.resolve("out3"), 1 << 30, seen.reports::add);
        assertEquals(3_000_000, complete(Waiting.next(seen.reports)).bytes());
        assertEquals(0, complete(Waiting.next(seen.reports)).bytes());
        assertEquals(3_000_000, complete(Waiting.next(seen.reports)).bytes());
        assertEquals(1, complete(Waiting.next(seen.reports)).files());
        TransferReport absent = Waiting.next(seen.reports);
        assertEquals(List.of(new WorkerMessage.Missing("absent", 2)), absent.missing());
        assertArrayEquals(content, Files.readAllBytes(directory.resolve("out")));
        assertEquals(0, Files.size(directory.resolve("out2")));
        assertFalse(Files.exists(directory.resolve("out3")));
    }

    private static TransferReport complete(TransferReport report) {
        assertTrue(report.complete(), report::toString);
        return report;
    }

    @Test
    void carriesTreesBothWays() throws IOException {
        Path tree = Files.createDirectories(directory.resolve("tree/a b/deep"))
                .getParent()
                .getParent();
        Files.writeString(tree.resolve("a b/deep/é"), "text");
        Files.writeString(tree.resolve("run.sh"), "#!/bin/sh\n");
        assertTrue(tree.resolve("run.sh").toFile().setExecutable(true));
        Files.createSymbolicLink(tree.resolve("link"), Path.of("a b/deep"));
        seen.connection.put("tree-1", tree, seen.reports::add);
        assertEquals(2, complete(Waiting.next(seen.reports)).files());
        seen.connection.fetch("tree-1", directory.resolve("back"), 1000, seen.reports::add);
        complete(Waiting.next(seen.reports));
        assertEquals(
                "a b/deep", Files.readSymbolicLink(cache.resolve("tree-1/link")).toString());
        assertTrue(Files.isExecutable(cache.resolve("tree-1/run.sh")));
        assertEquals("text", Files.readString(directory.resolve("back/a b/deep/é")));
        assertEquals("text", Files.readString(directory.resolve("back/link/é")), "links are followed");
    }

    @Test
    void streamsWhatDoesNotFitIntoMemory() throws IOException {
        long size = 2L * Runtime.getRuntime().maxMemory() / 10;
        Path large = directory.resolve("large");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(Math.min(size, 600_000_000));
            file.seek(file.length() - 3);
            file.write("end".getBytes(StandardCharsets.UTF_8));
        }
        seen.connection.put("large", large, seen.reports::add);
        complete(Waiting.next(seen.reports));
        seen.connection.fetch("large", directory.resolve("back"), Long.MAX_VALUE, seen.reports::add);
        assertEquals(Files.size(large), complete(Waiting.next(seen.reports)).bytes());
        assertEquals(-1, Files.mismatch(large, directory.resolve("back")));
    }

    @Test
    void skipsWhatIsTooLargeOrCannotBeWritten() throws IOException {
        Files.write(cache.resolve("big"), new byte[100_000]);
        seen.connection.fetch("big", directory.resolve("big"), 99_999, seen.reports::add);
        assertTrue(Waiting.next(seen.reports).failure().contains("larger than"));
        seen.connection.fetch("big", directory.resolve("no/such/directory"), 1 << 20, seen.reports::add);
        assertTrue(Waiting.next(seen.reports).failure().contains("cannot be written"));
        seen.connection.put("nothing", directory.resolve("no-such-file"), seen.reports::add);
        assertTrue(Waiting.next(seen.reports).failure().contains("does not exist"));
        seen.connection.fetch("big", directory.resolve("big"), 100_000, seen.reports::add);
        complete(Waiting.next(seen.reports));
    }

    @Test
    void showsItsLines() throws IOException {
        seen.connection.put("file-1", Files.writeString(directory.resolve("in"), "x\n"), seen.reports::add);
        Waiting.next(seen.reports);
        seen.connection.send(ManagerMessage.Task.builder(5, "true").build());
        seen.result();
        seen.connection.fetch("file-1", directory.resolve("out"), 10, seen.reports::add);
        Waiting.next(seen.reports);
        List<String> lines = List.copyOf(seen.lines);
        assertEquals(
                List.of(
                        "> put file-1 2 0644",
                        "> task 5",
                        "> cmd 4",
                        "> truecategory default",
                        "> end",
                        "> send_results -1",
                        "> get file-1 1"),
                lines.stream().filter(line -> line.startsWith(">")).toList());
        assertTrue(
                lines.containsAll(List.of("< resource tag 0", "< result 0 3 4 17 5", "< file file-1 2", "< end")),
                lines::toString);
    }

    @Test
    void saysWhyItClosed() {
        seen.connection.send(new ManagerMessage.Exit());
        seen.connection.close("no longer needed");
        Waiting.until(() -> "exit in " + worker.messages, () -> worker.messages.contains(new ManagerMessage.Exit()));
        assertEquals(CloseReason.Kind.PEER, Waiting.next(worker.closed).kind());
        assertEquals(new CloseReason(CloseReason.Kind.LOCAL, "no longer needed"), Waiting.next(seen.closed));
        assertEquals(0, server.workers());
        seen.connection.fetch("late", directory.resolve("late"), 1, seen.reports::add);
        assertEquals("the connection is closed", Waiting.next(seen.reports).failure());
    }

    @Test
    void reportsWhatWasAskedWhenTheWorkerDies() {
        worker.connection().pause(true);
        seen.connection.fetch("never", directory.resolve("never"), 1, seen.reports::add);
        worker.connection().close("dies");
        assertEquals("the connection is closed", Waiting.next(seen.reports).failure());
        assertEquals(CloseReason.Kind.PEER, Waiting.next(seen.closed).kind());
    }
}
