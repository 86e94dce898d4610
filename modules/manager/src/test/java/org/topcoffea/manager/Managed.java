package org.topcoffea.manager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.topcoffea.environment.EnvironmentCache;
import org.topcoffea.fixtures.JetProcessor;
import org.topcoffea.plan.Given;
import org.topcoffea.plan.MetadataCache;
import org.topcoffea.plan.RunOption;
import org.topcoffea.plan.RunOptions;
import org.topcoffea.plan.Settings;
import org.topcoffea.remote.Credentials;
import org.topcoffea.runner.Accumulators;
import org.topcoffea.runner.RunPlan;
import org.topcoffea.runner.RunResult;
import org.topcoffea.spi.AccumulatorType;
import org.topcoffea.spi.Parameters;
import org.topcoffea.spi.Run;
import org.topcoffea.wire.ConnectOptions;
import org.topcoffea.wire.ManagerConnector;
import org.topcoffea.wire.WorkerMessage;

/** A run on workers that goes on in a thread of its own. */
record Managed(
        DistributedRun run, ListenerForTest listener, CompletableFuture<RunResult> outcome, Path directory, Path work) {
    static Managed start(RunPlan plan, Path work, LongPredicate failing, boolean resume) throws IOException {
        return start(plan, work, failing, resume ? Map.of("resume", "true") : Map.of());
    }

    static Managed start(RunPlan plan, Path work, LongPredicate failing, Map<String, String> options)
            throws IOException {
        ListenerForTest listener = new ListenerForTest();
        Path directory = DistributedRun.directory(work, "out");
        RunOptions given = options(work, options);
        RunSetup setup = new RunSetup(
                given.manager(),
                directory,
                false,
                4096,
                given.access(),
                new RunSetup.PluginFiles("jets", work, List.of(jar(work))),
                types(),
                () -> new JetProcessor(failing),
                MetadataCache.none(),
                Credentials.of(Map.of()),
                EnvironmentCache.in(work.resolve("environments"), 1 << 30),
                Optional.empty(),
                List.of(),
                "test");
        DistributedRun run = new DistributedRun(plan, setup, listener);
        CompletableFuture<RunResult> outcome = new CompletableFuture<>();
        Thread.ofPlatform().name("manager").start(() -> {
            try {
                outcome.complete(run.execute());
            } catch (RuntimeException | Error e) {
                outcome.completeExceptionally(e);
                listener.port().completeExceptionally(e);
            }
        });
        return new Managed(run, listener, outcome, directory, work);
    }

    private static RunOptions options(Path work, Map<String, String> options) {
        Map<String, Given> given = new HashMap<>();
        given.put("executor", Given.commandLine("-x", List.of("work_queue")));
        given.put("port", Given.commandLine("--port", List.of("0")));
        for (String log : List.of("debug-log", "stats-log", "transactions-log", "tasks-log")) {
            given.put(
                    log, Given.commandLine("--" + log, List.of(work.resolve(log).toString())));
        }
        options.forEach((name, value) -> given.put(name, Given.commandLine("--" + name, List.of(value))));
        return RunOptions.of(Settings.of(RunOption.parameters(), Map.of(), given));
    }

    /** Stands for the plugin, which nobody loads here. */
    private static Path jar(Path work) throws IOException {
        Path jar = work.resolve("jets.jar");
        if (!Files.exists(jar)) {
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
                out.putNextEntry(new ZipEntry("empty"));
            }
        }
        return jar;
    }

    /** The types of the accumulators of {@link JetProcessor}. */
    static Function<String, AccumulatorType<?>> types() {
        Map<String, AccumulatorType<?>> types = new HashMap<>();
        Accumulators.Declarations declarations = new Accumulators.Declarations(true);
        new JetProcessor(event -> false)
                .start(new Run(List.of(), List.of(), new Parameters(List.of(), Map.of())), declarations);
        declarations
                .empty()
                .asMap()
                .values()
                .forEach(accumulator -> types.put(accumulator.type().name(), accumulator.type()));
        return name -> Objects.requireNonNull(types.get(name), name);
    }

    /** Connects a worker. */
    WorkerForTest worker(
            ManagerConnector connector, int cores, int life, LongPredicate failing, WorkerMessage.Info... more)
            throws IOException, InterruptedException, ExecutionException {
        Path cache = Files.createTempDirectory(work, "worker");
        return new WorkerForTest(cache, () -> new JetProcessor(failing), types(), cores, List.of(more))
                .dieAfter(life)
                .connect(connector, listener.port().get(), ConnectOptions.PLAIN);
    }

    /** What manager and workers said. */
    String debug() {
        try {
            return Files.readString(work.resolve("debug-log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    RunResult result() throws InterruptedException, ExecutionException {
        return outcome.get();
    }
}
