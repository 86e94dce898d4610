package org.topcoffea.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Resources;
import org.topcoffea.wire.Address;
import org.topcoffea.wire.Body;
import org.topcoffea.wire.CloseReason;
import org.topcoffea.wire.ConnectOptions;
import org.topcoffea.wire.ManagerConnection;
import org.topcoffea.wire.ManagerConnector;
import org.topcoffea.wire.ManagerListener;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.wire.ManagerServer;
import org.topcoffea.wire.ManagerService;
import org.topcoffea.wire.ResultCode;
import org.topcoffea.wire.ServerOptions;
import org.topcoffea.wire.StatusQuery;
import org.topcoffea.wire.WorkerConnection;
import org.topcoffea.wire.WorkerGreeting;
import org.topcoffea.wire.WorkerListener;
import org.topcoffea.wire.WorkerMessage;

/** Whether managers and workers on this machine can speak to each other: one of each, in this process, and a task that does nothing. */
final class LoopbackCheck implements ManagerService {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int PATIENCE_SECONDS = 5;

    private final CompletableFuture<Integer> answered = new CompletableFuture<>();

    private LoopbackCheck() {}

    /**
     * What came of it.
     *
     * @param works whether the task came back
     * @param text how long that took, or why it did not
     */
    record Outcome(boolean works, String text) {}

    /** Sends a task to and fro. */
    static Outcome perform() {
        LoopbackCheck check = new LoopbackCheck();
        long begin = System.nanoTime();
        try (ManagerServer server = ManagerServer.start(ServerOptions.onLoopback(), check);
                ManagerConnector connector = ManagerConnector.start(1)) {
            WorkerSide worker = new WorkerSide();
            worker.connection.complete(connector.connect(
                    List.of(new Address(LOOPBACK, server.port())), ConnectOptions.PLAIN, greeting(), worker));
            check.answered.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            double seconds = (System.nanoTime() - begin) / 1e9;
            return new Outcome(
                    true,
                    String.format(
                            Locale.ROOT,
                            "a task goes from a manager to a worker and back over the loopback interface; in %.2f s"
                                    + " with the start of both",
                            seconds));
        } catch (TimeoutException e) {
            return failed("gets no answer from a manager over the loopback interface: a firewall may be in the way");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(false, "interrupted");
        } catch (ExecutionException | AnalysisException e) {
            return failed("cannot reach a manager over the loopback interface: " + e.getMessage());
        }
    }

    private static Outcome failed(String how) {
        return new Outcome(false, "a worker " + how);
    }

    private static WorkerGreeting greeting() {
        return new WorkerGreeting(
                new WorkerMessage.Introduction(
                        WorkerGreeting.PROTOCOL, "localhost", "Linux", "doctor", Version.number()),
                "worker-doctor",
                List.of(),
                new Resources(1, 1, 1, 0),
                Instant.EPOCH,
                "",
                List.of());
    }

    @Override
    public WorkerListener introduced(WorkerConnection worker) {
        worker.send(ManagerMessage.Task.builder(1, "true").build());
        return new ManagerSide();
    }

    @Override
    public ByteBuffer status(StatusQuery query) {
        return StandardCharsets.US_ASCII.encode("[]");
    }

    @Override
    public String project() {
        return "";
    }

    private final class ManagerSide implements WorkerListener {
        @Override
        public void message(WorkerMessage message) {}

        @Override
        public void message(WorkerMessage.WithBody header, Body body) {
            if (header instanceof WorkerMessage.Result result) {
                answered.complete(result.exitCode());
            }
        }

        @Override
        public void closed(CloseReason reason) {
            answered.completeExceptionally(new IOException(reason.text()));
        }
    }

    private static final class WorkerSide implements ManagerListener {
        private final CompletableFuture<ManagerConnection> connection = new CompletableFuture<>();

        @Override
        public void message(ManagerMessage message) {
            var unused = connection.thenAccept(manager -> {
                switch (message) {
                    case ManagerMessage.Task task -> manager.send(new WorkerMessage.AvailableResults());
                    case ManagerMessage.SendResults send -> {
                        manager.send(
                                new WorkerMessage.Result(ResultCode.SUCCESS.number(), 0, 0, 0, 1),
                                new Body.Bytes(new byte[0], 0));
                        manager.send(new WorkerMessage.End());
                    }
                    default -> {}
                }
            });
        }

        @Override
        public Path place(ManagerMessage announcement) {
            throw new IllegalStateException("nothing is sent here");
        }

        @Override
        public void placed(ManagerMessage announcement, Path where, long bytes) {}

        @Override
        public void closed(CloseReason reason) {}
    }
}
