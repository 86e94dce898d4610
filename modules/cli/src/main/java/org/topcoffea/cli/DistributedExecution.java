package org.topcoffea.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.topcoffea.environment.EnvironmentCache;
import org.topcoffea.manager.DistributedRun;
import org.topcoffea.manager.RunSetup;
import org.topcoffea.plan.Dataset;
import org.topcoffea.plan.FileUrl;
import org.topcoffea.plan.MetadataCache;
import org.topcoffea.plan.RunOptions;
import org.topcoffea.plugin.AvailableProcessor;
import org.topcoffea.plugin.PluginJar;
import org.topcoffea.plugin.Plugins;
import org.topcoffea.remote.Credentials;
import org.topcoffea.runner.RunPlan;
import org.topcoffea.runner.RunResult;

/** Carries out a run on workers that connect to this process. */
final class DistributedExecution {
    private final RunOptions options;
    private final Plugins plugins;
    private final AvailableProcessor processor;

    DistributedExecution(RunOptions options, Plugins plugins, AvailableProcessor processor) {
        this.options = options;
        this.plugins = plugins;
        this.processor = processor;
    }

    /** Files by names that do not depend on where a worker was started. */
    static List<Dataset> withAbsoluteFiles(List<Dataset> datasets) {
        return datasets.stream()
                .map(dataset -> new Dataset(
                        dataset.sample(),
                        dataset.files().stream()
                                .map(DistributedExecution::absolute)
                                .toList(),
                        dataset.treeName(),
                        dataset.origin()))
                .toList();
    }

    private static String absolute(String file) {
        Optional<Path> local = FileUrl.localPath(file);
        return local.isPresent() && !file.contains("://")
                ? local.get().toAbsolutePath().normalize().toString()
                : file;
    }

    /** Where the run keeps what is done until its output is written. */
    private Path directory() {
        return DistributedRun.directory(options.outpath(), options.outname());
    }

    /** Whether an output may be replaced because it is a part of what is to be continued. */
    boolean replacesOutput() {
        return options.manager().resume() && DistributedRun.unfinished(directory());
    }

    DistributedRun open(RunPlan plan, MetadataCache cache, RunProgress progress) {
        RunSetup setup = new RunSetup(
                options.manager(),
                directory(),
                options.overwrite(),
                options.batch(),
                options.access().absolute(),
                new RunSetup.PluginFiles(
                        processor.module(),
                        processor.origin(),
                        processor.jars().stream().map(PluginJar::path).toList()),
                plugins.accumulatorTypes()::get,
                () -> plugins.newProcessor(processor.name()),
                cache,
                Credentials.of(System.getenv()),
                EnvironmentCache.ofUser(),
                Optional.ofNullable(Image.directory()),
                workerCommand(),
                Version.number());
        return new DistributedRun(plan, setup, progress);
    }

    /** The command line of {@code topcoffea worker} as this process was started. */
    private static List<String> workerCommand() {
        Path image = Image.directory();
        if (image != null) {
            return List.of(image.resolve("bin/topcoffea").toString(), "worker");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=org.topcoffea.codec,com.github.luben.zstd_jni");
        command.add("-p");
        command.add(Objects.requireNonNullElse(System.getProperty("jdk.module.path"), ""));
        command.addAll(List.of("-m", "org.topcoffea.cli/org.topcoffea.cli.Main", "worker"));
        return command;
    }

    static RunResult execute(DistributedRun run, RunPlan plan, RunProgress progress) {
        CredentialReminder reminder = CredentialReminder.begin(plan, Credentials.of(System.getenv()), progress::say);
        Interruption interruption = Interruption.of(run::stop, progress);
        try {
            return run.execute();
        } finally {
            reminder.close();
            interruption.close();
            progress.finish();
        }
    }

    /** Copies the records of failed attempts into the output. */
    static void copyFailures(DistributedRun run, Path output) throws IOException {
        Optional<Path> failures = run.failures();
        if (failures.isPresent()) {
            Path target = Files.createDirectory(output.resolve("failures"));
            try (Stream<Path> files = Files.list(failures.get())) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    Files.copy(file, target.resolve(file.getFileName().toString()));
                }
            }
        }
    }
}
