package org.topcoffea.manager.internal.run;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.topcoffea.fixtures.JetProcessor;
import org.topcoffea.hist.Histogram;
import org.topcoffea.plan.EntryRange;
import org.topcoffea.plan.EventRanges;
import org.topcoffea.plan.FileMetadata;
import org.topcoffea.plan.InputFile;
import org.topcoffea.runner.Accumulators;
import org.topcoffea.runner.PartialResult;
import org.topcoffea.runner.RunPlan;
import org.topcoffea.runner.RunResult;
import org.topcoffea.spi.AccumulatorType;
import org.topcoffea.task.ResultFile;
import org.topcoffea.task.TaskDescription;
import org.topcoffea.wire.WorkerListener;

/**
 * A whole run without sockets, threads or real time: the lives of its manager, one after the other, with the journal and the
 * results that stay between them, and workers. What comes out is compared with what the same events give at once.
 */
final class SimulatedRun {
    private static final long CALM = 3 * 3_600_000_000L;
    private static final long END = 400 * 3_600_000_000L;

    final SimulatedTime time = new SimulatedTime();
    final SimulatedScenario scenario;
    final Path scratch;
    final RunPlan plan;
    final SimulatedDisk disk;
    boolean faults = true;
    private final SplittableRandom random;
    private final long seed;
    private final SimulatedFixtures fixtures;
    private final Map<InputFile, FileMetadata> files = new HashMap<>();
    private final Set<String> cursed = new HashSet<>();
    private final Map<String, AccumulatorType<?>> types = new HashMap<>();
    private final Accumulators.Declarations declarations = new Accumulators.Declarations(true);
    private final List<SimulatedConnection> connections = new ArrayList<>();
    private @Nullable SimulatedLife life;
    private String runId = "none";
    private long epoch;
    long lives;
    long turns;
    long trace;
    final List<String> said = new ArrayList<>();

    SimulatedRun(SimulatedFixtures fixtures, Path scratch, long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.scenario = SimulatedScenario.random(random);
        this.scratch = scratch;
        this.fixtures = fixtures;
        this.disk = new SimulatedDisk(random.split(), scenario.full(), scenario.kill());
        this.plan = fixtures.plan(scenario.files(), scenario.chunk());
        new JetProcessor(event -> false).start(plan.run(), declarations);
        declarations.empty().asMap().values().forEach(a -> types.put(a.type().name(), a.type()));
        for (InputFile file : plan.files()) {
            long entries = random.nextInt(2 * scenario.events());
            files.put(file, new FileMetadata(entries, clusters(entries), new UUID(seed, files.size())));
            for (long event = 0; event < entries; event++) {
                if (random.nextDouble() < scenario.cursed()) {
                    cursed.add(file.file() + " " + event);
                }
            }
        }
    }

    private long[] clusters(long entries) {
        long each = 1L + random.nextInt(50);
        LongStream.Builder bounds = LongStream.builder().add(0);
        for (long at = each; at < entries; at += each) {
            bounds.add(at);
        }
        return (entries > 0 ? bounds.add(entries) : bounds).build().toArray();
    }

    PartialResult empty() {
        return new PartialResult(declarations.empty(), new EventRanges());
    }

    AccumulatorType<?> type(String name) {
        return Objects.requireNonNull(types.get(name), name);
    }

    PartialResult read(byte[] content) {
        try {
            Path file = scratch.resolve("merged");
            Files.write(file, content);
            return ResultFile.read(file, this::type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FileMetadata metadata(InputFile file) {
        return Objects.requireNonNull(files.get(file));
    }

    boolean cursed(InputFile file, EntryRange range) {
        for (long event = range.start(); event < range.stop() && !cursed.isEmpty(); event++) {
            if (cursed.contains(file.file() + " " + event)) {
                return true;
            }
        }
        return false;
    }

    /** What events give. */
    PartialResult processed(InputFile file, EntryRange range) {
        PartialResult result = empty();
        Histogram.Block jets = result.accumulators().get("pt", Histogram.class).block(file.dataset());
        Histogram.Block count =
                result.accumulators().get("events", Histogram.class).block();
        for (long event = range.start(); event < range.stop(); event++) {
            SplittableRandom one = new SplittableRandom(file.file().hashCode() * 1_000_003L + event);
            count.fill(1);
            for (int jet = one.nextInt(3); jet >= 0; jet--) {
                jets.fill(one.nextDouble(0, 300), Math.exp(one.nextDouble(-20, 20)) * (one.nextBoolean() ? 1 : -1));
            }
        }
        result.events().add(file, range);
        return result;
    }

    boolean serving() {
        return life != null;
    }

    String runId() {
        return runId;
    }

    long epoch() {
        return epoch;
    }

    long nextConnection(SimulatedConnection connection) {
        connections.add(connection);
        return connections.size();
    }

    WorkerListener introduced(SimulatedConnection connection) {
        return Objects.requireNonNull(life).introduced(connection);
    }

    @Nullable
    TaskDescription description(long task) {
        SimulatedLife now = life;
        return now == null ? null : now.description(task);
    }

    /** Lets the run go on to its end, whatever happens. */
    RunResult run() throws IOException, InterruptedException {
        for (int i = 0; i < scenario.workers(); i++) {
            SimulatedWorker worker = new SimulatedWorker(this, random.split(), i);
            time.after(random.nextLong(60_000_000), worker::start);
        }
        long calm = time.now() + CALM;
        long stop = scenario.stop() == 0 ? Long.MAX_VALUE : time.now() + scenario.stop();
        long end = time.now() + END;
        begin(OpenRun.Mode.NEW);
        heartbeat();
        while (true) {
            if (time.now() > end) {
                throw new IllegalStateException("does not end: " + scenario + "\n" + stuck());
            }
            if (faults && time.now() > calm) {
                faults = false;
                disk.faults = false;
            }
            if (step(stop)) {
                return end();
            }
        }
    }

    private boolean step(long stop) throws IOException, InterruptedException {
        try {
            time.step();
            SimulatedLife now = life;
            boolean over = false;
            if (now != null && !disk.killed) {
                if (time.now() >= stop) {
                    now.stop();
                }
                over = now.turn();
                turns++;
                trace = trace * 31 + now.state();
            }
            if (over && !disk.killed) {
                return true;
            }
        } catch (SimulatedDisk.Killed e) {
            trace = trace * 31 + 1;
        }
        if (disk.killed) {
            kill();
        }
        return false;
    }

    /** The queue wants its turn now and then, whether anything happens or not. */
    private void heartbeat() {
        time.after(1_000_000, this::heartbeat);
    }

    private void begin(OpenRun.Mode mode) throws IOException {
        lives++;
        try {
            life = SimulatedLife.begin(this, fixtures, mode, random.split());
            runId = life.runId();
            long same = epoch;
            if (scenario.restart() > 0 && faults) {
                time.after((long) (scenario.restart() * random.nextExponential()), () -> {
                    if (epoch == same && faults) {
                        disk.killed = true;
                    }
                });
            }
        } catch (SimulatedDisk.Killed e) {
            kill();
        } catch (org.topcoffea.spi.AnalysisException | IOException e) {
            // the disk is full at this moment: the user tries again
            if (!faults) {
                throw e;
            }
            disk.killed = true;
        }
    }

    private void kill() throws IOException {
        disk.killed = false;
        epoch++;
        SimulatedLife was = life;
        life = null;
        if (was != null) {
            was.die();
        }
        connections.forEach(SimulatedConnection::cut);
        connections.clear();
        time.after(1 + random.nextLong(120_000_000), () -> {
            try {
                begin(OpenRun.Mode.RESUME);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private RunResult end() throws InterruptedException {
        disk.faults = false;
        return Objects.requireNonNull(life).end();
    }

    /** The same events at once. */
    byte[] expected(EventRanges events) throws IOException {
        PartialResult all = empty();
        events.forEach((file, range) -> all.merge(processed(file, range)));
        return encode(all);
    }

    static byte[] encode(PartialResult result) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        result.accumulators().encode(new DataOutputStream(out));
        return out.toByteArray();
    }

    long events() {
        return files.values().stream().mapToLong(FileMetadata::entries).sum();
    }

    private String stuck() {
        SimulatedLife now = life;
        return "seed " + seed + " " + (now == null ? "no manager" : now.stuck()) + "\nsaid: "
                + said.subList(Math.max(0, said.size() - 10), said.size());
    }
}
