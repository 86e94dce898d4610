package org.topcoffea.manager.internal.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.topcoffea.environment.Archive;
import org.topcoffea.environment.EnvironmentCache;
import org.topcoffea.environment.RuntimeArchive;
import org.topcoffea.manager.internal.queue.StagedFile;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.task.InPlace;
import org.topcoffea.task.PluginArchive;
import org.topcoffea.task.RunDescription;

/** The files that workers need: the description of the run, plugins and, for workers that are not ours, the runtime. */
final class Stage {
    private final Path directory;
    private final Optional<Path> image;
    private final EnvironmentCache cache;
    private final List<Archive> plugins;
    private final RunDescription description;
    private final StagedFile run;
    private final String ownFeature;
    private volatile Optional<Archive> runtime = Optional.empty();

    /**
     * Writes the description of the run.
     *
     * @param directory where files for workers are put
     * @param image the image of this program; empty when it is not run from one, so that only our own workers can serve
     * @param cache where archives are kept
     * @param plugins the archives of the run's plugins
     * @param description the run
     */
    Stage(
            Path directory,
            Optional<Path> image,
            EnvironmentCache cache,
            List<Archive> plugins,
            RunDescription description)
            throws IOException {
        this.directory = directory;
        this.image = image;
        this.cache = cache;
        this.plugins = List.copyOf(plugins);
        this.description = description;
        this.ownFeature = image.map(home -> InPlace.RUNTIME_FEATURE + Archive.id(RuntimeArchive.key(home)))
                .orElse("");
        this.run = write(description.cacheName(), description.toJson());
    }

    /** Makes a file for workers. */
    StagedFile write(String cacheName, byte[] content) throws IOException {
        Path file = directory.resolve(cacheName);
        Files.write(file, content);
        return new StagedFile(cacheName, file, content.length);
    }

    RunDescription description() {
        return description;
    }

    /**
     * Whether a worker is the same program as this one, as far as both can tell.
     *
     * @param features what the worker offers
     */
    boolean sameProgram(Set<String> features) {
        if (image.isEmpty()) {
            return true;
        }
        return features.contains(ownFeature)
                || features.stream().noneMatch(name -> name.startsWith(InPlace.RUNTIME_FEATURE));
    }

    /** What a worker of ours needs for every task, by the path in the directory of the task. */
    Map<String, StagedFile> inPlace() {
        Map<String, StagedFile> inputs = new LinkedHashMap<>();
        inputs.put(InPlace.RUN_FILE, run);
        for (int i = 0; i < plugins.size(); i++) {
            PluginArchive plugin = description.plugins().get(i);
            Archive archive = plugins.get(i);
            inputs.put(plugin.cacheName(), new StagedFile(plugin.cacheName(), archive.file(), archive.size()));
        }
        return inputs;
    }

    /** What other workers need for every task. */
    Map<String, StagedFile> asCommand(List<Archive> archives) {
        Map<String, StagedFile> inputs = new LinkedHashMap<>();
        inputs.put(InPlace.RUN_FILE, run);
        for (Archive archive : archives) {
            inputs.put(archive.name(), new StagedFile(archive.name(), archive.file(), archive.size()));
        }
        return inputs;
    }

    List<Archive> plugins() {
        return plugins;
    }

    /** Whether workers that are not ours can serve. */
    boolean servesCommands() {
        return image.isPresent();
    }

    /**
     * Packs the runtime, unless that was done before; takes a few seconds.
     *
     * @throws AnalysisException if there is no image
     */
    Archive packRuntime() {
        Archive packed = RuntimeArchive.of(image.orElseThrow(), cache);
        runtime = Optional.of(packed);
        return packed;
    }

    /** The runtime, once it is packed. */
    Optional<Archive> runtime() {
        return runtime;
    }
}
