package org.topcoffea.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.topcoffea.fixtures.Site;

/** The least that runs shell commands for a real manager: one after the other, inputs copied, outputs moved. */
final class ShellWorker implements ManagerListener {
    final List<ManagerMessage> messages = new CopyOnWriteArrayList<>();
    final BlockingQueue<CloseReason> closed = new LinkedBlockingQueue<>();
    private final Path workspace;
    private final List<Done> done = new ArrayList<>();
    private volatile ManagerConnection connection;

    ShellWorker(Path workspace) {
        this.workspace = workspace;
    }

    void connect(ManagerConnector connector, int port, ConnectOptions options) {
        connection = connector.connect(
                List.of(new Address("127.0.0.1", port)), options, PlainWorker.greeting("worker-shell"), this);
    }

    private ManagerConnection manager() {
        Waiting.until(() -> "connected", () -> connection != null);
        return connection;
    }

    @Override
    public void message(ManagerMessage message) {
        messages.add(message);
        switch (message) {
            case ManagerMessage.Task task -> Thread.ofVirtual().start(() -> run(task));
            case ManagerMessage.SendResults all -> results();
            case ManagerMessage.Get get -> manager().answer(get, workspace.resolve(get.cacheName()));
            default -> {}
        }
    }

    private synchronized void run(ManagerMessage.Task task) {
        try {
            Path sandbox = Files.createDirectory(workspace.resolve("t." + task.id()));
            for (TaskFile input : task.inputs()) {
                Files.copy(workspace.resolve(input.cacheName()), sandbox.resolve(input.path()));
            }
            manager().send(new WorkerMessage.Info("tasks_running", "1"));
            Path log = workspace.resolve("log." + task.id());
            Process process = new ProcessBuilder("/bin/sh", "-c", task.command())
                    .directory(sandbox.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Site.end(process);
            for (TaskFile output : task.outputs()) {
                if (Files.exists(sandbox.resolve(output.path()))) {
                    Files.move(sandbox.resolve(output.path()), workspace.resolve(output.cacheName()));
                }
            }
            done.add(new Done(task.id(), process.exitValue(), log));
            manager().send(new WorkerMessage.AvailableResults());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void results() {
        Thread.ofVirtual().start(this::sendResults);
    }

    private synchronized void sendResults() {
        for (Done each : done) {
            long length = each.log().toFile().length();
            manager()
                    .send(
                            new WorkerMessage.Result(0, each.exit(), length, 1000, each.task()),
                            new Body.InFile(each.log(), 0, length));
        }
        done.clear();
        manager().send(new WorkerMessage.Info("tasks_running", "0"));
        manager().send(new WorkerMessage.End());
    }

    @Override
    public Path place(ManagerMessage announcement) {
        return workspace.resolve(
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

    private record Done(long task, int exit, Path log) {}
}
