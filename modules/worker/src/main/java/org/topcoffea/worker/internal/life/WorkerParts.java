package org.topcoffea.worker.internal.life;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.topcoffea.remote.CredentialDirectory;
import org.topcoffea.spi.Resources;
import org.topcoffea.worker.WorkerOptions;
import org.topcoffea.worker.internal.inplace.RunnerHost;
import org.topcoffea.worker.internal.inplace.RunnerPool;
import org.topcoffea.worker.internal.process.Monitor;
import org.topcoffea.worker.internal.session.CommandPlace;
import org.topcoffea.worker.internal.session.Environments;
import org.topcoffea.worker.internal.session.HeldResults;
import org.topcoffea.worker.internal.session.Session;
import org.topcoffea.worker.internal.workspace.Cache;
import org.topcoffea.worker.internal.workspace.Workspace;

/** What lives as long as the worker does, however many managers it serves. */
final class WorkerParts implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("wq");

    /** Beside its objects, a virtual machine takes so much memory, in MB. */
    private static final long OVERHEAD = 300;

    private static final long LEAST_HEAP = 128;

    private final Resources resources;
    private final Workspace workspace;
    private final Cache cache;
    private final Monitor monitor = new Monitor();
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("worker").factory());
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("job-", 0).factory());
    private final HeldResults held;
    private final CredentialDirectory credentials;
    private final @Nullable RunnerPool runners;
    private final Session.Place place;

    /**
     * Puts the parts together.
     *
     * @param workerId tells the worker from all others
     * @param lost hears that a sum is lost, with the run and its name
     */
    WorkerParts(
            WorkerOptions options,
            Resources resources,
            Workspace workspace,
            String workerId,
            BiConsumer<String, String> lost) {
        this.resources = resources;
        this.workspace = workspace;
        this.cache = new Cache(workspace);
        this.held = new HeldResults(cache);
        this.credentials = CredentialDirectory.make(workspace.credentials());
        this.runners = options.runners()
                .map(program -> new RunnerPool(workerId, new Host(program, workerId, lost), this::post))
                .orElse(null);
        this.place = new Session.Place(
                new CommandPlace(workspace, cache, monitor, options.environment(), options.taskWrapper(), workerId),
                runners,
                new Environments(cache, workspace.directory().resolve("environments")),
                held,
                credentials,
                this::post,
                threads,
                options.idleTimeout());
    }

    Session.Place place(Duration idleTimeout) {
        return new Session.Place(
                place.commands(),
                place.runners(),
                place.environments(),
                place.held(),
                place.credentials(),
                place.loop(),
                place.threads(),
                idleTimeout);
    }

    /** Has something done by the worker's own thread; when the worker has ended, nobody needs it any more. */
    private void post(Runnable action) {
        try {
            loop.execute(() -> attempt(action));
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "the worker has ended");
        }
    }

    /** The thread itself would say nothing of what goes wrong, and do what is to be repeated never again. */
    static void attempt(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "this is a mistake in the worker: " + e
                            + "; it goes on. Please report it, with what -d all prints");
            LOG.log(
                    System.Logger.Level.DEBUG,
                    () -> Stream.of(e.getStackTrace())
                            .map(frame -> "  at " + frame)
                            .collect(Collectors.joining("\n", e + "\n", "")));
        }
    }

    ScheduledExecutorService loop() {
        return loop;
    }

    HeldResults held() {
        return held;
    }

    Resources resources() {
        return resources;
    }

    /** A new session finds nothing but what is held. */
    void reset() {
        credentials.clear();
        cache.clear(held.names());
        if (runners != null) {
            runners.stop(false);
            loop.execute(runners::warm);
        }
    }

    /** Nothing is read for this manager any more. */
    void forgetCredentials() {
        credentials.clear();
    }

    @Override
    public void close() {
        loop.shutdownNow();
        if (runners != null) {
            runners.close();
        }
        monitor.close();
        threads.shutdownNow();
        credentials.close();
        workspace.close();
    }

    private final class Host implements RunnerHost {
        private final WorkerOptions.RunnerProgram program;
        private final String workerId;
        private final BiConsumer<String, String> lost;
        private final AtomicLong number = new AtomicLong();

        private Host(WorkerOptions.RunnerProgram program, String workerId, BiConsumer<String, String> lost) {
            this.program = program;
            this.workerId = workerId;
            this.lost = lost;
        }

        private long heap() {
            return Math.max(LEAST_HEAP, Math.min(resources.memory() - OVERHEAD, resources.memory() * 4 / 5));
        }

        @Override
        public List<String> command() {
            return program.command(heap(), Math.clamp(resources.cores(), 1, 1024));
        }

        @Override
        public Map<String, String> environment() {
            Map<String, String> variables = new HashMap<>(program.environment(heap()));
            variables.put(CredentialDirectory.VARIABLE, credentials.path().toString());
            return variables;
        }

        @Override
        public Path directory() {
            return workspace.temporary();
        }

        @Override
        public Path log() {
            return workspace.directory().resolve("runner." + number.incrementAndGet() + ".log");
        }

        @Override
        public String nameForHeld() {
            return "held-" + workerId + "-" + number.incrementAndGet();
        }

        @Override
        public Path incoming(String cacheName) {
            return workspace.temporary().resolve(cacheName);
        }

        @Override
        public void take(String cacheName, Path made) {
            cache.take(cacheName, made);
        }

        @Override
        public Path cached(String cacheName) {
            return cache.path(cacheName);
        }

        @Override
        public void drop(String cacheName) {
            cache.drop(cacheName);
        }

        @Override
        public void lost(String runId, String fold) {
            lost.accept(runId, fold);
        }
    }
}
