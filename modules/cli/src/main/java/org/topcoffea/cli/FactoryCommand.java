package org.topcoffea.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.topcoffea.batch.BatchBackend;
import org.topcoffea.batch.JobId;
import org.topcoffea.batch.JobPool;
import org.topcoffea.factory.Factory;
import org.topcoffea.factory.FactorySettings;
import org.topcoffea.factory.WorkerLaunch;
import org.topcoffea.wire.CatalogClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** As many workers as the work needs, for as long as it does. Takes the command lines of {@code work_queue_factory}. */
@Command(
        name = "factory",
        aliases = "work_queue_factory",
        description = "Bring as many workers as managers need, within limits, as jobs of a batch system or processes.")
final class FactoryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-T", "--batch-type"},
            paramLabel = "TYPE",
            required = true,
            description = "condor, slurm, local, or one that a plugin brings.")
    private String type = "";

    @Option(
            names = {"-C", "--config-file"},
            paramLabel = "FILE",
            description = "Settings that override the command line and are followed while the file is edited.")
    private @Nullable Path configuration;

    @Option(
            names = {"-F", "--foremen-name"},
            paramLabel = "REGEX",
            description = "Start workers for these foremen.")
    private String foremen = "";

    @Option(names = "--catalog", paramLabel = "HOST[:PORT]", description = "Catalogs, separated by commas.")
    private String catalog = "";

    @Option(
            names = {"-w", "--min-workers"},
            paramLabel = "N",
            description = "Least number of workers (default: 5).")
    private int min = FactorySettings.DEFAULTS.minWorkers();

    @Option(
            names = {"-W", "--max-workers"},
            paramLabel = "N",
            description = "Greatest number of workers (default: 100).")
    private int max = FactorySettings.DEFAULTS.maxWorkers();

    @Option(
            names = "--workers-per-cycle",
            paramLabel = "N",
            description = "Workers that may be on their way at once; 0 for any number (default: 5).")
    private int perCycle = FactorySettings.DEFAULTS.workersPerCycle();

    @Option(
            names = "--tasks-per-worker",
            paramLabel = "N",
            description = "Tasks that a worker is meant for; by default their sizes decide.")
    private int tasksPerWorker;

    @Option(
            names = "--factory-timeout",
            paramLabel = "SECONDS",
            description = "End after so long without any manager; 0 for never.")
    private String factoryTimeout = "0";

    @Option(
            names = {"-c", "--capacity"},
            description = "Bring no more workers than managers say they can feed.")
    private boolean capacity;

    @Option(names = "--factory-name", paramLabel = "NAME", description = "Managers hold this factory to its maximum.")
    private String factoryName = "";

    @Option(names = "--parent-death", description = "Workers end when their parent process does.")
    private boolean parentDeath;

    @Option(
            names = {"-S", "--scratch-dir"},
            paramLabel = "DIR",
            description = "For submit files, logs and the journal.")
    private @Nullable Path scratch;

    @Option(names = "--cycle", paramLabel = "SECONDS", description = "Time between two looks (default: 10).")
    private String cycle = "10";

    @Option(names = "--json", description = "Print each cycle as a line of JSON.")
    private boolean json;

    @Option(
            names = {"-d", "-o", "-O", "--runos"},
            hidden = true,
            description = "Accepted; has no meaning here.")
    private List<String> ignored = new ArrayList<>();

    @Option(names = "--disable-afs-check", hidden = true, description = "Accepted; has no meaning here.")
    boolean ignoredFlag;

    @Mixin
    private WorkerJobOptions workers = new WorkerJobOptions();

    @Parameters(arity = "0..2", paramLabel = "HOST PORT", description = "The manager to serve, if not by name.")
    private List<String> place = new ArrayList<>();

    FactoryCommand() {}

    @Override
    public Integer call() {
        if (place.size() == 1) {
            throw new ParameterException(spec.commandLine(), "PORT is missing: give HOST PORT, -M NAME or -C FILE");
        }
        BatchBackend backend = Backends.named(type, workers.plugins.directories());
        FactorySettings settings = settings();
        Path directory = scratch == null ? Path.of("topcoffea-factory-" + name(settings)) : scratch;
        try (JobPool pool = JobPool.open(backend, directory, System.getenv());
                FactoryPrinter printer = new FactoryPrinter(json, pool.group().directory())) {
            Factory factory = new Factory(
                    pool,
                    launch(pool),
                    settings,
                    Optional.ofNullable(configuration),
                    CatalogClient.of(catalog, System.getenv()),
                    TimeText.parse("--cycle", cycle),
                    printer);
            try (Interruption _ = Interruption.of("received abort signal, shutting down workers...", factory::stop)) {
                List<JobId> left = factory.run();
                return (left.isEmpty() ? ExitCode.COMPLETE : ExitCode.FAILED).code();
            }
        }
    }

    private WorkerLaunch launch(JobPool pool) {
        boolean local = pool.backend().name().equals("local");
        return workers.launch(
                workers.binary(local, pool.group().directory()),
                place,
                catalogs(),
                parentDeath ? List.of("--parent-death") : List.of(),
                workers.placement(Map.of(), List.of()));
    }

    private FactorySettings settings() {
        Duration timeout = workers.timeout().orElse(Duration.ofSeconds(FactorySettings.DEFAULTS.timeout()));
        return new FactorySettings(
                workers.managerName,
                foremen,
                min,
                max,
                perCycle,
                tasksPerWorker,
                (int) timeout.toSeconds(),
                (int) TimeText.parse("--factory-timeout", factoryTimeout).toSeconds(),
                workers.size(),
                workers.autosize,
                capacity,
                workers.extraOptions(),
                List.of(),
                factoryName);
    }

    /** Workers elsewhere do not have our environment: they are told the catalog that is found here. */
    private String catalogs() {
        if (!catalog.isEmpty()) {
            return catalog;
        }
        String host = System.getenv().getOrDefault("CATALOG_HOST", "");
        String port = System.getenv().getOrDefault("CATALOG_PORT", "");
        return host.isEmpty() || host.contains(":") || port.isEmpty() ? host : host + ":" + port;
    }

    /** A directory for each of the things one may serve, so that a factory finds its jobs again when it is started again. */
    private String name(FactorySettings settings) {
        String what = !settings.factoryName().isEmpty()
                ? settings.factoryName()
                : !place.isEmpty()
                        ? String.join("-", place)
                        : configuration != null ? configuration.getFileName().toString() : settings.managerName();
        return what.replaceAll("[^A-Za-z0-9._-]+", "_");
    }
}
