package org.topcoffea.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.topcoffea.spi.Resources;

/** A worker that keeps a cache on disk, runs nothing, and does as the protocol says: each task is done at once and echoes its command. */
final class PlainWorker implements ManagerListener {
    final Path cache;
    final List<ManagerMessage> messages = new CopyOnWriteArrayList<>();
    final BlockingQueue<CloseReason> closed = new LinkedBlockingQueue<>();
    private final List<ManagerMessage.Task> finished = new ArrayList<>();
    private volatile ManagerConnection connection;

    PlainWorker(Path cache) {
        this.cache = cache;
    }

    static WorkerGreeting greeting(String id) {
        return new WorkerGreeting(
                new WorkerMessage.Introduction(11, "localhost", "Linux", "x86_64", "7.14.5"),
                id,
                List.of("topcoffea-tasks", "with space/é"),
                new Resources(2, 512, 800, 0),
                Instant.EPOCH,
                "",
                List.of());
    }

    PlainWorker connect(ManagerConnector connector, int port, ConnectOptions options) {
        connection = connector.connect(List.of(new Address("127.0.0.1", port)), options, greeting("worker-1"), this);
        return this;
    }

    ManagerConnection connection() {
        Waiting.until(() -> "connected", () -> connection != null);
        return connection;
    }

    @Override
    public synchronized void message(ManagerMessage message) {
        messages.add(message);
        ManagerConnection manager = connection();
        switch (message) {
            case ManagerMessage.Task task -> {
                finished.add(task);
                manager.send(new WorkerMessage.Info("tasks_running", "1"));
                manager.send(new WorkerMessage.AvailableResults());
            }
            case ManagerMessage.SendResults all -> {
                for (ManagerMessage.Task task : finished) {
                    Body output = Body.of(task.command());
                    manager.send(new WorkerMessage.Result(0, 3, output.length(), 17, task.id()), output);
                    manager.send(new WorkerMessage.Info("tasks_running", "0"));
                }
                finished.clear();
                manager.send(new WorkerMessage.End());
            }
            case ManagerMessage.Get get -> manager.answer(get, cache.resolve(get.cacheName()));
            case ManagerMessage.Unlink unlink -> {
                try {
                    Files.deleteIfExists(cache.resolve(unlink.cacheName()));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
            default -> {}
        }
    }

    @Override
    public Path place(ManagerMessage announcement) {
        return cache.resolve(
                switch (announcement) {
                    case ManagerMessage.Put put -> put.cacheName();
                    case ManagerMessage.Directory directory -> directory.cacheName();
                    default -> throw new AssertionError(announcement);
                });
    }

    @Override
    public void placed(ManagerMessage announcement, Path where, long bytes) {
        messages.add(announcement);
    }

    @Override
    public void closed(CloseReason reason) {
        closed.add(reason);
    }
}
