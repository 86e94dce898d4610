package org.topcoffea.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.fixtures.Site;

/** The real catalog with our client, and the real worker, status and query programs with our catalog. */
@Tag("site")
final class RealCatalogTest {
    @TempDir
    Path directory;

    private final RecordingManager manager = new RecordingManager();
    private Site site;
    private Process process;

    @AfterEach
    void end() {
        if (process != null) {
            process.destroy();
            Site.end(process);
        }
        if (site != null) {
            site.close();
        }
    }

    private static CatalogRecord record(String project, int port) {
        return CatalogTest.manager(project, port)
                .with("manager_preferred_connection", "by_apparent_ip")
                .with("owner", "me")
                .with("workers", 2)
                .with("tasks_running", 4)
                .with("tasks_complete", 5)
                .with("lifetime", 180);
    }

    @Test
    void theirCatalogTakesAndGivesOurRecords() throws IOException {
        site = Site.start("catalog-up");
        Map<String, String> environment = site.environment();
        CatalogClient tcp = CatalogClient.of("", environment);
        CatalogClient udp = new CatalogClient(tcp.catalogs(), Duration.ofSeconds(60), true);
        assertEquals(List.of(), tcp.update(record("over-tcp", 2001)));
        assertEquals(List.of(), udp.update(record("over-udp", 2002)));
        assertEquals(List.of(), udp.update(record("compressed", 2003).with("working_dir", "/" + "x".repeat(3000))));
        Waiting.until(() -> "three", () -> tcp.managers("over-.*|compressed").size() == 3);
        ManagerRecord found = tcp.managers("over-tcp").getFirst();
        assertEquals("127.0.0.1", found.address());
        assertEquals(List.of(new Address("127.0.0.1", 2001)), found.places(ConnectionMode.MANAGER_CHOICE));
        assertEquals(1, tcp.query("port == 2002 and type == \"wq_master\"").size());
        assertTrue(tcp.query("true").size() >= 3);
    }

    @Test
    void theirProgramsUseOurCatalog() throws IOException {
        site = Site.start("cctools-up");
        try (CatalogServer catalog = CatalogServer.start("127.0.0.1", 0, CatalogServer.LIFETIME);
                ManagerServer server = ManagerServer.start(ServerOptions.onLoopback(), manager)) {
            Map<String, String> environment =
                    Map.of("CATALOG_HOST", "127.0.0.1", "CATALOG_PORT", Integer.toString(catalog.port()));
            CatalogClient.of("", environment).update(record("my-project", server.port()));
            Waiting.until(() -> "one", () -> catalog.records().size() == 1);
            String table = site.with(environment).run("work_queue_status");
            assertTrue(table.contains("my-project") && table.contains(Integer.toString(server.port())), table);
            String filtered = site.with(environment).run("work_queue_status", "--where", "port<0");
            assertTrue(!filtered.contains("my-project"), filtered);
            String query = site.with(environment).run("catalog_query");
            assertTrue(query.contains("my-project"), query);
            process = site.with(environment)
                    .start(
                            directory.resolve("worker.log"),
                            directory,
                            List.of(
                                    site.program("work_queue_worker"),
                                    "-M",
                                    "my-.*",
                                    "--cores",
                                    "1",
                                    "-t",
                                    "60s",
                                    "--single-shot",
                                    "-s",
                                    directory.toString()));
            RecordingManager.Worker worker = manager.next();
            worker.until(WorkerMessage.ResourceTag.class);
            worker.connection.send(new ManagerMessage.Exit());
            Site.end(process);
        }
    }

    @Test
    void theirStatusProgramAsksOurManager() throws IOException {
        site = Site.start("cctools-up");
        try (ManagerServer server = ManagerServer.start(ServerOptions.onLoopback(), manager)) {
            String answer = site.run("work_queue_status", "-l", "127.0.0.1", Integer.toString(server.port()));
            assertTrue(answer.contains("queue_status"), answer);
        }
    }

    @Test
    void theirManagerAnswersOurQuestionsAndIsFound() throws IOException {
        site = Site.start("cctools-up");
        Files.writeString(directory.resolve("Makeflow"), "out: in\n\tcat in > out\n");
        Files.writeString(directory.resolve("in"), "x\n");
        try (CatalogServer catalog = CatalogServer.start("127.0.0.1", 0, CatalogServer.LIFETIME)) {
            Map<String, String> environment =
                    Map.of("CATALOG_HOST", "127.0.0.1", "CATALOG_PORT", Integer.toString(catalog.port()));
            process = site.with(environment)
                    .start(
                            directory.resolve("makeflow.log"),
                            directory,
                            List.of(
                                    site.program("makeflow"),
                                    "-T",
                                    "wq",
                                    "-N",
                                    "their-project",
                                    "-a",
                                    "-p",
                                    "0",
                                    "Makeflow"));
            CatalogClient client = CatalogClient.of("", environment);
            Waiting.until(
                    () -> "in " + catalog.records(),
                    () -> !client.managers("their-project").isEmpty());
            ManagerRecord found = client.managers("their-project").getFirst();
            assertEquals(11, found.protocol());
            StatusClient status = new StatusClient(
                    new Address("127.0.0.1", found.port()),
                    ConnectOptions.PLAIN.withPatience(Duration.ofSeconds(60), Duration.ofSeconds(60)));
            assertEquals(
                    "their-project",
                    status.ask(StatusQuery.QUEUE_STATUS).getFirst().text("project", ""));
            assertEquals(1, status.ask(StatusQuery.TASK_STATUS).size());
            assertEquals(List.of(), status.ask(StatusQuery.WORKER_STATUS));
            assertEquals(1, status.ask(StatusQuery.WABLE_STATUS).size());
        }
    }
}
