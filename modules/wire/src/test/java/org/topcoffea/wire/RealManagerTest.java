package org.topcoffea.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.fixtures.Site;

/** Our worker's side of the protocol against a real manager, {@code makeflow -T wq}, with and without a password. It cannot be made to use TLS. */
@Tag("site")
final class RealManagerTest {
    private static final int TASKS = 20;

    @TempDir
    Path directory;

    private Site site;
    private Process makeflow;

    @AfterEach
    void end() {
        if (makeflow != null) {
            makeflow.destroy();
            Site.end(makeflow);
        }
        if (site != null) {
            site.close();
        }
    }

    private int start(String... options) throws IOException {
        site = Site.start("cctools-up");
        StringBuilder rules = new StringBuilder();
        for (int i = 0; i < TASKS; i++) {
            rules.append("out." + i + ": in\n\tcat in > out." + i + "\n");
        }
        Files.writeString(directory.resolve("Makeflow"), rules);
        Files.writeString(directory.resolve("in"), "content\n");
        Path port = directory.resolve("port");
        List<String> command = new ArrayList<>(List.of(site.program("makeflow"), "-T", "wq", "-p", "0"));
        command.addAll(List.of("-Z", port.toString()));
        command.addAll(List.of(options));
        command.add("Makeflow");
        makeflow = site.start(directory.resolve("makeflow.log"), directory, command);
        Waiting.until(() -> "port", () -> Files.exists(port) && port.toFile().length() > 1);
        return Integer.parseInt(Files.readString(port).strip());
    }

    private void work(int port, ConnectOptions options) throws IOException {
        Path workspace = Files.createDirectories(directory.resolve("workspace"));
        try (ManagerConnector connector = ManagerConnector.start(1)) {
            ShellWorker worker = new ShellWorker(workspace);
            worker.connect(connector, port, options);
            Site.end(makeflow);
            assertEquals(0, makeflow.exitValue(), () -> read("makeflow.log"));
            for (int i = 0; i < TASKS; i++) {
                assertEquals("content\n", Files.readString(directory.resolve("out." + i)));
            }
            assertTrue(worker.messages.stream().anyMatch(ManagerMessage.Put.class::isInstance));
            assertEquals(CloseReason.Kind.PEER, Waiting.next(worker.closed).kind());
        }
    }

    private String read(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void doesTheWorkOfAManager() throws IOException {
        work(start(), ConnectOptions.PLAIN);
    }

    @Test
    void provesThePassword() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "s3cret\n");
        work(start("--password", secret.toString()), ConnectOptions.PLAIN.withPassword(Password.read(secret)));
    }
}
