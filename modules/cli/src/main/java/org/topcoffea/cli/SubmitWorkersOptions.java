package org.topcoffea.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options of the commands that submit a number of workers, among them all of the cctools scripts of that kind. */
final class SubmitWorkersOptions {
    @Mixin
    WorkerJobOptions workers = new WorkerJobOptions();

    @Option(
            names = {"-C", "--catalog"},
            paramLabel = "HOST[:PORT]",
            description = "Catalogs, separated by commas.")
    String catalog = "";

    @Option(
            names = {"-S", "--scratch-dir"},
            paramLabel = "DIR",
            description = "Where USER-workers is made.")
    Path scratch = Path.of("");

    @Option(names = "--dry-run", description = "Print what would be submitted, and submit nothing.")
    boolean dryRun;

    @Option(names = "--list", description = "Show the jobs of former submissions and submit nothing.")
    boolean list;

    @Option(names = "--remove", description = "Remove the jobs of former submissions and submit nothing.")
    boolean remove;

    @Option(
            names = "--class-ad",
            paramLabel = "LINE",
            description = "HTCondor: a line of the submit file; may be repeated.")
    List<String> classAds = new ArrayList<>();

    @Option(names = "--spool", description = "HTCondor: let the scheduler keep copies of all files.")
    boolean spool;

    @Option(
            names = "--docker-universe",
            paramLabel = "IMAGE",
            description = "HTCondor: run in a container of this image.")
    String docker = "";

    @Option(names = "-p", paramLabel = "TEXT", description = "SLURM: more options of sbatch; may be repeated.")
    List<String> sbatch = new ArrayList<>();

    @Option(
            names = {"-a", "-j"},
            hidden = true,
            description = "Accepted; has no meaning any more.")
    boolean[] obsolete = {};

    @Option(names = "-z", hidden = true, paramLabel = "MB", description = "Accepted; has no meaning any more.")
    @Nullable
    String threshold;

    @Option(names = "-d", paramLabel = "SUBSYSTEM", description = "Workers write what they do in this respect.")
    @Nullable
    String debug;

    @Option(names = "-w", paramLabel = "BYTES", description = "TCP window of workers.")
    @Nullable
    String window;

    @Option(names = "-i", paramLabel = "SECONDS", description = "Shortest pause between attempts to connect.")
    @Nullable
    String minBackoff;

    @Option(names = "-b", paramLabel = "SECONDS", description = "Longest pause between attempts to connect.")
    @Nullable
    String maxBackoff;

    @Option(names = "-A", paramLabel = "NAME", description = "Architecture that workers report.")
    @Nullable
    String architecture;

    @Option(names = "-O", paramLabel = "NAME", description = "Operating system that workers report.")
    @Nullable
    String system;

    @Option(names = "-s", paramLabel = "DIR", description = "Where workers make their workspaces.")
    @Nullable
    String workdir;

    @Parameters(
            arity = "0..3",
            paramLabel = "[HOST PORT] COUNT",
            description = "The manager, if not by -M; and how many workers.")
    List<String> positional = new ArrayList<>();

    SubmitWorkersOptions() {}

    /** What goes through to the worker. */
    List<String> workerOptions() {
        Map<String, @Nullable String> given = new LinkedHashMap<>();
        given.put("-d", debug);
        given.put("-w", window);
        given.put("-i", minBackoff);
        given.put("-b", maxBackoff);
        given.put("-A", architecture);
        given.put("-O", system);
        given.put("-s", workdir);
        List<String> words = new ArrayList<>();
        given.forEach((option, value) -> {
            if (value != null) {
                words.addAll(List.of(option, value));
            }
        });
        return words;
    }

    /** What only one batch system knows. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        if (spool) {
            settings.put("spool", "true");
        }
        if (!docker.isEmpty()) {
            settings.put("docker-image", docker);
        }
        return settings;
    }

    List<String> batchOptions() {
        List<String> options = new ArrayList<>(classAds);
        options.addAll(sbatch);
        return options;
    }
}
