package org.topcoffea.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** A manager that only remembers what it hears. */
final class RecordingManager implements ManagerService {
    final BlockingQueue<Worker> joined = new LinkedBlockingQueue<>();
    final Queue<CloseReason> refused = new ConcurrentLinkedQueue<>();
    volatile Function<WorkerMessage.WithBody, BodyTarget> target = header -> BodyTarget.DEFAULT;

    @Override
    public WorkerListener introduced(WorkerConnection connection) {
        Worker worker = new Worker(connection);
        joined.add(worker);
        return worker;
    }

    @Override
    public ByteBuffer status(StatusQuery query) {
        String record = CatalogRecord.of(Map.of("query", query.word(), "workers", joined.size()))
                .json();
        return StandardCharsets.UTF_8.encode("[" + record + "]");
    }

    @Override
    public String project() {
        return "recording";
    }

    @Override
    public void refused(String address, CloseReason reason) {
        refused.add(reason);
    }

    Worker next() {
        return Waiting.next(joined);
    }

    record Delivery(WorkerMessage.WithBody header, Body body) {}

    final class Worker implements WorkerListener {
        final WorkerConnection connection;
        final List<WorkerMessage> messages = new CopyOnWriteArrayList<>();
        final List<String> lines = new CopyOnWriteArrayList<>();
        final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
        final BlockingQueue<TransferReport> reports = new LinkedBlockingQueue<>();
        final BlockingQueue<CloseReason> closed = new LinkedBlockingQueue<>();

        Worker(WorkerConnection connection) {
            this.connection = connection;
        }

        @Override
        public void message(WorkerMessage message) {
            messages.add(message);
        }

        @Override
        public BodyTarget target(WorkerMessage.WithBody header) {
            return target.apply(header);
        }

        @Override
        public void message(WorkerMessage.WithBody header, Body body) {
            deliveries.add(new Delivery(header, body));
        }

        @Override
        public void closed(CloseReason reason) {
            closed.add(reason);
        }

        @Override
        public boolean wantsLines() {
            return true;
        }

        @Override
        public void line(boolean sent, String line) {
            lines.add((sent ? "> " : "< ") + line);
        }

        void until(Class<? extends WorkerMessage> kind) {
            Waiting.until(
                    () -> kind + " in " + messages, () -> messages.stream().anyMatch(kind::isInstance));
        }

        WorkerMessage.Result result() {
            return (WorkerMessage.Result) Waiting.next(deliveries).header();
        }
    }
}
