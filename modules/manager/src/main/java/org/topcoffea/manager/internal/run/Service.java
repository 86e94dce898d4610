package org.topcoffea.manager.internal.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.topcoffea.manager.ManagerError;
import org.topcoffea.manager.ManagerListener;
import org.topcoffea.manager.RunSetup;
import org.topcoffea.manager.internal.queue.QueueLogs;
import org.topcoffea.manager.internal.queue.TaskQueue;
import org.topcoffea.manager.internal.status.Identity;
import org.topcoffea.manager.internal.status.Numbers;
import org.topcoffea.manager.internal.status.StatusBoard;
import org.topcoffea.manager.internal.status.StatusDocuments;
import org.topcoffea.manager.internal.store.MergedResult;
import org.topcoffea.manager.internal.store.PartStore;
import org.topcoffea.plan.ManagerOptions;
import org.topcoffea.runner.FileTroubles;
import org.topcoffea.runner.PartialResult;
import org.topcoffea.runner.RunPlan;
import org.topcoffea.runner.RunResult;
import org.topcoffea.scheduler.Event;
import org.topcoffea.scheduler.SchedulerConfig;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.wire.CatalogClient;
import org.topcoffea.wire.CloseReason;
import org.topcoffea.wire.ManagerServer;
import org.topcoffea.wire.ManagerService;
import org.topcoffea.wire.Password;
import org.topcoffea.wire.ServerOptions;
import org.topcoffea.wire.ServerTls;
import org.topcoffea.wire.StatusQuery;
import org.topcoffea.wire.WorkerConnection;
import org.topcoffea.wire.WorkerListener;

/** The manager at its port: queue, server, catalog, logs, local workers, and the analysis that uses them. */
final class Service implements ManagerService {
    private final RunSetup setup;
    private final ManagerListener listener;
    private final OpenRun run;
    private final Merger merger;
    private final QueueLogs logs;
    private final RunBook book;
    private final Analysis analysis;
    private final TaskQueue queue;
    private final Upkeep upkeep;
    private final Courier courier;
    private final ExecutorService background = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("background").factory());
    private volatile Optional<StatusBoard> board = Optional.empty();
    private Optional<LocalWorkers> local = Optional.empty();
    private Optional<CatalogUpdates> catalogUpdates = Optional.empty();

    Service(
            RunPlan plan,
            RunSetup setup,
            ManagerListener listener,
            OpenRun run,
            Stage stage,
            PartStore store,
            MergedResult merged) {
        this.setup = setup;
        this.listener = listener;
        this.run = run;
        this.merger = new Merger(merged, listener::say);
        this.logs = QueueLogs.open(setup.options().logs());
        this.book = new RunBook(
                plan, merged.total().events().copy(), run.journal().past().metrics(), listener);
        this.courier = new Courier(setup, plan, this::later, listener::say);
        this.upkeep = new Upkeep(stage, courier, listener, logs, run.journal(), this::later);
        TaskPolicy policy = new TaskPolicy(setup.options());
        ChunkSizes sizes = new ChunkSizes(book, setup.options(), plan.chunks().target());
        sizes.remember(run.journal().past().metrics());
        Context context = new Context(book, merger, store, policy, new TaskRecords(logs.tasks()), sizes, listener::say);
        this.analysis = analysis(context, plan, stage);
        this.queue = new TaskQueue(
                SchedulerConfig.DEFAULT.withMode(TaskPolicy.mode(setup.options().resourceMode())),
                analysis,
                logs,
                Service::micros);
        context.queue(queue);
        upkeep.queue(queue);
        courier.begin(queue);
        upkeep.every(courier::look);
        policy.categories().forEach(queue::define);
        run.journal().past().memories().forEach(memory -> queue.tell(new Event.CategoryRemembered(memory)));
    }

    private Analysis analysis(Context context, RunPlan plan, Stage stage) {
        Failures failures = new Failures(
                run.directory().failures(),
                stage.description(),
                List.of(setup.plugin().origin()),
                listener::say);
        return new Analysis(
                context,
                new Forms(stage, courier::files),
                setup.options().chunksPerAccum(),
                failures,
                new FileTroubles(setup.access().badFiles(), plan.files().size()),
                new KnownFiles(plan, setup.metadata(), run.journal(), this::later),
                upkeep);
    }

    private static long micros() {
        return java.time.temporal.ChronoUnit.MICROS.between(java.time.Instant.EPOCH, java.time.Instant.now());
    }

    /** Does something that may take a while and that nobody waits for. */
    private void later(Runnable something) {
        background.execute(something);
    }

    /** Ends the run early; from any thread. */
    void stop() {
        queue.post(analysis::stop);
    }

    /** Serves workers until everything is over. */
    PartialResult serve() {
        ManagerOptions options = setup.options();
        ServerTls tls = tls(options);
        CatalogClient catalog = catalog(options);
        ServerOptions where = ServerOptions.onPorts(options.firstPort(), options.lastPort())
                .withPassword(options.passwordFile().map(Password::read).orElse(Password.NONE))
                .withTls(tls);
        try (ManagerServer server = ManagerServer.start(where, this)) {
            announce(server, catalog, tls);
            try {
                queue.post(analysis::begin);
                work();
            } finally {
                courier.takeBack();
                logs.statistics().add(Numbers.of(queue));
                queue.close("the run is over");
                catalogUpdates.ifPresent(CatalogUpdates::close);
            }
        } finally {
            local.ifPresent(LocalWorkers::end);
            end();
        }
        analysis.fatal().ifPresent(Service::rethrow);
        return total();
    }

    private static ServerTls tls(ManagerOptions options) {
        if (!options.ssl()) {
            return ServerTls.NONE;
        }
        return options.sslKey().isPresent()
                ? ServerTls.read(options.sslKey().get(), options.sslCert().orElseThrow())
                : ServerTls.selfSigned(WorkerHints.host());
    }

    private static CatalogClient catalog(ManagerOptions options) {
        boolean none = options.catalog().isEmpty() && System.getenv("CATALOG_HOST") == null;
        return none
                ? new CatalogClient(List.of(), Duration.ZERO, false)
                : CatalogClient.of(options.catalog(), System.getenv());
    }

    private void announce(ManagerServer server, CatalogClient catalog, ServerTls tls) {
        ManagerOptions options = setup.options();
        Identity identity = new Identity(
                options.name(), setup.version(), server.port(), options.ssl(), tls.fingerprint(), micros(), false);
        StatusDocuments documents = new StatusDocuments(queue, identity, this::progressFields, analysis::text);
        StatusBoard status = new StatusBoard(queue, documents);
        board = Optional.of(status);
        queue.post(status::refresh);
        server.warnings().forEach(listener::say);
        WorkerHints how = new WorkerHints(options, catalog, tls, server.port());
        List<String> hints = how.commands();
        upkeep.hints(hints);
        listener.say("manager " + options.name() + " waits for workers at port " + server.port()
                + (options.localWorkers() > 0 ? "" : "; start some with:  " + String.join("  or  ", hints)));
        CatalogUpdates updates = new CatalogUpdates(catalog, status, queue, listener::say);
        catalogUpdates = Optional.of(updates);
        upkeep.every(status::refresh);
        upkeep.every(() -> updates.factories(queue.factories()));
        if (options.localWorkers() > 0) {
            List<String> command = new java.util.ArrayList<>(setup.workerCommand());
            command.addAll(how.local(options.localWorkers()));
            LocalWorkers workers = new LocalWorkers(command, run.directory().path(), listener::say);
            local = Optional.of(workers);
            upkeep.every(workers::tick);
            workers.start(options.localWorkers());
        }
    }

    private Map<String, ?> progressFields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("events_done", book.eventsDone());
        fields.put("tasks_left", queue.scheduler().statistics().tasks().waiting() + book.chunksLeft());
        fields.put("run_id", run.runId());
        return fields;
    }

    private void work() {
        boolean interrupted = false;
        boolean over = false;
        while (!over) {
            try {
                queue.run();
                over = true;
            } catch (InterruptedException e) {
                interrupted = true;
                analysis.stop();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what the logs still lack and ends the threads. */
    private void end() {
        analysis.closeRecords();
        upkeep.close();
        logs.close();
        background.shutdown();
        board.ifPresent(StatusBoard::close);
        boolean interrupted = false;
        try {
            if (analysis.fatal().isPresent()) {
                merger.giveUpOnFullDisk();
            }
            merger.end();
            if (!background.awaitTermination(1, TimeUnit.MINUTES)) {
                background.shutdownNow();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private PartialResult total() {
        try {
            return merger.finish();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AnalysisException(ManagerError.UNEXPECTED, "interrupted while results were merged", e);
        }
    }

    private static void rethrow(Throwable failure) {
        switch (failure) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new AnalysisException(ManagerError.UNEXPECTED, failure.toString(), failure);
        }
    }

    /** Waits until the workers on this machine have ended, which goes on while the output is written. */
    void awaitLocal() {
        local.ifPresent(LocalWorkers::close);
    }

    RunResult result(PartialResult total, double seconds) {
        return book.result(total, seconds).withServers(analysis.servers());
    }

    @Override
    public WorkerListener introduced(WorkerConnection worker) {
        return queue.introduced(worker);
    }

    @Override
    public ByteBuffer status(StatusQuery query) throws IOException {
        Optional<StatusBoard> status = board;
        return status.isPresent() ? status.get().answer(query) : StatusBoard.nothing();
    }

    @Override
    public void answered(StatusQuery query) {
        board.ifPresent(status -> status.prepare(query));
    }

    @Override
    public String project() {
        return setup.options().name();
    }

    @Override
    public void refused(String address, CloseReason reason) {
        logs.debug().notice("turned away " + address + ": " + reason.text());
    }
}
