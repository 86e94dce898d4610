package org.topcoffea.worker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.topcoffea.wire.Body;
import org.topcoffea.wire.CloseReason;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.wire.ManagerServer;
import org.topcoffea.wire.ManagerService;
import org.topcoffea.wire.ServerOptions;
import org.topcoffea.wire.StatusQuery;
import org.topcoffea.wire.TransferReport;
import org.topcoffea.wire.WorkerConnection;
import org.topcoffea.wire.WorkerListener;
import org.topcoffea.wire.WorkerMessage;

/** A manager that does what a test says, step by step. */
final class TestManager implements ManagerService, AutoCloseable {
    static final long PATIENCE = 90;

    private final ManagerServer server;
    private final BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();

    TestManager() {
        this(ServerOptions.onLoopback());
    }

    TestManager(ServerOptions options) {
        this.server = ManagerServer.start(options, this);
    }

    /** Waits until something is so. */
    static void await(BooleanSupplier condition, String what) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** One worker. */
    static final class Peer implements WorkerListener {
        final WorkerConnection connection;
        final List<WorkerMessage> heard = new ArrayList<>();
        final BlockingQueue<Answer> results = new LinkedBlockingQueue<>();
        final CompletableFuture<CloseReason> closed = new CompletableFuture<>();

        private Peer(WorkerConnection connection) {
            this.connection = connection;
        }

        @Override
        public synchronized void message(WorkerMessage message) {
            heard.add(message);
            notifyAll();
        }

        @Override
        public synchronized void message(WorkerMessage.WithBody header, Body body) {
            heard.add(header);
            notifyAll();
            if (header instanceof WorkerMessage.Result result) {
                results.add(new Answer(result, ((Body.Bytes) body).content()));
            }
        }

        @Override
        public void closed(CloseReason reason) {
            closed.complete(reason);
        }

        void put(String name, Path source) throws Exception {
            CompletableFuture<TransferReport> done = new CompletableFuture<>();
            connection.put(name, source, done::complete);
            done.get(PATIENCE, TimeUnit.SECONDS);
        }

        TransferReport fetch(String name, Path target) throws Exception {
            CompletableFuture<TransferReport> done = new CompletableFuture<>();
            connection.fetch(name, target, 1 << 30, done::complete);
            return done.get(PATIENCE, TimeUnit.SECONDS);
        }

        Answer result() throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
            Answer answer = results.poll(100, TimeUnit.MILLISECONDS);
            while (answer == null && System.nanoTime() < end) {
                assertFalse(closed.isDone(), () -> "the worker has gone: " + closed.join() + "; heard " + heard);
                answer = results.poll(100, TimeUnit.MILLISECONDS);
            }
            assertNotNull(answer, () -> "no result came; heard " + heard);
            return answer;
        }

        Answer run(ManagerMessage.Task task) throws InterruptedException {
            connection.send(task);
            return result();
        }

        Answer run(long id, String command) throws InterruptedException {
            return run(ManagerMessage.Task.builder(id, command).build());
        }

        /** Waits until the worker has said something. */
        synchronized WorkerMessage hear(Predicate<WorkerMessage> wanted) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
            while (true) {
                for (WorkerMessage message : heard) {
                    if (wanted.test(message)) {
                        return message;
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                assertTrue(left > 0, () -> "was not said; heard " + heard);
                wait(left);
            }
        }

        String info(String field) throws InterruptedException {
            return ((WorkerMessage.Info) hear(message -> message instanceof WorkerMessage.Info info
                            && info.field().equals(field)))
                    .value();
        }

        synchronized List<String> infos(String field) {
            return heard.stream()
                    .filter(message -> message instanceof WorkerMessage.Info info
                            && info.field().equals(field))
                    .map(message -> ((WorkerMessage.Info) message).value())
                    .toList();
        }
    }

    /** A result with what was printed. */
    record Answer(WorkerMessage.Result result, byte[] output) {
        String text() {
            return new String(output, StandardCharsets.UTF_8);
        }
    }

    int port() {
        return server.port();
    }

    Peer worker() throws InterruptedException {
        Peer peer = peers.poll(PATIENCE, TimeUnit.SECONDS);
        assertNotNull(peer, "no worker came");
        return peer;
    }

    @Override
    public WorkerListener introduced(WorkerConnection worker) {
        Peer peer = new Peer(worker);
        peers.add(peer);
        return peer;
    }

    @Override
    public ByteBuffer status(StatusQuery query) {
        return ByteBuffer.allocate(0);
    }

    @Override
    public String project() {
        return "";
    }

    @Override
    public void close() {
        server.close();
    }
}
