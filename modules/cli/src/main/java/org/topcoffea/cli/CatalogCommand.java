package org.topcoffea.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.topcoffea.wire.CatalogClient;
import org.topcoffea.wire.CatalogServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves a catalog, so that workers find managers by name without the Internet. */
@Command(
        name = "catalog",
        description = "Serve a catalog of managers and factories, where workers find them by name.",
        sortOptions = false,
        footer = {
            "%nManagers, workers and status are told of it by -C HOST:PORT, or by CATALOG_HOST and CATALOG_PORT in the",
            "environment; those of Work Queue, too. PORT takes questions (HTTP) and updates (UDP), PORT+1 updates"
                    + " (TCP)."
        })
final class CatalogCommand implements Callable<Integer> {
    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            description = "Questions here, updates over TCP at the next port; 0 finds a free pair [${DEFAULT-VALUE}].")
    private int port = CatalogClient.PORT;

    @Option(
            names = {"-I", "--interface"},
            paramLabel = "ADDRESS",
            description = "Listen on this address only, such as 127.0.0.1 [all].")
    private String address = "";

    @Option(
            names = {"-l", "--lifetime"},
            paramLabel = "TIME",
            converter = WorkerTimes.Time.class,
            description = "Forget what is not renewed for so long; in seconds, or with s, m, h or d [5m].")
    private Duration lifetime = CatalogServer.LIFETIME;

    @Option(
            names = {"-Z", "--port-file"},
            paramLabel = "FILE",
            description = "Write the port into this file when ready.")
    private @Nullable Path portFile;

    CatalogCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        try (Termination _ = Termination.of(signal -> end.countDown());
                CatalogServer server = CatalogServer.start(address, port, lifetime)) {
            Console.note("catalog on port " + server.port() + " (questions, UDP updates) and " + (server.port() + 1)
                    + " (TCP updates)" + (address.isEmpty() ? ", open to everyone who can reach this machine" : ""));
            if (portFile != null) {
                Files.writeString(portFile, server.port() + "\n");
            }
            end.await();
        }
        return ExitCode.COMPLETE.code();
    }
}
