package org.topcoffea.manager.internal.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.topcoffea.wire.Body;
import org.topcoffea.wire.CloseReason;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.wire.TransferReport;
import org.topcoffea.wire.WorkerConnection;
import org.topcoffea.wire.WorkerListener;
import org.topcoffea.wire.WorkerMessage;

/** The way between one life of the manager and a worker: it keeps the order, takes time, and may end at any moment. */
final class SimulatedConnection implements WorkerConnection {
    private final SimulatedRun run;
    private final SimulatedWorker worker;
    private final WorkerMessage.Introduction introduction;
    private final SplittableRandom random;
    private final long number;
    private final long epoch;
    private final WorkerListener listener;
    private final List<Runnable> transfers = new ArrayList<>();
    private long toManager;
    private long toWorker;
    private boolean open = true;

    SimulatedConnection(
            SimulatedRun run,
            SimulatedWorker worker,
            WorkerMessage.Introduction introduction,
            SplittableRandom random) {
        this.run = run;
        this.worker = worker;
        this.introduction = introduction;
        this.random = random;
        this.number = run.nextConnection(this);
        this.epoch = run.epoch();
        this.listener = run.introduced(this);
    }

    private long way(long last) {
        return Math.max(last + 1, run.time.now() + random.nextLong(run.scenario.latency()));
    }

    /** The worker says something. */
    void tell(WorkerMessage message) {
        deliver(() -> listener.message(message));
    }

    void tell(WorkerMessage.WithBody header, byte[] body) {
        deliver(() -> listener.message(header, new Body.Bytes(body, 0)));
    }

    private void deliver(Runnable what) {
        toManager = way(toManager);
        run.time.after(toManager - run.time.now(), () -> {
            if (open && epoch == run.epoch()) {
                what.run();
            }
        });
    }

    private void carry(Runnable what) {
        toWorker = way(toWorker);
        run.time.after(toWorker - run.time.now(), () -> {
            if (open) {
                what.run();
            }
        });
    }

    /** Both sides see that it has ended. */
    void cut() {
        if (open) {
            drop();
            worker.disconnected();
        }
    }

    /** The manager sees that it has ended, after a while. */
    void drop() {
        if (!open) {
            return;
        }
        open = false;
        run.time.after(random.nextLong(20_000_000), () -> {
            if (epoch == run.epoch()) {
                List.copyOf(transfers).forEach(Runnable::run);
                listener.closed(new CloseReason(CloseReason.Kind.PEER, "closed by the other side"));
            }
        });
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public WorkerMessage.Introduction introduction() {
        return introduction;
    }

    @Override
    public String address() {
        return "10.0.0.1:" + number;
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
    public void send(ManagerMessage message) {
        carry(() -> worker.hear(message));
    }

    @Override
    public void put(String cacheName, Path source, Consumer<TransferReport> done) {
        transfer(cacheName, done, () -> {
            try {
                return report(cacheName, Files.size(source), "");
            } catch (IOException e) {
                return report(cacheName, 0, e.toString());
            }
        });
    }

    @Override
    public void put(String cacheName, byte[] content, int mode, Consumer<TransferReport> done) {
        transfer(cacheName, done, () -> report(cacheName, content.length, ""));
    }

    private interface Work {
        TransferReport work();
    }

    /** Calls back once: when it is done, or when the connection has ended before. */
    private void transfer(String name, Consumer<TransferReport> done, Work work) {
        Runnable failing = new Runnable() {
            @Override
            public void run() {
                done.accept(report(name, 0, "the connection is closed"));
            }
        };
        transfers.add(failing);
        carry(() -> {
            TransferReport report = work.work();
            deliver(() -> {
                transfers.remove(failing);
                done.accept(report);
            });
        });
    }

    private static TransferReport report(String name, long bytes, String failure) {
        return new TransferReport(name, failure.isEmpty() ? 1 : 0, bytes, Duration.ofMillis(1), List.of(), failure);
    }

    @Override
    public void fetch(String cacheName, Path destination, long limit, Consumer<TransferReport> done) {
        transfer(cacheName, done, () -> content(cacheName, destination, limit));
    }

    private TransferReport content(String cacheName, Path destination, long limit) {
        byte[] content = worker.cache.get(cacheName);
        if (content == null) {
            return new TransferReport(
                    cacheName, 0, 0, Duration.ZERO, List.of(new WorkerMessage.Missing(cacheName, 2)), "");
        }
        if (content.length > limit) {
            return report(cacheName, 0, "it is larger than " + limit);
        }
        byte[] sent = content.clone();
        if (run.faults && random.nextDouble() < run.scenario.damaged()) {
            switch (random.nextInt(3)) {
                case 0 -> sent[random.nextInt(sent.length)] ^= (byte) (1 << random.nextInt(8));
                case 1 -> sent = java.util.Arrays.copyOf(sent, random.nextInt(sent.length));
                default -> {
                    return report(cacheName, 0, "No space left on device");
                }
            }
        }
        try {
            if (epoch == run.epoch()) {
                Files.write(destination, sent);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return report(cacheName, sent.length, "");
    }

    @Override
    public long backlog() {
        return 0;
    }

    @Override
    public void pause(boolean paused) {}

    @Override
    public void close(String reason) {
        carry(this::cut);
    }
}
