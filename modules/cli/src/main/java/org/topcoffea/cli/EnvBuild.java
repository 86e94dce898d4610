package org.topcoffea.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.topcoffea.environment.Archive;
import org.topcoffea.environment.EnvironmentCache;
import org.topcoffea.environment.PluginArchive;
import org.topcoffea.environment.RuntimeArchive;
import org.topcoffea.plugin.AvailableProcessor;
import org.topcoffea.plugin.PluginJar;
import org.topcoffea.plugin.Plugins;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the archives that a run would send. */
@Command(
        name = "build",
        description = "Make the archives that runs send to workers, as far as they are not in the cache yet.")
final class EnvBuild implements Callable<Integer> {
    @Mixin
    private PluginOption plugins = new PluginOption();

    @Mixin
    private SourceOption sources = new SourceOption();

    @Option(
            names = "--worker",
            paramLabel = "FILE",
            description = {
                "Write the runtime to a file that is a worker by itself: FILE -M NAME, where no Java and no topcoffea",
                "are installed. With the name work_queue_worker, any work_queue_factory can bring it."
            })
    private @Nullable Path worker;

    EnvBuild() {}

    @Override
    public Integer call() {
        EnvironmentCache cache = EnvCommand.cache();
        Archive runtime = RuntimeArchive.of(EnvCommand.image(), cache);
        print(runtime);
        List<Path> directories = new ArrayList<>(plugins.directories());
        directories.addAll(sources.builds());
        Plugins found = Image.plugins(directories);
        Map<Path, List<Path>> byOrigin = new LinkedHashMap<>();
        for (AvailableProcessor processor : found.processors()) {
            byOrigin.put(
                    processor.origin(),
                    processor.jars().stream().map(PluginJar::path).toList());
        }
        byOrigin.forEach((origin, jars) -> print(PluginArchive.of(name(origin), jars, cache)));
        found.refusals().forEach(refusal -> Console.note("refused: " + refusal.getMessage()));
        if (worker != null) {
            copy(runtime, worker);
        }
        return (found.refusals().isEmpty() ? ExitCode.COMPLETE : ExitCode.INPUT).code();
    }

    /** A plugin is called after its jar or directory. */
    private static String name(Path origin) {
        return String.valueOf(origin.getFileName()).replaceAll("\\.jar$", "");
    }

    private static void print(Archive archive) {
        Console.line(archive.name() + "  " + FileReportText.bytes(archive.size()) + "  sha256 " + archive.sha256());
    }

    private static void copy(Archive runtime, Path file) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.copy(runtime.file(), part, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the worker to " + file + ": " + e.getMessage(), e);
        }
        Console.line("wrote " + file);
    }
}
