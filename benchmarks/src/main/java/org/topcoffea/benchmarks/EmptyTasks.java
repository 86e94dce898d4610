package org.topcoffea.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.topcoffea.environment.Archive;
import org.topcoffea.environment.EnvironmentCache;
import org.topcoffea.manager.internal.queue.Application;
import org.topcoffea.manager.internal.queue.Ended;
import org.topcoffea.manager.internal.queue.Form;
import org.topcoffea.manager.internal.queue.Peer;
import org.topcoffea.manager.internal.queue.QueueLogs;
import org.topcoffea.manager.internal.queue.StagedFile;
import org.topcoffea.manager.internal.queue.TaskQueue;
import org.topcoffea.manager.internal.status.Identity;
import org.topcoffea.manager.internal.status.StatusBoard;
import org.topcoffea.manager.internal.status.StatusDocuments;
import org.topcoffea.plan.FileAccess;
import org.topcoffea.plan.ManagerOptions;
import org.topcoffea.scheduler.Action;
import org.topcoffea.scheduler.SchedulerConfig;
import org.topcoffea.scheduler.TaskResult;
import org.topcoffea.scheduler.TaskSpec;
import org.topcoffea.spi.Resources;
import org.topcoffea.task.InPlace;
import org.topcoffea.task.PluginArchive;
import org.topcoffea.task.RunDescription;
import org.topcoffea.task.TaskDescription;
import org.topcoffea.task.TaskReport;
import org.topcoffea.wire.Body;
import org.topcoffea.wire.ManagerServer;
import org.topcoffea.wire.ManagerService;
import org.topcoffea.wire.ServerOptions;
import org.topcoffea.wire.StatusQuery;
import org.topcoffea.wire.TaskFile;
import org.topcoffea.wire.WorkerConnection;
import org.topcoffea.wire.WorkerListener;
import org.topcoffea.wire.WorkerMessage;

/**
 * The manager's side of {@code benchmarks/tasks}: gives tasks that do nothing to whatever workers connect, through the queue,
 * the server and the status documents of the real manager. Words: {@code tasks=N workers=N command=TEXT output=DIRECTORY
 * plugin=JAR logs=DIRECTORY}. Prints {@code port N}, {@code queued N} when as many workers are there and all tasks wait,
 * and {@code done TASKS SECONDS PROCESSOR_SECONDS LIVE_HEAP PEAK_HEAP FAILED}; heap in MB.
 */
public final class EmptyTasks implements Application, ManagerService {
    private static final int PORTION = 500;
    private static final long REFRESH = 5_000_000;
    private static final Resources ONE_CORE = new Resources(1, -1, -1, -1);
    private static final String PROBE = new String(new TaskDescription.Probe().toJson(), StandardCharsets.UTF_8);

    private final long tasks;
    private final int workers;
    private final String command;
    private final Optional<Path> outputs;
    private final Map<String, StagedFile> inPlace;
    private final TaskQueue queue;
    private @Nullable StatusBoard board;
    private int joined;
    private long submitted;
    private long over;
    private long failed;
    private long begun;
    private long nextRefresh;
    private long live;

    private EmptyTasks(Map<String, String> words) throws IOException {
        this.tasks = Long.parseLong(words.getOrDefault("tasks", "10000"));
        this.workers = Integer.parseInt(words.getOrDefault("workers", "1"));
        this.command = words.getOrDefault("command", "true");
        this.outputs = Optional.ofNullable(words.get("output")).map(Path::of);
        this.inPlace = words.containsKey("plugin") ? stage(Path.of(words.get("plugin"))) : Map.of();
        Optional<Path> logs = Optional.ofNullable(words.get("logs")).map(Path::of);
        this.queue = new TaskQueue(
                SchedulerConfig.DEFAULT,
                this,
                QueueLogs.open(new ManagerOptions.Logs(
                        Optional.empty(),
                        logs.map(directory -> directory.resolve("stats.log")),
                        logs.map(directory -> directory.resolve("tr.log")),
                        Optional.empty())),
                EmptyTasks::micros);
    }

    private static long micros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    }

    /** What a worker of ours needs to start a runner. */
    private static Map<String, StagedFile> stage(Path jar) throws IOException {
        Path directory = Files.createTempDirectory("empty-tasks");
        Archive archive = org.topcoffea.environment.PluginArchive.of(
                "sow", List.of(jar), EnvironmentCache.in(directory.resolve("cache"), 1 << 30));
        PluginArchive plugin = new PluginArchive("sow", archive.key());
        RunDescription run = new RunDescription(
                "empty-tasks",
                "sow",
                Map.of(),
                List.of(),
                List.of(),
                "Events",
                4096,
                true,
                List.of(plugin),
                FileAccess.standard());
        Path file = directory.resolve(run.cacheName());
        Files.write(file, run.toJson());
        Map<String, StagedFile> inputs = new LinkedHashMap<>();
        inputs.put(InPlace.RUN_FILE, new StagedFile(run.cacheName(), file, Files.size(file)));
        inputs.put(plugin.cacheName(), new StagedFile(plugin.cacheName(), archive.file(), archive.size()));
        return inputs;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, String> words = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            words.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        new EmptyTasks(words).serve();
    }

    private void serve() throws InterruptedException {
        try (ManagerServer server = ManagerServer.start(ServerOptions.onLoopback(), this)) {
            Identity identity = new Identity("empty", "benchmark", server.port(), false, "", micros(), true);
            StatusBoard status = new StatusBoard(queue, new StatusDocuments(queue, identity, Map::of, task -> command));
            board = status;
            queue.post(status::refresh);
            System.out.println("port " + server.port());
            queue.run();
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf("done %d %.3f %.2f %d %d %d%n", over, seconds, processor(), live, peak() >> 20, failed);
            queue.peers().forEach(peer -> queue.dismiss(peer, true, "all is done"));
            status.close();
        }
    }

    private static double processor() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }

    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    /** All tasks but those that are dispatched at once wait before the clock starts: workers are admitted behind them. */
    private void submit() {
        for (int i = 0; i < PORTION && submitted < tasks; i++) {
            queue.submit(TaskSpec.of(++submitted, "processing").withResources(ONE_CORE));
        }
        if (submitted < tasks) {
            queue.post(this::submit);
        } else {
            System.gc();
            live = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
            System.out.println("queued " + tasks);
            begun = System.nanoTime();
            List.copyOf(queue.peers()).forEach(queue::admit);
        }
    }

    @Override
    public Form form(long task, int attempt, Peer peer) {
        if (peer.inPlace()) {
            return new Form(PROBE, InPlace.COPROCESS, inPlace, List.of(), List.of());
        }
        String name = "out." + task;
        return outputs.isEmpty()
                ? new Form(command, "", Map.of(), List.of(), List.of())
                : new Form(command + " > " + name, "", Map.of(), List.of(), List.of(new TaskFile(name, name, 0)));
    }

    @Override
    public Object parse(WorkerMessage.Result result, Body body) {
        byte[] output = body instanceof Body.Bytes bytes ? bytes.content() : new byte[0];
        return output.length > 0 && output[0] == '{' ? TaskReport.parse(output) : "";
    }

    @Override
    public void ended(Ended ended) {
        boolean good = ended.result().exitCode() == 0
                && (!ended.peer().inPlace() || ended.report() instanceof TaskReport.Probed);
        failed += good ? 0 : 1;
        if (outputs.isEmpty()) {
            finish(ended);
        } else {
            String name = "out." + ended.task();
            queue.fetch(ended.peer(), ended.task(), name, outputs.get().resolve(name), 1 << 20, report -> {
                failed += report.complete() ? 0 : 1;
                finish(ended);
            });
        }
    }

    private void finish(Ended ended) {
        queue.finish(ended.peer(), ended.task(), TaskResult.success(Resources.OPEN, 0, 0, 0));
    }

    @Override
    public void late(Ended ended) {}

    @Override
    public void over(Action action) {
        failed += action instanceof Action.Done ? 0 : 1;
        if (++over == tasks) {
            queue.end();
        }
    }

    @Override
    public boolean joined(Peer peer) {
        if (++joined == workers) {
            queue.post(this::submit);
        }
        return begun != 0;
    }

    @Override
    public void told(Peer peer, String field, String value) {}

    @Override
    public void left(Peer peer, String reason) {
        System.err.println(peer.name() + " has gone: " + reason);
    }

    @Override
    public void learnt(Action.Learnt learnt) {}

    @Override
    public void tick() {
        StatusBoard status = board;
        if (status != null && queue.now() >= nextRefresh) {
            nextRefresh = queue.now() + REFRESH;
            status.refresh();
        }
    }

    @Override
    public WorkerListener introduced(WorkerConnection worker) {
        return queue.introduced(worker);
    }

    @Override
    public ByteBuffer status(StatusQuery query) throws IOException {
        StatusBoard status = board;
        return status == null ? StatusBoard.nothing() : status.answer(query);
    }

    @Override
    public void answered(StatusQuery query) {
        StatusBoard status = board;
        if (status != null) {
            status.prepare(query);
        }
    }

    @Override
    public String project() {
        return "empty";
    }
}
