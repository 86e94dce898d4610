package org.topcoffea.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.spi.AnalysisException;

/** Peers of a manager that are no good workers: garbage, silence, lies, questions, wrong passwords; a good worker beside them. */
final class StrangersTest {
    private static final String GREETING =
            "workqueue 11 liar Linux x86_64 1\ninfo worker-id liar\nalive\nresource tag 0\n";

    @TempDir
    Path directory;

    private final RecordingManager manager = new RecordingManager();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private ManagerServer server(ServerOptions options) {
        ManagerServer server = ManagerServer.start(options, manager);
        open.add(server);
        return server;
    }

    private Socket socket(ManagerServer server, String text) throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        open.addFirst(socket);
        socket.setSoTimeout(90_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static String answer(Socket socket) {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void garbageIsTurnedAwayAndOthersGoOn() throws IOException {
        ManagerServer server = server(ServerOptions.onLoopback());
        ManagerConnector connector = ManagerConnector.start(1);
        open.addFirst(connector);
        PlainWorker good = new PlainWorker(directory).connect(connector, server.port(), ConnectOptions.PLAIN);
        RecordingManager.Worker seen = manager.next();
        List<String> bad = List.of(
                "\n",
                "bogus\n",
                "\u0000\u0001\u0002\n",
                "workqueue 10 h Linux x86_64 7\n",
                "workqueue 11 h\n",
                "workqueue x h l a 1\n",
                "ready h\n",
                "x".repeat(5000),
                "GET /queue_status\n",
                "POST / HTTP/1.1\n",
                "auth password sha1\n",
                "result 0 0 5 1 1\n");
        for (String text : bad) {
            assertEquals("", answer(socket(server, text)), text);
        }
        Waiting.until(() -> bad.size() + " in " + manager.refused, () -> manager.refused.size() == bad.size());
        assertTrue(manager.refused.stream().allMatch(reason -> !reason.text().isEmpty()));
        seen.connection.send(ManagerMessage.Task.builder(1, "still").build());
        assertEquals(1, seen.result().task());
        assertTrue(good.closed.isEmpty());
    }

    @Test
    void workersThatBreakTheRulesAreClosed() throws IOException {
        ManagerServer server = server(ServerOptions.onLoopback());
        List<String> bad = List.of(
                "bogus\n",
                "result 0 0 0 0 1\n",
                "end\n",
                "file x 3\nabc",
                "dir x 0\n",
                "missing x 2\n",
                GREETING,
                "cache-invalid x -5\n",
                "resource cores a b c\n",
                "info x\n",
                "x".repeat(5000));
        for (String text : bad) {
            Socket socket = socket(server, GREETING + text);
            RecordingManager.Worker worker = manager.next();
            answer(socket);
            CloseReason reason = Waiting.next(worker.closed);
            assertEquals(CloseReason.Kind.PROTOCOL, reason.kind(), text);
        }
        assertEquals(0, server.workers());
    }

    @Test
    void answersToGetStayInside() throws IOException {
        ManagerServer server = server(ServerOptions.onLoopback());
        Path inside = Files.createDirectory(directory.resolve("inside"));
        Files.createSymbolicLink(inside.resolve("link"), directory);
        List<String> bad = List.of(
                "file ../evil 4\nevil",
                "file obj/../../evil 4\nevil",
                "file other 4\nevil",
                "file obj/x 4\nevil",
                "dir obj 0\nfile obj/../evil 4\nevil",
                "dir obj 0\nfile obj// 4\nevil",
                "dir /tmp/evil 0\n",
                "dir obj 0\nfile obj/link/evil 4\nevil",
                "dir obj/.. 0\n",
                "file obj -1\n",
                "file obj 9223372036854775807\n");
        for (String text : bad) {
            Socket socket = socket(server, GREETING);
            RecordingManager.Worker worker = manager.next();
            worker.connection.fetch("obj", inside, 1000, worker.reports::add);
            assertEquals("get obj 1", readLine(socket));
            socket.getOutputStream().write((text + "end\n").getBytes(StandardCharsets.UTF_8));
            assertFalse(Waiting.next(worker.reports).complete(), text);
            assertEquals(CloseReason.Kind.PROTOCOL, Waiting.next(worker.closed).kind(), text);
            assertFalse(Files.exists(directory.resolve("evil")), text);
        }
    }

    private static String readLine(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c != '\n';
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    @Test
    void whatWasNotCompletedIsRemoved() throws IOException {
        ManagerServer server = server(ServerOptions.onLoopback());
        Path file = directory.resolve("part");
        Socket socket = socket(server, GREETING);
        RecordingManager.Worker worker = manager.next();
        worker.connection.fetch("obj", file, 1000, worker.reports::add);
        readLine(socket);
        socket.getOutputStream().write("file obj 10\nhalf".getBytes(StandardCharsets.UTF_8));
        Waiting.until(() -> "part", () -> Files.exists(file));
        socket.close();
        assertEquals("the connection is closed", Waiting.next(worker.reports).failure());
        assertTrue(Waiting.next(worker.closed).text().contains("in the middle"));
        assertFalse(Files.exists(file));
    }

    @Test
    void linesMayComeBetweenAnswers() throws IOException {
        ManagerServer server = server(ServerOptions.onLoopback());
        Socket socket = socket(server, GREETING + "available_results\n");
        RecordingManager.Worker worker = manager.next();
        assertEquals("send_results -1", readLine(socket));
        worker.connection.fetch("obj", directory.resolve("obj"), 1000, worker.reports::add);
        assertEquals("get obj 1", readLine(socket));
        String text = "alive\nresult 0 1 3 5 7\nabcinfo tasks_running 0\navailable_results\nupdate 7 a b 3 2\nxyend\n"
                + "alive\nfile obj 2\nhiinfo a b\nend\n";
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        assertEquals(
                new WorkerMessage.Result(0, 1, 3, 5, 7),
                Waiting.next(worker.deliveries).header());
        assertEquals(
                new WorkerMessage.Update(7, "a b", 3, 2),
                Waiting.next(worker.deliveries).header());
        assertTrue(Waiting.next(worker.reports).complete());
        assertEquals("hi", Files.readString(directory.resolve("obj")));
        assertEquals("send_results -1", readLine(socket), "asked again for what may have come meanwhile");
    }

    @Test
    void theSilentAndTheSlowGo() throws IOException {
        Duration little = Duration.ofMillis(700);
        ManagerServer server = server(ServerOptions.onLoopback().withPatience(little, little, Duration.ofMillis(1500)));
        Socket silent = socket(server, "");
        Socket trickling = socket(server, "name\n");
        Socket mute = socket(server, GREETING);
        RecordingManager.Worker worker = manager.next();
        assertEquals("", answer(silent));
        assertEquals("recording\n", answer(trickling));
        assertEquals("check", readLine(mute));
        CloseReason reason = Waiting.next(worker.closed);
        assertEquals(CloseReason.Kind.SILENT, reason.kind());
        assertTrue(reason.text().contains("nothing heard"), reason::toString);
    }

    @Test
    void oneThatReadsNothingGoes() throws IOException {
        ManagerServer server = server(ServerOptions.onLoopback()
                .withPatience(Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(2)));
        socket(server, GREETING);
        RecordingManager.Worker worker = manager.next();
        String command = "x".repeat(1 << 20);
        for (int i = 1; i <= 40; i++) {
            worker.connection.send(ManagerMessage.Task.builder(i, command).build());
        }
        assertTrue(worker.connection.backlog() > 1 << 20);
        assertEquals(CloseReason.Kind.SILENT, Waiting.next(worker.closed).kind());
        assertEquals(0, worker.connection.backlog());
    }

    @Test
    void tooMuchForAWorkerEndsItsConnection() throws IOException {
        ManagerServer server = server(ServerOptions.onLoopback());
        socket(server, GREETING);
        RecordingManager.Worker worker = manager.next();
        String command = "x".repeat(8 << 20);
        for (int i = 1; i <= 12; i++) {
            worker.connection.send(ManagerMessage.Task.builder(i, command).build());
        }
        assertTrue(Waiting.next(worker.closed).text().contains("does not take"));
    }

    @Test
    void answersQuestions() throws IOException {
        ManagerServer server = server(ServerOptions.onLoopback());
        String json = answer(socket(server, "queue_status\n"));
        assertEquals("queue_status", CatalogRecord.parseList(json).getFirst().text("query", ""));
        Socket halfClosed = socket(server, "worker_status\n");
        halfClosed.shutdownOutput();
        assertTrue(answer(halfClosed).contains("worker_status"));
        String http = answer(socket(server, "GET /task_status HTTP/1.1\r\nHost: x\r\n\r\n"));
        assertTrue(http.startsWith("HTTP/1.1 200 OK\nConnection: close\n"), http);
        assertTrue(http.contains("Content-type: text/plain"), http);
        assertTrue(http.endsWith("}]"), http);
        assertTrue(answer(socket(server, "GET / HTTP/1.0\n\n")).contains("<a href=\"/queue_status\">"));
        assertTrue(answer(socket(server, "GET /nothing HTTP/1.0\n\n")).startsWith("HTTP/1.1 404"));
        StatusClient client = new StatusClient(new Address("127.0.0.1", server.port()), patient(ConnectOptions.PLAIN));
        for (StatusQuery query : StatusQuery.values()) {
            assertEquals(query.word(), client.ask(query).getFirst().text("query", ""));
        }
    }

    private static ConnectOptions patient(ConnectOptions options) {
        return options.withPatience(Duration.ofSeconds(90), Duration.ofSeconds(90));
    }

    @Test
    void aLongAnswerWaitsForItsReader() throws IOException {
        CountDownLatch taken = new CountDownLatch(2);
        ManagerServer server = ManagerServer.start(ServerOptions.onLoopback(), new ManagerService() {
            @Override
            public WorkerListener introduced(WorkerConnection worker) {
                throw new AssertionError(worker);
            }

            @Override
            public ByteBuffer status(StatusQuery query) {
                String entry =
                        CatalogRecord.of(Map.of("text", "x".repeat(1000))).json();
                return StandardCharsets.UTF_8.encode("[" + (entry + ",").repeat(19_999) + entry + "]");
            }

            @Override
            public void answered(StatusQuery query) {
                taken.countDown();
            }

            @Override
            public String project() {
                return "";
            }
        });
        open.add(server);
        Socket socket = socket(server, "task_status\n");
        socket.getInputStream().readNBytes(1);
        Socket leaves = socket(server, "task_status\n");
        leaves.getInputStream().readNBytes(1);
        assertEquals(2, taken.getCount());
        leaves.close();
        assertEquals(20_000, CatalogRecord.parseList("[" + answer(socket)).size());
        Waiting.until(() -> "neither waits any more", () -> taken.getCount() == 0);
    }

    @Test
    void choosesAFreePort() {
        ManagerServer first = server(ServerOptions.onLoopback());
        int port = first.port();
        ServerOptions same = ServerOptions.onPorts(port, port).withHost("127.0.0.1");
        AnalysisException taken = assertThrows(AnalysisException.class, () -> ManagerServer.start(same, manager));
        assertEquals(WireError.CANNOT_LISTEN, taken.code());
        assertTrue(first.warnings().isEmpty());
        assertEquals(2, server(ServerOptions.onPorts(0, 0)).warnings().size());
    }
}
