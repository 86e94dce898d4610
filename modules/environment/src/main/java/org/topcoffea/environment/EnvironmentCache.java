package org.topcoffea.environment;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.topcoffea.environment.internal.archive.Store;
import org.topcoffea.spi.AnalysisException;

/**
 * The user's archives, kept between runs. Any number of processes may use one cache at once: an archive is made by one of them
 * while the others wait for it, and appears complete or not at all. When more is kept than the limit says, what was used
 * longest ago goes first; what a living process uses stays. Thread-safe.
 */
public final class EnvironmentCache {
    /** How much is kept unless said otherwise: 2 GB. */
    public static final long DEFAULT_LIMIT = 2_000_000_000L;

    private final Store store;

    private EnvironmentCache(Store store) {
        this.store = store;
    }

    /**
     * A cache in a directory, which is made when something is put into it.
     *
     * @param directory where archives are kept
     * @param limit about the most bytes to keep, at least 1
     */
    public static EnvironmentCache in(Path directory, long limit) {
        return new EnvironmentCache(new Store(directory.toAbsolutePath().normalize(), limit));
    }

    /**
     * The user's own directory: {@code $XDG_CACHE_HOME/topcoffea/environment} or {@code ~/.cache/topcoffea/environment}.
     *
     * @param environment the environment variables
     * @param home the home directory of the user
     */
    public static Path userDirectory(Map<String, String> environment, Path home) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        // A relative path is to be ignored, says the XDG base directory specification.
        Path base = cache.startsWith("/") ? Path.of(cache) : home.resolve(".cache");
        return base.resolve("topcoffea").resolve("environment");
    }

    /** The user's own cache with the usual limit. */
    public static EnvironmentCache ofUser() {
        Path home = Path.of(System.getProperty("user.home"));
        return in(userDirectory(System.getenv(), home), DEFAULT_LIMIT);
    }

    /** Where archives are kept. */
    public Path directory() {
        return store.directory();
    }

    /**
     * What is kept.
     *
     * @param archive the archive
     * @param used when it was last made or used
     */
    public record Kept(Archive archive, Instant used) {}

    /** Everything that is kept, the latest used first. */
    public List<Kept> list() {
        return guard(() -> store.list());
    }

    /**
     * Removes what was used longest ago.
     *
     * @param limit how many bytes may stay
     * @return what was removed
     */
    public List<Archive> prune(long limit) {
        return guard(() -> store.trim(limit));
    }

    /** The archive of a name and key, made by the writer when it is not kept yet. It stays as long as this process lives. */
    Archive get(String name, String key, Writer writer) {
        return guard(() -> store.get(name, key, writer));
    }

    /** Writes the bytes of an archive. */
    @FunctionalInterface
    public interface Writer {
        /**
         * Writes everything; the stream stays open.
         *
         * @throws IOException if inputs cannot be read or the stream cannot be written
         */
        void write(OutputStream out) throws IOException;
    }

    private interface Access<T> {
        T run() throws IOException;
    }

    private <T> T guard(Access<T> access) {
        try {
            return access.run();
        } catch (IOException e) {
            throw new AnalysisException(
                    EnvironmentError.CACHE_FAILED,
                    "the cache of environments in " + directory() + " failed (" + e
                            + "): make room and check its rights, or set XDG_CACHE_HOME to another directory",
                    e);
        }
    }
}
