package org.topcoffea.manager;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.topcoffea.environment.EnvironmentCache;
import org.topcoffea.plan.FileAccess;
import org.topcoffea.plan.ManagerOptions;
import org.topcoffea.plan.MetadataCache;
import org.topcoffea.remote.Credentials;
import org.topcoffea.spi.AccumulatorType;
import org.topcoffea.spi.EventProcessor;

/**
 * What a run on workers needs besides its plan.
 *
 * @param options how the manager works
 * @param directory where it keeps what it needs until the output is written; see {@link DistributedRun#directory}
 * @param overwrite whether an unfinished run in that directory is thrown away
 * @param batchLimit the most events that the processor is given at once
 * @param access how event files are reached, and what to do about those that cannot be read
 * @param plugin the jars of the plugin with the processor
 * @param types finds a type of accumulator by its name
 * @param processors makes the processor
 * @param metadata remembers the metadata of files
 * @param credentials the credentials of the user, for workers that may have them
 * @param environments where archives for workers are kept
 * @param image the image of this program; empty when it does not run from one, so that only workers of ours can serve
 * @param workerCommand the command line that starts a worker on this machine, up to its options
 * @param version the version of this program
 */
public record RunSetup(
        ManagerOptions options,
        Path directory,
        boolean overwrite,
        int batchLimit,
        FileAccess access,
        PluginFiles plugin,
        Function<String, AccumulatorType<?>> types,
        Supplier<EventProcessor> processors,
        MetadataCache metadata,
        Credentials credentials,
        EnvironmentCache environments,
        Optional<Path> image,
        List<String> workerCommand,
        String version) {
    /** Copies the list. */
    public RunSetup {
        workerCommand = List.copyOf(workerCommand);
    }

    /**
     * A plugin.
     *
     * @param name what to call it
     * @param origin where it was found
     * @param jars its jars
     */
    public record PluginFiles(String name, Path origin, List<Path> jars) {
        /** Copies the list. */
        public PluginFiles {
            jars = List.copyOf(jars);
        }
    }
}
