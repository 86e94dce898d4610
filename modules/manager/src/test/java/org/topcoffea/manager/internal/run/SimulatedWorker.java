package org.topcoffea.manager.internal.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.topcoffea.environment.WorkerCommand;
import org.topcoffea.plan.Chunk;
import org.topcoffea.plan.EntryRange;
import org.topcoffea.plan.EventRanges;
import org.topcoffea.runner.ChunkMetrics;
import org.topcoffea.runner.PartialResult;
import org.topcoffea.spi.Blame;
import org.topcoffea.spi.Resources;
import org.topcoffea.task.InPlace;
import org.topcoffea.task.Kept;
import org.topcoffea.task.ResultFile;
import org.topcoffea.task.TaskDescription;
import org.topcoffea.task.TaskReport;
import org.topcoffea.task.Usage;
import org.topcoffea.task.WorkerNotice;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.wire.WorkerGreeting;
import org.topcoffea.wire.WorkerMessage;

/** A worker: processes events into a sum that it keeps, or into files; loses its connection, its runner or its life. */
final class SimulatedWorker {
    private final SimulatedRun run;
    private final SplittableRandom random;
    private final int number;
    private final boolean command;
    private final int cores;
    private final Deque<Job> waiting = new ArrayDeque<>();
    private final Map<Long, Job> running = new LinkedHashMap<>();
    /** What is in the files of its cache. */
    final Map<String, byte[]> cache = new HashMap<>();

    private PartialResult fold;
    private long folds;
    private long files;
    private long life;
    private boolean leaving;
    private boolean dead;
    private SimulatedConnection connection;

    private record Job(ManagerMessage.Task task, TaskDescription description, long started) {}

    SimulatedWorker(SimulatedRun run, SplittableRandom random, int number) {
        this.run = run;
        this.random = random;
        this.number = number;
        this.command = random.nextDouble() < run.scenario.commands();
        this.cores = 1 + random.nextInt(4);
        this.fold = run.empty();
    }

    /** Begins, and makes plans for its misfortunes. */
    void start() {
        life++;
        leaving = false;
        dead = false;
        long same = life;
        plan(run.scenario.life(), () -> die(true), same);
        plan(run.scenario.leave(), this::leave, same);
        plan(run.scenario.crash(), this::crash, same);
        connect();
    }

    private void plan(long mean, Runnable what, long same) {
        if (mean > 0 && run.faults) {
            run.time.after((long) (mean * random.nextExponential()), () -> {
                if (life == same && run.faults) {
                    what.run();
                }
            });
        }
    }

    /** Looks for the manager until there is one. */
    private void connect() {
        long same = life;
        if (connection != null || dead) {
            return;
        }
        if (!run.serving()) {
            run.time.after(1 + random.nextLong(10_000_000), () -> {
                if (life == same) {
                    connect();
                }
            });
            return;
        }
        WorkerMessage.Introduction introduction =
                new WorkerMessage.Introduction(11, "host" + number, "Linux", "x86_64", command ? "7.14.5" : "0.1.0");
        connection = new SimulatedConnection(run, this, introduction, random.split());
        List<WorkerMessage.Info> more = offers();
        new WorkerGreeting(
                        introduction,
                        "worker-" + number,
                        command ? List.of() : List.of(InPlace.FEATURE),
                        new Resources(cores, 4000, 4000, 0),
                        Instant.EPOCH,
                        "",
                        more)
                .messages().stream().skip(1).forEach(connection::tell);
        SimulatedConnection here = connection;
        if (run.scenario.cut() > 0 && run.faults) {
            run.time.after((long) (run.scenario.cut() * random.nextExponential()), () -> {
                if (run.faults) {
                    here.cut();
                }
            });
        }
    }

    /** What it still has of the run goes into a file, which it tells of. */
    private List<WorkerMessage.Info> offers() {
        if (!fold.events().isEmpty()) {
            cache.put("offer-" + number + "-" + ++files, bytes(fold));
            newFold();
        }
        List<WorkerMessage.Info> offers = new ArrayList<>();
        cache.forEach((name, content) -> {
            if (name.startsWith("offer-")) {
                offers.add(info(new WorkerNotice.Holds(run.runId(), name, content.length)));
            }
        });
        offers.add(info(new WorkerNotice.HoldsTold(offers.size())));
        return command ? List.of() : offers;
    }

    private static WorkerMessage.Info info(WorkerNotice notice) {
        return new WorkerMessage.Info(notice.field(), notice.text());
    }

    private void newFold() {
        fold = run.empty();
        folds++;
    }

    private String foldName() {
        return "fold-" + number + "-" + life + "-" + folds;
    }

    byte[] bytes(PartialResult result) {
        try {
            Path file = run.scratch.resolve("worker-" + number);
            ResultFile.write(result, file);
            byte[] content = Files.readAllBytes(file);
            Files.delete(file);
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A manager says something. */
    void hear(ManagerMessage message) {
        switch (message) {
            case ManagerMessage.Task task -> {
                TaskDescription description = run.description(task.id());
                if (description != null) {
                    waiting.add(new Job(task, description, 0));
                    startNext();
                }
            }
            case ManagerMessage.Kill kill -> {
                waiting.removeIf(job -> job.task.id() == kill.task());
                running.remove(kill.task());
                startNext();
            }
            case ManagerMessage.Unlink unlink -> {
                cache.remove(unlink.cacheName());
                leaveWhenEmpty();
            }
            case ManagerMessage.Exit exit -> die(random.nextBoolean());
            case ManagerMessage.Release release -> connection.cut();
            default -> {}
        }
    }

    private void startNext() {
        while (!leaving && running.size() < cores && !waiting.isEmpty()) {
            Job next = waiting.remove();
            Job job = new Job(next.task, next.description, run.time.now());
            running.put(job.task.id(), job);
            double noise = 0.5 + random.nextDouble();
            long takes = (long) (1000 + noise * run.scenario.eventMicros() * size(job.description));
            run.time.after(takes, () -> {
                if (running.get(job.task.id()) == job) {
                    end(job, 1);
                }
            });
        }
    }

    private static long size(TaskDescription description) {
        return description instanceof TaskDescription.Process process
                ? process.chunk().size()
                : 1;
    }

    /** A task ends, with a part of its events when it was told to stop. */
    private void end(Job job, double part) {
        running.remove(job.task.id());
        TaskReport report = report(job, part);
        byte[] json = report.toJson();
        long took = run.time.now() - job.started;
        WorkerMessage.Result result = new WorkerMessage.Result(0, report.exitCode(), json.length, took, job.task.id());
        connection.tell(result, json);
        if (run.faults && random.nextDouble() < run.scenario.duplicate()) {
            connection.tell(result, json);
        }
        startNext();
    }

    private TaskReport report(Job job, double part) {
        return switch (job.description) {
            case TaskDescription.Count count ->
                run.faults && random.nextDouble() < run.scenario.failing()
                        ? failed("NETWORK", Blame.TRANSIENT)
                        : new TaskReport.Counted(count.file(), run.metadata(count.file()), usage(job));
            case TaskDescription.Process process -> process(job, process, part);
            case TaskDescription.Collect collect -> collect(job);
            case TaskDescription.Merge merge -> merge(job);
            case TaskDescription.Probe probe -> new TaskReport.Probed(usage(job));
        };
    }

    private static TaskReport failed(String code, Blame blame) {
        return new TaskReport.Failed(
                new TaskReport.Code(code, blame),
                "bad luck",
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                "",
                "",
                List.of(),
                Usage.UNKNOWN);
    }

    private Usage usage(Job job) {
        return new Usage((run.time.now() - job.started) / 1e6, 0, 100 + random.nextInt(500), 1, 0);
    }

    private TaskReport process(Job job, TaskDescription.Process process, double part) {
        Chunk chunk = process.chunk();
        long events = Math.min(chunk.size(), (long) Math.ceil(chunk.size() * part));
        if (run.faults && random.nextDouble() < run.scenario.failing()) {
            return failed("WORKER_UNFIT", Blame.TRANSIENT);
        }
        if (run.faults && chunk.size() > 1 && random.nextDouble() < run.scenario.memory()) {
            return failed("OUT_OF_MEMORY", Blame.RESOURCE);
        }
        EntryRange done = new EntryRange(chunk.start(), chunk.start() + Math.max(1, events));
        if (run.cursed(chunk.input(), done)) {
            return failed("DATA", Blame.DATA);
        }
        boolean nothing = events == 0;
        ChunkMetrics metrics = new ChunkMetrics(
                chunk, "", 0, usage(job).wallSeconds(), 0, nothing ? 0 : done.size(), 0, 0, process.attempt());
        if (nothing) {
            return new TaskReport.Processed(metrics, List.of(), new Kept.Nothing(), usage(job));
        }
        PartialResult result = run.processed(chunk.input(), done);
        if (!command
                && fold.events().overlaps(chunk.input(), done)
                && !fold.events().contains(chunk.input(), done)) {
            return failed("OVERLAP", Blame.INTERNAL);
        }
        return new TaskReport.Processed(metrics, List.of(done), keep(job, result), usage(job));
    }

    private Kept keep(Job job, PartialResult result) {
        if (command) {
            byte[] content = bytes(result);
            cache.put(job.task.outputs().getFirst().cacheName(), content);
            return new Kept.Written(WorkerCommand.class.getSimpleName(), content.length);
        }
        if (!fold.events().containsAll(result.events())) {
            fold.merge(result);
        }
        return new Kept.Folded(foldName(), fold.events().events(), 1000);
    }

    private TaskReport collect(Job job) {
        PartialResult all = fold;
        newFold();
        return written(job, all);
    }

    private TaskReport merge(Job job) {
        PartialResult sum = run.empty();
        for (var input : job.task.inputs()) {
            byte[] content = input.cacheName().startsWith("held-") ? cache.get(input.cacheName()) : null;
            if (content != null) {
                PartialResult part = run.read(content);
                if (Early.overlap(sum.events(), part.events())) {
                    return failed("OVERLAP", Blame.INTERNAL);
                }
                sum.merge(part);
            }
        }
        return sum.events().isEmpty() ? failed("WORKER_UNFIT", Blame.TRANSIENT) : written(job, sum);
    }

    private TaskReport written(Job job, PartialResult result) {
        byte[] content = bytes(result);
        EventRanges told = result.events().copy();
        if (run.faults && random.nextDouble() < run.scenario.damaged() / 4) {
            content = bytes(run.empty());
        }
        cache.put(job.task.outputs().getFirst().cacheName(), content);
        return new TaskReport.Merged(told, job.task.outputs().getFirst().path(), content.length, "", usage(job));
    }

    /** A runner crashes with what is in its memory. */
    private void crash() {
        if (connection != null && !command) {
            String lost = foldName();
            boolean held = !fold.events().isEmpty();
            newFold();
            if (held) {
                connection.tell(info(new WorkerNotice.Lost(run.runId(), lost)));
            }
        }
        plan(run.scenario.crash(), this::crash, life);
    }

    /** It is told to go: stops its tasks at the next boundary, and gives back what it has. */
    private void leave() {
        if (connection == null || command) {
            die(true);
            return;
        }
        leaving = true;
        connection.tell(new WorkerMessage.Info("vacating", "15"));
        List.copyOf(running.values()).forEach(job -> end(job, random.nextInt(4) == 0 ? 0 : random.nextDouble()));
        offers().forEach(connection::tell);
        leaveWhenEmpty();
        long same = life;
        run.time.after(120_000_000, () -> {
            if (life == same && leaving) {
                die(true);
            }
        });
    }

    private void leaveWhenEmpty() {
        if (leaving && cache.keySet().stream().noneMatch(name -> name.startsWith("offer-"))) {
            die(true);
        }
    }

    /** The connection is gone. Tasks end with it; some of them a moment later, unheard. */
    void disconnected() {
        connection = null;
        for (Job job : List.copyOf(running.values())) {
            if (random.nextInt(3) == 0 && job.description instanceof TaskDescription.Process) {
                report(job, random.nextDouble());
            }
        }
        running.clear();
        waiting.clear();
        cache.keySet().removeIf(name -> command || (name.startsWith("held-") && random.nextBoolean()));
        long same = life;
        run.time.after(1 + random.nextLong(30_000_000), () -> {
            if (life == same) {
                connect();
            }
        });
    }

    /** Its process is gone, with all that it had; perhaps another one comes. */
    private void die(boolean again) {
        SimulatedConnection was = connection;
        life++;
        dead = true;
        running.clear();
        waiting.clear();
        cache.clear();
        newFold();
        leaving = false;
        connection = null;
        if (was != null) {
            was.drop();
        }
        run.time.after(again ? random.nextLong(300_000_000) : 600_000_000 + random.nextLong(600_000_000), this::start);
    }
}
