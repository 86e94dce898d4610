package org.topcoffea.factory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.batch.BatchBackends;
import org.topcoffea.batch.JobPool;
import org.topcoffea.batch.Placement;
import org.topcoffea.fixtures.Site;
import org.topcoffea.wire.CatalogClient;

/** A factory does not sleep through the beginning of work. */
final class LookoutTest {
    private static final Duration LONG = Duration.ofMinutes(30);

    @TempDir
    Path work;

    /** Answers questions about a queue whose length the test sets. */
    private static final class Manager implements AutoCloseable {
        private final ServerSocket server;
        private final AtomicInteger waiting = new AtomicInteger();
        private final AtomicInteger questions = new AtomicInteger();
        private final Thread thread;

        Manager() throws IOException {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            thread = Thread.ofPlatform().start(this::serve);
        }

        private void serve() {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    var lines = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
                    String question = String.valueOf(lines.readLine());
                    questions.incrementAndGet();
                    String answer = question.startsWith("queue")
                            ? "[{\"type\":\"wq_master\",\"project\":\"p\",\"protocol\":11,\"port\":"
                                    + server.getLocalPort() + ",\"tasks_waiting\":" + waiting + ",\"workers\":0}]"
                            : "[{\"state\":\"WAITING\",\"cores\":1}]";
                    client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    // closed by the test, or a client that went away
                    continue;
                }
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void workThatComesBetweenTwoCyclesIsSeen() throws Exception {
        Path worker = work.resolve("worker");
        Files.writeString(worker, "#!/bin/sh\nexec sleep 600\n");
        Recorder recorder = new Recorder();
        FactorySettings settings = SettingsFile.parse("test", "{\"min-workers\": 0, \"max-workers\": 2, \"cores\": 1}")
                .over(FactorySettings.DEFAULTS);
        try (Manager manager = new Manager();
                JobPool pool = JobPool.open(
                        BatchBackends.ofImage().named("local"), work.resolve("scratch"), System.getenv())) {
            WorkerLaunch launch = new WorkerLaunch(
                    worker,
                    List.of("127.0.0.1", Integer.toString(manager.server.getLocalPort())),
                    "",
                    Optional.empty(),
                    false,
                    List.of(),
                    List.of(),
                    Map.of(),
                    "",
                    List.of(),
                    Placement.ANYWHERE);
            Factory factory = new Factory(
                    pool, launch, settings, Optional.empty(), CatalogClient.of("", Map.of()), LONG, recorder);
            Thread thread = Thread.ofPlatform().start(factory::run);
            try {
                Site.await("some looks", () -> manager.questions.get() >= 3, recorder::toString);
                assertEquals(1, recorder.reports().size(), "they were no cycles");
                manager.waiting.set(1);
                Site.await(
                        "a job, long before the next cycle", () -> recorder.said("submitting 1"), recorder::toString);
            } finally {
                factory.stop();
                thread.join();
            }
        }
    }
}
