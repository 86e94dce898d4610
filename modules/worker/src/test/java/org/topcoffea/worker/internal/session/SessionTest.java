package org.topcoffea.worker.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.remote.CredentialDirectory;
import org.topcoffea.spi.Resources;
import org.topcoffea.wire.Address;
import org.topcoffea.wire.Body;
import org.topcoffea.wire.ManagerConnection;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.wire.WorkerMessage;
import org.topcoffea.worker.internal.process.Monitor;
import org.topcoffea.worker.internal.workspace.Cache;
import org.topcoffea.worker.internal.workspace.Workspace;

/** A session of which the worker's own thread is the thread of the test. */
class SessionTest {
    @Test
    void whatWasNotForeseenEndsTheSessionAndNotTheWorker(@TempDir Path directory) {
        try (Workspace workspace = Workspace.create(directory.resolve("worker"));
                Monitor monitor = new Monitor();
                CredentialDirectory credentials = CredentialDirectory.make(workspace.credentials())) {
            Cache cache = new Cache(workspace);
            Session session = new Session(
                    new Session.Place(
                            new CommandPlace(workspace, cache, monitor, Map.of(), "", "worker-1"),
                            null,
                            new Environments(cache, directory.resolve("environments")),
                            new HeldResults(cache),
                            credentials,
                            Runnable::run,
                            Runnable::run,
                            Duration.ofSeconds(600)),
                    new Resources(1, 1, 1, 0));
            Broken connection = new Broken();
            session.connected(connection);
            session.tick();
            assertFalse(session.end().isDone());
            IllegalStateException mistake =
                    assertThrows(IllegalStateException.class, () -> session.leave("vacating", "15"));
            assertEquals("a mistake", mistake.getMessage());
            assertTrue(session.end().isDone());
            assertEquals(End.LOST, session.end().join(), "what is held is offered to the next manager");
            assertEquals(List.of("an error of the worker's own"), connection.closed);
            CompletableFuture<Void> settled = session.settle(true);
            session.tick();
            assertTrue(settled.isDone());
        }
    }

    /** Cannot tell that the worker has to leave. */
    private static final class Broken implements ManagerConnection {
        final List<String> closed = new ArrayList<>();

        @Override
        public Address manager() {
            return new Address("127.0.0.1", 9123);
        }

        @Override
        public String localAddress() {
            return "127.0.0.1:1";
        }

        @Override
        public boolean encrypted() {
            return false;
        }

        @Override
        public boolean stronglyAuthenticated() {
            return false;
        }

        @Override
        public void send(WorkerMessage message) {
            if (message instanceof WorkerMessage.Info info && info.field().equals("vacating")) {
                throw new IllegalStateException("a mistake");
            }
        }

        @Override
        public void send(WorkerMessage.WithBody message, Body body) {
            throw new AssertionError(message);
        }

        @Override
        public void answer(ManagerMessage.Get request, Path source) {
            throw new AssertionError(request);
        }

        @Override
        public long backlog() {
            return 0;
        }

        @Override
        public void pause(boolean paused) {}

        @Override
        public void close(String reason) {
            closed.add(reason);
        }
    }
}
