package org.topcoffea.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.topcoffea.spi.AnalysisException;

/** Our catalog with our client. */
final class CatalogTest {
    private final CatalogServer server = CatalogServer.start("127.0.0.1", 0, Duration.ofMinutes(5));

    @AfterEach
    void close() {
        server.close();
    }

    private CatalogClient client(boolean udp) {
        return new CatalogClient(List.of(new Address("127.0.0.1", server.port())), Duration.ofSeconds(60), udp);
    }

    static CatalogRecord manager(String project, int port) {
        return CatalogRecord.of(Map.of(
                "type",
                "wq_master",
                "project",
                project,
                "port",
                port,
                "protocol",
                11,
                "ssl",
                false,
                "tasks_waiting",
                3,
                "workers_blocked",
                List.of("h1"),
                "network_interfaces",
                List.of(Map.of("interface", "eth0", "address", "10.0.0.7", "family", "AF_INET"))));
    }

    @Test
    void keepsWhatItIsToldOverTcpAndDatagrams() {
        assertEquals(List.of(), client(false).update(manager("one", 1001)));
        assertEquals(List.of(), client(true).update(manager("two", 1002)));
        assertEquals(List.of(), client(true).update(manager("long-" + "x".repeat(3000), 1003)));
        Waiting.until(
                () -> "three in " + server.records(), () -> server.records().size() == 3);
        assertEquals(1, client(false).managers("one").size());
        ManagerRecord two = client(false).managers("t[[:alpha:]]o|none").getFirst();
        assertEquals("127.0.0.1", two.address());
        assertEquals(11, two.protocol());
        assertEquals(3, two.tasksWaiting());
        assertEquals(List.of("h1"), two.blockedHosts());
        assertTrue(two.lastHeardFrom().getEpochSecond() > 1_700_000_000);
        assertEquals(
                List.of(new Address("10.0.0.7", 1002), new Address("127.0.0.1", 1002)),
                two.places(ConnectionMode.MANAGER_CHOICE));
        assertEquals(List.of(new Address("127.0.0.1", 1002)), two.places(ConnectionMode.BY_APPARENT_IP));
        assertEquals(List.of(), client(false).managers("on"), "the whole name has to match");
        assertEquals(
                1, client(false).query("port>1001 and not (project==\"two\")").size());
    }

    @Test
    void forgetsSoon() {
        client(false).update(manager("one", 1001).with("lifetime", 1));
        Waiting.until(
                () -> "none in " + server.records(), () -> server.records().isEmpty());
        client(false).update(manager("one", 1001));
        assertEquals(1, server.records().size(), "an update over TCP counts when it has been sent");
        client(false).deregister(manager("one", 1001));
        Waiting.until(
                () -> "none in " + server.records(), () -> server.records().isEmpty());
    }

    @Test
    void replacesTheRecordOfTheSameManager() {
        client(false).update(manager("one", 1001));
        Waiting.until(() -> "one", () -> server.records().size() == 1);
        client(false).update(manager("renamed", 1001));
        Waiting.until(
                () -> "" + server.records(),
                () -> server.records().getFirst().text("project", "").equals("renamed"));
        client(false).update(manager("second", 1001).with("uuid", "u2"));
        Waiting.until(() -> "two in " + server.records(), () -> server.records().size() == 2);
    }

    @Test
    void answersBrowsersAndNonsense() throws Exception {
        client(false).update(manager("<b>", 1001));
        Waiting.until(() -> "one", () -> server.records().size() == 1);
        assertTrue(ask("GET / HTTP/1.1\r\n\r\n").contains("<td>&lt;b&gt;"));
        assertTrue(ask("GET /query.text HTTP/1.0\n\n").contains("project <b>"));
        assertTrue(ask("GET /query.json HTTP/1.0\n\n").contains("\n\n[\n{"));
        assertTrue(ask("GET /query/!!! HTTP/1.0\n\n").startsWith("HTTP/1.1 400"));
        assertTrue(ask("GET /query/" + "cG9ydCA+ HTTP/1.0\n\n").startsWith("HTTP/1.1 400"));
        assertTrue(ask("GET /etc/passwd HTTP/1.0\n\n").startsWith("HTTP/1.1 404"));
        assertEquals("", ask("x".repeat(5000) + "\n"));
        assertEquals("", ask("nonsense\n"));
        try (Socket socket = new Socket("127.0.0.1", server.port() + 1)) {
            socket.getOutputStream().write("{\"type\":".getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(1, client(false).query("true").size());
    }

    private String ask(String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.net.SocketException e) {
            return "";
        }
    }

    @Test
    void asksTheNextWhenOneIsDown() throws Exception {
        int dead;
        try (ServerSocket socket = new ServerSocket(0)) {
            dead = socket.getLocalPort();
        }
        CatalogClient both = new CatalogClient(
                List.of(new Address("127.0.0.1", dead), new Address("127.0.0.1", server.port())),
                Duration.ofSeconds(60),
                false);
        assertEquals(1, both.update(manager("one", 1001)).size());
        Waiting.until(() -> "one", () -> server.records().size() == 1);
        assertEquals(1, both.managers("one").size());
        CatalogClient none = new CatalogClient(List.of(new Address("127.0.0.1", dead)), Duration.ofSeconds(60), false);
        AnalysisException failure = assertThrows(AnalysisException.class, () -> none.query("true"));
        assertEquals(WireError.NO_CATALOG, failure.code());
        assertTrue(failure.getMessage().contains("127.0.0.1:" + dead));
    }

    @Test
    void readsVariables() {
        CatalogClient named = CatalogClient.of("", Map.of("CATALOG_HOST", "a,b:77", "CATALOG_PORT", "9"));
        assertEquals(List.of(new Address("a", 9), new Address("b", 77)), named.catalogs());
        assertEquals(
                List.of(new Address("c", 9097)),
                CatalogClient.of("c", Map.of("CATALOG_HOST", "a")).catalogs());
        assertFalse(CatalogClient.of("", Map.of()).present());
        assertThrows(AnalysisException.class, () -> CatalogClient.of("c", Map.of("CATALOG_PORT", "x")));
    }
}
