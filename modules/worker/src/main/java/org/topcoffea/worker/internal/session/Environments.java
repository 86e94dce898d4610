package org.topcoffea.worker.internal.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.topcoffea.environment.Unpacked;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.task.InPlace;
import org.topcoffea.wire.ManagerMessage;
import org.topcoffea.wire.TaskFile;
import org.topcoffea.worker.WorkerError;
import org.topcoffea.worker.internal.workspace.Cache;

/**
 * The environments of tasks of our manager: the description of their run and the unpacked plugins. They are named by their
 * content, so one that was unpacked once is right for ever. Safe for use by several threads.
 */
public final class Environments {
    private final Cache cache;
    private final Path directory;
    private final Map<String, Environment> ready = new ConcurrentHashMap<>();

    /**
     * An environment.
     *
     * @param key tells it from others
     * @param run the description of the run
     * @param plugins directories of jars
     */
    record Environment(String key, Path run, List<Path> plugins) {}

    /**
     * None yet.
     *
     * @param cache where archives arrive
     * @param directory where they are unpacked
     */
    public Environments(Cache cache, Path directory) {
        this.cache = cache;
        this.directory = directory;
    }

    /** The environment of a task, if it is known already. */
    @Nullable
    Environment known(ManagerMessage.Task task) {
        return ready.get(key(task));
    }

    private static String key(ManagerMessage.Task task) {
        StringBuilder key = new StringBuilder();
        for (TaskFile input : task.inputs()) {
            if (input.path().equals(InPlace.RUN_FILE) || input.cacheName().startsWith(InPlace.PLUGIN_PREFIX)) {
                key.append(input.cacheName()).append(' ');
            }
        }
        return key.toString();
    }

    /**
     * Unpacks the environment of a task, once: the first tasks of a run come together.
     *
     * @throws AnalysisException if something is missing, damaged or hostile
     */
    synchronized Environment prepare(ManagerMessage.Task task) {
        Environment before = known(task);
        if (before != null) {
            return before;
        }
        Path run = null;
        List<Path> plugins = new ArrayList<>();
        for (TaskFile input : task.inputs()) {
            if (input.path().equals(InPlace.RUN_FILE)) {
                run = copy(input.cacheName());
            } else if (input.cacheName().startsWith(InPlace.PLUGIN_PREFIX)) {
                plugins.add(Unpacked.in(directory, present(input.cacheName()), input.cacheName())
                        .directory());
            }
        }
        if (run == null) {
            throw new AnalysisException(
                    WorkerError.INPUT_MISSING, "task " + task.id() + " brings no " + InPlace.RUN_FILE);
        }
        Environment environment = new Environment(key(task), run, List.copyOf(plugins));
        ready.put(environment.key(), environment);
        return environment;
    }

    private Path present(String name) {
        return cache.find(name)
                .orElseThrow(
                        () -> new AnalysisException(WorkerError.INPUT_MISSING, "'" + name + "' is not in the cache"));
    }

    /** The cache may drop it while runners still have to be started. */
    private Path copy(String name) {
        Path copy = directory.resolve(name + ".json");
        try {
            Files.createDirectories(directory);
            Files.copy(present(name), copy, StandardCopyOption.REPLACE_EXISTING);
            return copy;
        } catch (IOException e) {
            throw new AnalysisException(WorkerError.DISK_FULL, "'" + name + "' cannot be copied: " + e, e);
        }
    }
}
