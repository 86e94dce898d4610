package org.topcoffea.manager.internal.run;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.topcoffea.manager.internal.queue.Peer;
import org.topcoffea.manager.internal.queue.QueueLogs;
import org.topcoffea.manager.internal.queue.TaskQueue;
import org.topcoffea.manager.internal.store.MergedResult;
import org.topcoffea.manager.internal.store.PartStore;
import org.topcoffea.plan.Given;
import org.topcoffea.plan.InputFile;
import org.topcoffea.plan.ManagerOptions;
import org.topcoffea.plan.MetadataCache;
import org.topcoffea.plan.RunOption;
import org.topcoffea.plan.RunOptions;
import org.topcoffea.plan.Settings;
import org.topcoffea.runner.ChunkFailure;
import org.topcoffea.runner.FileTroubles;
import org.topcoffea.runner.RunListener;
import org.topcoffea.runner.RunResult;
import org.topcoffea.scheduler.Action;
import org.topcoffea.scheduler.Event;
import org.topcoffea.scheduler.Reason;
import org.topcoffea.scheduler.SchedulerConfig;
import org.topcoffea.task.PluginArchive;
import org.topcoffea.task.RunDescription;
import org.topcoffea.task.TaskDescription;
import org.topcoffea.wire.WorkerConnection;
import org.topcoffea.wire.WorkerListener;

/** One life of a manager: what {@link Service} is made of, without the port. */
final class SimulatedLife implements Environs, RunListener {
    private final OpenRun run;
    private final SimulatedTime.Worker merging;
    private final SimulatedTime.Worker background;
    private final Merger merger;
    private final RunBook book;
    private final Context context;
    private final Analysis analysis;
    private final TaskQueue queue;
    private long processed;

    static SimulatedLife begin(
            SimulatedRun world, SimulatedFixtures fixtures, OpenRun.Mode mode, SplittableRandom random)
            throws IOException {
        OpenRun run = OpenRun.open(world.scratch.resolve("run"), "fingerprint", mode, world.said::add, world.disk);
        try {
            return new SimulatedLife(world, fixtures, run, random);
        } catch (IOException | RuntimeException | Error e) {
            run.close();
            throw e;
        }
    }

    private SimulatedLife(SimulatedRun world, SimulatedFixtures fixtures, OpenRun run, SplittableRandom random)
            throws IOException {
        this.run = run;
        PartStore store = new PartStore(run.directory().parts(), world::type, world.disk);
        MergedResult merged =
                new MergedResult(store, run.journal(), world.empty().accumulators());
        Stage stage = new Stage(
                run.directory().stage(),
                Optional.of(fixtures.image),
                fixtures.cache,
                List.of(fixtures.plugin),
                description(world, fixtures));
        stage.packRuntime();
        this.merging = world.time.thread(() -> random.nextLong(random.nextInt(50) == 0 ? 300_000_000 : 200_000));
        this.background = world.time.thread(() -> random.nextLong(200_000));
        this.merger = new Merger(merged, world.said::add, merging, world.disk::pause);
        this.book = new RunBook(
                world.plan, merged.total().events().copy(), run.journal().past().metrics(), this);
        RunOptions given = options();
        ManagerOptions options = given.manager();
        TaskPolicy policy = new TaskPolicy(options);
        QueueLogs logs = QueueLogs.open(ManagerOptions.Logs.NONE);
        ChunkSizes sizes = new ChunkSizes(book, options, world.scenario.chunk());
        sizes.remember(run.journal().past().metrics());
        this.context = new Context(book, merger, store, policy, new TaskRecords(logs.tasks()), sizes, world.said::add);
        Failures failures = new Failures(run.directory().failures(), stage.description(), List.of(), world.said::add);
        this.analysis = new Analysis(
                context,
                new Forms(stage, peer -> List.of()),
                2 + random.nextInt(6),
                failures,
                new FileTroubles(given.access().badFiles(), world.plan.files().size()),
                new KnownFiles(world.plan, MetadataCache.none(), run.journal(), background::execute),
                this);
        this.queue = new TaskQueue(
                SchedulerConfig.DEFAULT.withMode(TaskPolicy.mode(options.resourceMode())),
                analysis,
                logs,
                world.time::now);
        context.queue(queue);
        policy.categories().forEach(queue::define);
        run.journal().past().memories().forEach(memory -> queue.tell(new Event.CategoryRemembered(memory)));
        queue.post(analysis::begin);
    }

    private RunDescription description(SimulatedRun world, SimulatedFixtures fixtures) {
        return new RunDescription(
                run.runId(),
                "jets",
                Map.of(),
                world.plan.run().samples(),
                List.of(),
                "Events",
                4096,
                true,
                List.of(new PluginArchive("jets", fixtures.plugin.key())),
                options().access());
    }

    private static RunOptions options() {
        Map<String, Given> given = new HashMap<>();
        given.put("executor", Given.commandLine("-x", List.of("work_queue")));
        return RunOptions.of(Settings.of(RunOption.parameters(), Map.of(), given));
    }

    String runId() {
        return run.runId();
    }

    WorkerListener introduced(WorkerConnection connection) {
        return queue.introduced(connection);
    }

    @Nullable
    TaskDescription description(long task) {
        Work work = context.works.get(task);
        return work == null ? null : work.description();
    }

    void stop() {
        analysis.stop();
    }

    /** Does what there is to do. */
    boolean turn() throws InterruptedException {
        return queue.turn(0);
    }

    /** A number that tells how far it is. */
    long state() {
        return processed * 1_000_003 + context.works.size();
    }

    /** The process is gone; the disk has what was written. */
    void die() {
        merging.die();
        background.die();
        run.close();
    }

    /** What comes out when everything is over. */
    RunResult end() throws InterruptedException {
        background.shutdown();
        analysis.fatal().ifPresent(failure -> {
            throw new IllegalStateException("the run failed", failure);
        });
        RunResult result = book.result(merger.finish(), 0);
        run.close();
        return result;
    }

    String stuck() {
        StringBuilder text = new StringBuilder();
        for (Work work : context.works.values()) {
            text.append(work.id()).append(' ').append(work.text());
            for (Reason reason : queue.scheduler().whyNotRunning(work.id())) {
                text.append("; ").append(reason.text());
            }
            text.append('\n');
        }
        return text + " exhausted: " + book.exhausted() + ", workers: "
                + queue.peers().size() + ", " + queue.scheduler().statistics();
    }

    @Override
    public void prepareCommands(Peer peer, Consumer<Optional<String>> done) {
        background.execute(() -> queue.post(() -> done.accept(Optional.empty())));
    }

    @Override
    public void joined(Peer peer) {}

    @Override
    public void left(Peer peer) {}

    @Override
    public void progress(int stored, int known) {}

    @Override
    public void learnt(Action.Learnt learnt) {}

    @Override
    public void over() {
        queue.end();
    }

    @Override
    public void files(long known, long all) {}

    @Override
    public void events(long done, long known) {
        processed = done;
    }

    @Override
    public void merging(long merged, long all) {}

    @Override
    public void failed(ChunkFailure failure) {}

    @Override
    public void skipped(InputFile file, String reason) {}
}
