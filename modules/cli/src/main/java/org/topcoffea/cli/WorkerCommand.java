package org.topcoffea.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.topcoffea.environment.Archive;
import org.topcoffea.environment.RuntimeArchive;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Resources;
import org.topcoffea.wire.Address;
import org.topcoffea.wire.ConnectionMode;
import org.topcoffea.wire.Password;
import org.topcoffea.worker.Worker;
import org.topcoffea.worker.WorkerOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code topcoffea worker}: takes the options of {@code work_queue_worker}, so that scripts for that one work with this one. */
@Command(
        name = "worker",
        description = "Serve a manager: this program's own, or any other that speaks Work Queue.",
        sortOptions = false,
        footer = {
            "%nCORES, MEMORY, DISK and GPUS in the environment stand for the options of these names.",
            "A worker that ends in order has exit code 0, whatever the reason."
        })
final class WorkerCommand implements Callable<Integer> {
    private static final List<String> RESOURCES = List.of("CORES", "MEMORY", "DISK", "GPUS");

    @Parameters(
            arity = "0..*",
            paramLabel = "HOST PORT",
            description = "The manager, as 'HOST PORT' or as 'HOST:PORT[;HOST:PORT...]'.")
    private List<String> places = new ArrayList<>();

    @Option(
            names = {"-M", "--manager-name", "--master-name", "-N", "--name"},
            paramLabel = "REGEX",
            description = "Serve managers of this name that the catalog knows.")
    private String project = "";

    @Option(
            names = {"-C", "--catalog"},
            paramLabel = "HOST[:PORT],...",
            description = "The catalogs to ask [$CATALOG_HOST].")
    private String catalog = "";

    @Option(
            names = {"-P", "--password"},
            paramLabel = "FILE",
            description = "The password is every byte of this file.")
    private @Nullable Path password;

    @Mixin
    private WorkerTls tls = new WorkerTls();

    @Mixin
    private WorkerTimes times = new WorkerTimes();

    @Option(names = "--connection-mode", paramLabel = "MODE", description = "by_ip, by_hostname or by_apparent_ip.")
    private String connectionMode = "";

    @Option(names = "--cores", paramLabel = "N", description = "How many cores to offer [all].")
    private String cores = "";

    @Option(names = "--memory", paramLabel = "MB", description = "How much memory to offer [all].")
    private String memory = "";

    @Option(names = "--disk", paramLabel = "MB", description = "How much disk to offer [all that is free].")
    private String disk = "";

    @Option(names = "--gpus", paramLabel = "N", description = "How many graphics processors to offer [all].")
    private String gpus = "";

    @Option(
            names = "--feature",
            paramLabel = "NAME",
            description = "Say that this worker has something; may be repeated.")
    private List<String> features = new ArrayList<>();

    @Option(
            names = {"-s", "--workdir"},
            paramLabel = "DIR",
            description = "Where the workspace is made.")
    private String workdir = "";

    @Option(names = "--single-shot", description = "End after the first manager.")
    private boolean singleShot;

    @Option(names = "--parent-death", description = "End when the process ends that started this one.")
    private boolean parentDeath;

    @Option(
            names = {"-A", "--arch"},
            paramLabel = "NAME",
            description = "Say this of the processor.")
    private String architecture = "";

    @Option(
            names = {"-O", "--os"},
            paramLabel = "NAME",
            description = "Say this of the operating system.")
    private String system = "";

    @Option(names = "--from-factory", paramLabel = "NAME", description = "The factory that started this worker.")
    private String factory = "";

    @Option(names = "--disable-symlinks", description = "Copy inputs that cannot be linked.")
    private boolean noSymlinks;

    @Option(names = "--task-wrapper", paramLabel = "CMD", description = "Put this in front of every command.")
    private String wrapper = "";

    @Mixin
    private WorkerDebug debug = new WorkerDebug();

    @Mixin
    private WorkerCompatibility ignored = new WorkerCompatibility();

    @Spec
    private @Nullable CommandSpec spec;

    WorkerCommand() {}

    /** Runs without the other commands, which nobody needs to wait for. */
    static int main(List<String> arguments) {
        CommandLine line = new CommandLine(new WorkerCommand());
        line.getCommandSpec().mixinStandardHelpOptions(false).versionProvider(new Version());
        line.setUsageHelpAutoWidth(Console.terminal());
        line.setParameterExceptionHandler((failure, given) -> {
            Console.note("work_queue_worker: " + failure.getMessage());
            Console.note("see 'topcoffea worker --help'");
            return ExitCode.FAILED.code();
        });
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            Console.error(failure);
            return ExitCode.FAILED.code();
        });
        return line.execute(arguments.toArray(String[]::new));
    }

    @Override
    public Integer call() {
        debug.begin();
        Worker worker = new Worker(options(), Console::line);
        try (Termination _ = Termination.of(worker::stop)) {
            worker.run();
        }
        return ExitCode.COMPLETE.code();
    }

    private WorkerOptions options() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        Resources resources = new Resources(
                amount(cores, "CORES"), amount(memory, "MEMORY"), amount(disk, "DISK"), amount(gpus, "GPUS"));
        RESOURCES.forEach(environment::remove);
        List<Address> managers = managers();
        if (managers.isEmpty() == project.isEmpty()) {
            throw problem("name a manager: HOST PORT, or -M NAME, not both");
        }
        Path image = Image.directory();
        return new WorkerOptions(
                managers,
                project,
                catalog,
                mode(),
                password == null ? Password.NONE : Password.read(password),
                tls.tls(),
                times.idle(),
                times.connect(),
                times.minBackoff(),
                times.maxBackoff(),
                resources,
                times.wallTime(),
                features,
                workdir,
                singleShot,
                parentDeath,
                architecture,
                system,
                factory,
                !noSymlinks,
                wrapper,
                times.vacate(),
                Version.number(),
                image == null ? "" : Archive.id(RuntimeArchive.key(image)),
                Optional.of(new RunnerLauncher(image)),
                environment);
    }

    private List<Address> managers() {
        try {
            if (places.size() == 2 && places.get(1).matches("[0-9]+")) {
                return List.of(new Address(places.get(0), Integer.parseInt(places.get(1))));
            }
            return places.isEmpty() ? List.of() : Address.parseList(String.join(";", places));
        } catch (AnalysisException | NumberFormatException e) {
            throw problem(String.valueOf(e.getMessage()));
        }
    }

    private ConnectionMode mode() {
        return switch (connectionMode.toLowerCase(Locale.ROOT)) {
            case "" -> ConnectionMode.MANAGER_CHOICE;
            case "by_ip" -> ConnectionMode.BY_IP;
            case "by_hostname" -> ConnectionMode.BY_HOSTNAME;
            case "by_apparent_ip" -> ConnectionMode.BY_APPARENT_IP;
            default ->
                throw problem("--connection-mode is by_ip, by_hostname or by_apparent_ip, not " + connectionMode);
        };
    }

    /** As {@code atoi} reads it: factories write {@code 2.000}; {@code all} and anything below 1 stand for everything. */
    private long amount(String given, String variable) {
        String text = given.isEmpty() ? System.getenv().getOrDefault(variable, "") : given;
        if (text.isEmpty() || text.equals("all")) {
            return Resources.UNSPECIFIED;
        }
        try {
            long amount = (long) Double.parseDouble(text);
            boolean none = variable.equals("GPUS") && amount == 0;
            return amount >= 1 || none ? amount : Resources.UNSPECIFIED;
        } catch (NumberFormatException e) {
            throw problem("'" + text + "' is no number for " + variable.toLowerCase(Locale.ROOT));
        }
    }

    private ParameterException problem(String message) {
        if (spec == null) {
            throw new IllegalStateException("the command was not set up");
        }
        return new ParameterException(spec.commandLine(), message);
    }
}
