package org.topcoffea.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.topcoffea.spi.Resources;

/**
 * A message from a manager to a worker. {@link Put} and {@link Directory} only announce what follows: managers send them with
 * {@link WorkerConnection#put}, workers hear of them through {@link ManagerListener#place} and {@link ManagerListener#placed}.
 */
public sealed interface ManagerMessage {
    /**
     * A task to run.
     *
     * @param id a positive number
     * @param command a shell command, or what the coprocess takes
     * @param coprocess the name of the coprocess that takes the command; empty for the shell
     * @param category the name of its category
     * @param resources what it is allotted; all of the worker if nothing is specified
     * @param endTime when it has to be done; {@link Instant#EPOCH} without such a time
     * @param wallTime how long it may run; zero without a limit
     * @param environment {@code NAME=value} each
     * @param directories empty directories to make in the sandbox
     * @param inputs from the cache into the sandbox
     * @param outputs from the sandbox into the cache
     */
    record Task(
            long id,
            String command,
            String coprocess,
            String category,
            Resources resources,
            Instant endTime,
            Duration wallTime,
            List<String> environment,
            List<String> directories,
            List<TaskFile> inputs,
            List<TaskFile> outputs)
            implements ManagerMessage {
        /** Copies the lists. */
        public Task {
            environment = List.copyOf(environment);
            directories = List.copyOf(directories);
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }

        /** Begins a task of the category {@code default} without limits. */
        public static Builder builder(long id, String command) {
            return new Builder(id, command);
        }

        /** Collects the parts of a task. */
        public static final class Builder {
            private final long id;
            private final String command;
            private String coprocess = "";
            private String category = "default";
            private Resources resources = Resources.OPEN;
            private Instant endTime = Instant.EPOCH;
            private Duration wallTime = Duration.ZERO;
            private final List<String> environment = new ArrayList<>();
            private final List<String> directories = new ArrayList<>();
            private final List<TaskFile> inputs = new ArrayList<>();
            private final List<TaskFile> outputs = new ArrayList<>();

            private Builder(long id, String command) {
                this.id = id;
                this.command = command;
            }

            /** Names the coprocess that takes the command instead of the shell. */
            public Builder coprocess(String name) {
                coprocess = name;
                return this;
            }

            /** Names the category. */
            public Builder category(String name) {
                category = name;
                return this;
            }

            /** Says what the task is allotted. */
            public Builder resources(Resources allotted) {
                resources = allotted;
                return this;
            }

            /** Says when it has to be done. */
            public Builder endTime(Instant time) {
                endTime = time;
                return this;
            }

            /** Says how long it may run. */
            public Builder wallTime(Duration limit) {
                wallTime = limit;
                return this;
            }

            /** Sets a variable of its environment. */
            public Builder environment(String name, String value) {
                environment.add(name + "=" + value);
                return this;
            }

            /** Adds an entry of its environment as it came; one without {@code =} has no effect. */
            public Builder environment(String entry) {
                environment.add(entry);
                return this;
            }

            /** Adds an empty directory. */
            public Builder directory(String path) {
                directories.add(path);
                return this;
            }

            /** Adds an input. */
            public Builder input(String cacheName, String path, int flags) {
                inputs.add(new TaskFile(cacheName, path, flags));
                return this;
            }

            /** Adds an output. */
            public Builder output(String cacheName, String path, int flags) {
                outputs.add(new TaskFile(cacheName, path, flags));
                return this;
            }

            /** The task. */
            public Task build() {
                return new Task(
                        id,
                        command,
                        coprocess,
                        category,
                        resources,
                        endTime,
                        wallTime,
                        environment,
                        directories,
                        inputs,
                        outputs);
            }
        }
    }

    /**
     * A file for the cache; its content follows.
     *
     * @param cacheName its name
     * @param length its size in bytes
     * @param mode its permissions
     */
    record Put(String cacheName, long length, int mode) implements ManagerMessage {}

    /**
     * A directory for the cache; its content follows.
     *
     * @param cacheName its name
     */
    record Directory(String cacheName) implements ManagerMessage {}

    /**
     * An object for the cache that the worker shall download when it is needed.
     *
     * @param url where it is
     * @param cacheName its name
     * @param size its size in bytes as far as known, or 0
     * @param mode its permissions
     */
    record PutUrl(String url, String cacheName, long size, int mode) implements ManagerMessage {}

    /**
     * An object for the cache that the worker shall make with a shell command when it is needed.
     *
     * @param command every {@code %%} stands for the path of the object
     * @param cacheName its name
     * @param size its size in bytes as far as known, or 0
     * @param mode its permissions
     */
    record PutCommand(String command, String cacheName, long size, int mode) implements ManagerMessage {}

    /**
     * An object to drop from the cache.
     *
     * @param cacheName its name
     */
    record Unlink(String cacheName) implements ManagerMessage {}

    /**
     * An object of the cache to send to the manager; managers use {@link WorkerConnection#fetch}.
     *
     * @param cacheName its name
     * @param recursive whether the content of a directory is wanted too
     */
    record Get(String cacheName, boolean recursive) implements ManagerMessage {}

    /**
     * A task to end, if it runs, and to forget in any case.
     *
     * @param task its id; −1 means all
     */
    record Kill(long task) implements ManagerMessage {}

    /**
     * All results are wanted; the manager's connection sends it by itself.
     *
     * @param count ignored by all workers
     */
    record SendResults(long count) implements ManagerMessage {}

    /** A sign of life is wanted; connections ask and answer by themselves. */
    record Check() implements ManagerMessage {}

    /** The worker is no longer needed and looks for another manager. */
    record Release() implements ManagerMessage {}

    /** The worker is no longer needed and ends. */
    record Exit() implements ManagerMessage {}

    /**
     * For foremen only.
     *
     * @param cacheName an object of the cache
     */
    record InvalidateFile(String cacheName) implements ManagerMessage {}
}
