package org.topcoffea.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.topcoffea.batch.Placement;
import org.topcoffea.factory.WorkerLaunch;
import org.topcoffea.spi.Resources;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of all commands that submit workers. */
final class WorkerJobOptions {
    private static final String SECONDS = "SECONDS";

    @Option(
            names = {"-M", "-N", "--manager-name", "--master-name", "--name"},
            paramLabel = "REGEX",
            description = "Serve the managers whose whole name matches; they are found by a catalog.")
    String managerName = "";

    @Option(
            names = {"-P", "--password"},
            paramLabel = "FILE",
            description =
                    "The password, as the whole content of a file; a copy that only you can read goes with the jobs.")
    @Nullable
    Path password;

    @Option(names = "--ssl", description = "Connections are encrypted, even if the catalog does not say so.")
    boolean ssl;

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = SECONDS,
            description = "A worker ends after so long without work (also as 15m, 2h, 1d).")
    @Nullable
    String timeout;

    @Option(names = "--cores", paramLabel = "N", description = "Cores of a worker.")
    long cores = Resources.UNSPECIFIED;

    @Option(names = "--memory", paramLabel = "MB", description = "Memory of a worker.")
    long memory = Resources.UNSPECIFIED;

    @Option(names = "--disk", paramLabel = "MB", description = "Disk of a worker.")
    long disk = Resources.UNSPECIFIED;

    @Option(names = "--gpus", paramLabel = "N", description = "Graphics processors of a worker.")
    long gpus = Resources.UNSPECIFIED;

    @Option(names = "--autosize", description = "Take whole slots or nodes of at least the given size.")
    boolean autosize;

    @Option(
            names = {"-r", "--requirements", "--condor-requirements"},
            paramLabel = "EXPR",
            description = "HTCondor: what slots must satisfy; may be repeated, all must hold.")
    List<String> requirements = new ArrayList<>();

    @Option(names = "--partition", paramLabel = "NAME", description = "Partition or queue.")
    String partition = "";

    @Option(names = "--account", paramLabel = "NAME", description = "Account or accounting group.")
    String account = "";

    @Option(names = "--time-limit", paramLabel = SECONDS, description = "How long a job may run (also as 90m, 8h, 2d).")
    @Nullable
    String timeLimit;

    @Option(
            names = {"-B", "--batch-options"},
            paramLabel = "TEXT",
            description = "More in the batch system's own language: lines of a submit file, options of sbatch. "
                    + "May be repeated; $BATCH_OPTIONS comes first.")
    List<String> batchOptions = new ArrayList<>();

    @Option(
            names = {"-E", "--extra-options", "--worker-options"},
            paramLabel = "TEXT",
            description = "More options of the worker, as one text.")
    List<String> extraOptions = new ArrayList<>();

    @Option(names = "--feature", paramLabel = "NAME", description = "What workers say they have; may be repeated.")
    List<String> features = new ArrayList<>();

    @Option(
            names = "--env",
            paramLabel = "NAME[=VALUE]",
            description = "A variable for workers, by default with the value it has here; may be repeated. "
                    + "It travels in a file that only you can read.")
    List<String> environment = new ArrayList<>();

    @Option(names = "--wrapper", paramLabel = "COMMAND", description = "A shell command in front of the worker's.")
    String wrapper = "";

    @Option(names = "--wrapper-input", paramLabel = "FILE", description = "A file the wrapper needs; may be repeated.")
    List<Path> wrapperInputs = new ArrayList<>();

    @Option(
            names = "--worker-binary",
            paramLabel = "FILE",
            description = "Another worker, such as the real work_queue_worker; looked for in PATH if it has no '/'.")
    @Nullable
    String workerBinary;

    @Option(
            names = "--shared-image",
            description = "Workers find this installation under the same path: nothing is sent or unpacked.")
    boolean sharedImage;

    @Mixin
    PluginOption plugins = new PluginOption();

    WorkerJobOptions() {}

    /** Options of batch systems and of workers are values here: {@code -B '--partition=long'}. */
    static void allowOptionsAsValues(CommandLine line) {
        Set<String> names = Set.of("submit-workers", "condor_submit_workers", "slurm_submit_workers", "factory");
        line.getSubcommands().forEach((name, command) -> {
            if (names.contains(name)) {
                command.setAllowOptionsAsOptionParameters(true);
            }
        });
    }

    Resources size() {
        return new Resources(orOpen(cores), orOpen(memory), orOpen(disk), orOpen(gpus));
    }

    /** Zero, as some scripts write it, leaves the size open. */
    private static long orOpen(long size) {
        return size <= 0 ? Resources.UNSPECIFIED : size;
    }

    Optional<Duration> timeout() {
        return Optional.ofNullable(timeout).map(text -> TimeText.parse("--timeout", text));
    }

    String extraOptions() {
        return String.join(" ", extraOptions);
    }

    /**
     * How workers are started.
     *
     * @param binary the worker
     * @param place HOST and PORT, or nothing
     */
    WorkerLaunch launch(
            Path binary, List<String> place, String catalog, List<String> workerOptions, Placement placement) {
        return new WorkerLaunch(
                binary,
                place,
                catalog,
                Optional.ofNullable(password),
                ssl,
                features,
                workerOptions,
                variables(),
                wrapper,
                wrapperInputs,
                placement);
    }

    /** The file to submit; see {@link WorkerBinary}. */
    Path binary(boolean local, Path scratch) {
        return WorkerBinary.of(Optional.ofNullable(workerBinary), local || sharedImage, scratch);
    }

    Placement placement(Map<String, String> settings, List<String> more) {
        List<String> options = new ArrayList<>();
        Optional.ofNullable(System.getenv("BATCH_OPTIONS")).ifPresent(options::add);
        options.addAll(batchOptions);
        options.addAll(more);
        return new Placement(
                autosize,
                requirements,
                Set.of(),
                partition,
                account,
                timeLimit == null ? Duration.ZERO : TimeText.parse("--time-limit", timeLimit),
                options,
                settings);
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String given : environment) {
            int sign = given.indexOf('=');
            String name = sign < 0 ? given : given.substring(0, sign);
            String value = sign < 0 ? System.getenv(name) : given.substring(sign + 1);
            if (value == null) {
                throw new org.topcoffea.batch.BatchException(
                        org.topcoffea.batch.BatchError.BAD_DESCRIPTION,
                        "--env " + name + ": there is no such variable here; set it, or give NAME=VALUE");
            }
            variables.put(name, value);
        }
        return variables;
    }

    /** Where a directory for jobs is made unless the user names one: not in /tmp, which schedulers may see another of. */
    static String user() {
        return System.getProperty("user.name", "unknown").replaceAll("[^A-Za-z0-9._-]", "_");
    }

    static Optional<Path> inPath(String name) {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path candidate = Path.of(directory.isEmpty() ? "." : directory, name);
            if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return Optional.of(candidate.toAbsolutePath());
            }
        }
        return Optional.empty();
    }
}
