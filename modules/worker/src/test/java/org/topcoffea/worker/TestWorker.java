package org.topcoffea.worker;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.topcoffea.spi.Resources;
import org.topcoffea.wire.Address;
import org.topcoffea.wire.ClientTls;
import org.topcoffea.wire.ConnectionMode;
import org.topcoffea.wire.Password;

/** A worker in this process, in a thread of its own. */
final class TestWorker implements AutoCloseable {
    final List<String> lines = new CopyOnWriteArrayList<>();
    final Worker worker;
    private final Thread thread;

    TestWorker(WorkerOptions options) {
        this.worker = new Worker(options, lines::add);
        this.thread = Thread.ofPlatform().name("test-worker").start(worker::run);
    }

    static TestWorker of(int port, Path workdir) {
        return new TestWorker(options(port, workdir, Optional.empty()));
    }

    static TestWorker withRunners(int port, Path workdir) {
        return new TestWorker(options(port, workdir, Optional.of(new RunnerMain.Program())));
    }

    static WorkerOptions options(int port, Path workdir, Optional<WorkerOptions.RunnerProgram> runners) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        return new WorkerOptions(
                List.of(new Address("127.0.0.1", port)),
                "",
                "",
                ConnectionMode.MANAGER_CHOICE,
                Password.NONE,
                ClientTls.NONE,
                Duration.ofSeconds(600),
                Duration.ofSeconds(60),
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                new Resources(2, 1000, 500, 0),
                Duration.ZERO,
                List.of("one"),
                workdir.toString(),
                false,
                false,
                "",
                "",
                "",
                true,
                "",
                Duration.ofSeconds(60),
                "0.1.0",
                "",
                runners,
                environment);
    }

    /** The same options with some others, for a manager that is found in a catalog if there is a project. */
    static WorkerOptions with(
            WorkerOptions usual, Password password, boolean singleShot, String project, String catalog) {
        return changed(usual, password, singleShot, project, catalog, usual.idleTimeout(), usual.wallTime());
    }

    /** The same options for a worker that ends by itself. */
    static WorkerOptions ending(WorkerOptions usual, Duration idleTimeout, Duration wallTime, boolean singleShot) {
        return changed(usual, usual.password(), singleShot, "", "", idleTimeout, wallTime);
    }

    private static WorkerOptions changed(
            WorkerOptions usual,
            Password password,
            boolean singleShot,
            String project,
            String catalog,
            Duration idleTimeout,
            Duration wallTime) {
        return new WorkerOptions(
                project.isEmpty() ? usual.managers() : List.of(),
                project,
                catalog,
                usual.connectionMode(),
                password,
                usual.tls(),
                idleTimeout,
                usual.connectTimeout(),
                usual.minBackoff(),
                usual.maxBackoff(),
                usual.resources(),
                wallTime,
                usual.features(),
                usual.workdir(),
                singleShot,
                usual.parentDeath(),
                usual.architecture(),
                usual.system(),
                usual.factory(),
                usual.symlinks(),
                usual.taskWrapper(),
                usual.vacateTime(),
                usual.version(),
                usual.runtime(),
                usual.runners(),
                usual.environment());
    }

    void await() throws InterruptedException {
        thread.join(TimeUnit.SECONDS.toMillis(TestManager.PATIENCE));
        assertFalse(thread.isAlive(), "the worker does not end");
    }

    @Override
    public void close() {
        worker.stop(15);
        try {
            await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the worker ended", e);
        }
    }
}
