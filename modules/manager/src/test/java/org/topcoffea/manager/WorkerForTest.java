package org.topcoffea.manager;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.topcoffea.runner.EventFiles;
import org.topcoffea.spi.AccumulatorType;
import org.topcoffea.spi.EventProcessor;
import org.topcoffea.spi.Resources;
import org.topcoffea.task.InPlace;
import org.topcoffea.task.RunDescription;
import org.topcoffea.task.TaskDescription;
import org.topcoffea.task.TaskExecutor;
import org.topcoffea.task.TaskReport;
import org.topcoffea.task.WorkerNotice;
import org.topcoffea.wire.Address;
import org.topcoffea.wire.Body;
import org.topcoffea.wire.CloseReason;
import org.topcoffea.wire.ConnectOptions;
import org.topcoffea.wire.ManagerConnection;
import org.topcoffea.wire.ManagerConnector;
import org.topcoffea.wire.ManagerListener;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.wire.TaskFile;
import org.topcoffea.wire.WorkerGreeting;
import org.topcoffea.wire.WorkerMessage;

/** A worker in the process of the test: carries out tasks with the real executor, and dies when it is told to. */
final class WorkerForTest implements ManagerListener, AutoCloseable {
    private static final String OFFERED = "held-offered";

    private final Path cache;
    private final Supplier<EventProcessor> processors;
    private final Function<String, AccumulatorType<?>> types;
    private final int cores;
    private final ExecutorService threads;
    private final Object dialogue = new Object();
    private final Deque<Runnable> results = new ArrayDeque<>();
    private final List<WorkerMessage.Info> more;
    private @Nullable TaskExecutor executor;
    private @Nullable ManagerConnection connection;
    private final AtomicInteger open = new AtomicInteger();
    private final CompletableFuture<Boolean> handedOver = new CompletableFuture<>();
    private volatile String runId = "";
    private volatile boolean leaving;
    private volatile boolean dead;
    private int tasksDone;
    private int dieAfter = Integer.MAX_VALUE;

    WorkerForTest(
            Path cache,
            Supplier<EventProcessor> processors,
            Function<String, AccumulatorType<?>> types,
            int cores,
            List<WorkerMessage.Info> more) {
        this.cache = cache;
        this.processors = processors;
        this.types = types;
        this.cores = cores;
        this.more = List.copyOf(more);
        this.threads = Executors.newFixedThreadPool(cores);
    }

    /** Lets it vanish when it has done so many tasks. */
    WorkerForTest dieAfter(int tasks) {
        dieAfter = tasks;
        return this;
    }

    WorkerForTest connect(ManagerConnector connector, int port, ConnectOptions options) {
        WorkerGreeting greeting = new WorkerGreeting(
                new WorkerMessage.Introduction(11, "testhost", "Linux", "x86_64", "0.1.0"),
                "worker-" + System.nanoTime(),
                List.of(InPlace.FEATURE),
                new Resources(cores, 4000, 4000, 0),
                Instant.EPOCH,
                "",
                more);
        ManagerConnection made = connector.connect(
                List.of(new Address("127.0.0.1", port)),
                options.withPatience(Duration.ofSeconds(60), Duration.ofHours(1)),
                greeting,
                this);
        synchronized (this) {
            connection = made;
            notifyAll();
        }
        return this;
    }

    private synchronized ManagerConnection connection() {
        try {
            while (connection == null) {
                wait();
            }
            return connection;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isDead() {
        return dead;
    }

    @Override
    public void message(ManagerMessage message) {
        if (dead) {
            return;
        }
        try {
            switch (message) {
                case ManagerMessage.Task task -> {
                    open.incrementAndGet();
                    threads.execute(() -> run(task));
                }
                case ManagerMessage.SendResults send -> threads.execute(this::sendResults);
                case ManagerMessage.Get get -> {
                    synchronized (dialogue) {
                        connection().answer(get, cache.resolve(get.cacheName()));
                    }
                }
                case ManagerMessage.Unlink unlink -> {
                    Files.deleteIfExists(cache.resolve(unlink.cacheName()));
                    if (unlink.cacheName().equals(OFFERED)) {
                        handedOver.complete(true);
                        die("everything is handed over");
                    }
                }
                case ManagerMessage.Release release -> dieUnlessLeaving("released");
                case ManagerMessage.Exit exit -> dieUnlessLeaving("told to end");
                default -> {}
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RejectedExecutionException e) {
            die("no threads");
        }
    }

    private void sendResults() {
        List<Runnable> all;
        synchronized (results) {
            all = new ArrayList<>(results);
            results.clear();
        }
        // Nothing else may be said between the first result and the end of all.
        synchronized (dialogue) {
            all.forEach(Runnable::run);
            connection().send(new WorkerMessage.End());
        }
        open.addAndGet(-all.size());
    }

    private synchronized TaskExecutor executor(ManagerMessage.Task task) throws IOException {
        if (executor == null) {
            TaskFile run = task.inputs().stream()
                    .filter(file -> file.path().equals(InPlace.RUN_FILE))
                    .findFirst()
                    .orElseThrow();
            RunDescription description = RunDescription.parse(Files.readAllBytes(cache.resolve(run.cacheName())));
            runId = description.runId();
            executor = new TaskExecutor(description, processors, types, EventFiles::open, cores, "fold-1");
        }
        return executor;
    }

    private void run(ManagerMessage.Task task) {
        if (dead) {
            return;
        }
        try {
            Path directory = Files.createDirectories(cache.resolve("t." + task.id()));
            byte[] command = task.command().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            TaskReport report = executor(task).execute(TaskDescription.parse(command), directory, 1, () -> false);
            for (TaskFile output : task.outputs()) {
                if (Files.exists(directory.resolve(output.path()))) {
                    Files.move(directory.resolve(output.path()), cache.resolve(output.cacheName()));
                }
            }
            tell(task, report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tell(ManagerMessage.Task task, TaskReport report) {
        byte[] body = report.toJson();
        ManagerConnection to = connection();
        synchronized (results) {
            if (dead) {
                return;
            }
            if (++tasksDone >= dieAfter) {
                die("as planned");
                return;
            }
            results.add(() -> to.send(
                    new WorkerMessage.Result(0, report.exitCode(), body.length, 1000, task.id()),
                    new Body.Bytes(body, 0)));
        }
        to.send(new WorkerMessage.AvailableResults());
    }

    private void dieUnlessLeaving(String reason) {
        if (!leaving) {
            die(reason);
        }
    }

    /** Goes as a worker does that has been told to: tells so, reports what it has, offers what it holds. */
    CompletableFuture<Boolean> leave(String field, String value) {
        leaving = true;
        connection().send(new WorkerMessage.Info(field, value));
        Thread.ofPlatform().daemon().name("leaving").start(() -> {
            try {
                while (open.get() > 0) {
                    Thread.sleep(20);
                }
                TaskExecutor held = Objects.requireNonNull(executor);
                TaskReport report = held.collect(List.of(), cache, OFFERED);
                say(new WorkerNotice.Holds(runId, OFFERED, ((TaskReport.Merged) report).bytes()));
            } catch (InterruptedException e) {
                handedOver.completeExceptionally(e);
            }
        });
        return handedOver;
    }

    /** Breaks the connection and does nothing any more. */
    void die(String reason) {
        dead = true;
        threads.shutdown();
        if (connection != null) {
            connection.close(reason);
        }
    }

    /** Tells the manager something. */
    void say(WorkerNotice notice) {
        connection().send(new WorkerMessage.Info(notice.field(), notice.text()));
    }

    @Override
    public Path place(ManagerMessage announcement) {
        return switch (announcement) {
            case ManagerMessage.Put put -> cache.resolve(put.cacheName());
            default -> throw new IllegalArgumentException(announcement.toString());
        };
    }

    @Override
    public void placed(ManagerMessage announcement, Path where, long bytes) {}

    @Override
    public void closed(CloseReason reason) {
        dead = true;
        handedOver.complete(false);
        threads.shutdown();
    }

    @Override
    public void close() {
        die("closed");
    }
}
