package org.topcoffea.runner;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.topcoffea.plan.FileAccess;
import org.topcoffea.remote.ColumnCache;
import org.topcoffea.remote.Credentials;
import org.topcoffea.remote.RemoteFiles;
import org.topcoffea.remote.RemoteOptions;
import org.topcoffea.remote.ServerStatistics;
import org.topcoffea.root.ByteSource;

/**
 * How one run reaches its event files, wherever they are: on disks, on servers, decompressed in a cache. Connects to nothing
 * before a file is opened. Thread-safe.
 */
public final class EventAccess implements AutoCloseable {
    private final RemoteFiles remote;
    private final Optional<ColumnCache> cache;

    private EventAccess(RemoteFiles remote, Optional<ColumnCache> cache) {
        this.remote = remote;
        this.cache = cache;
    }

    /**
     * Prepares the access.
     *
     * @param access what the user wants
     * @param environment the environment variables, which name credentials and proxies
     */
    public static EventAccess with(FileAccess access, Map<String, String> environment) {
        RemoteOptions standard = RemoteOptions.standard(environment);
        RemoteOptions options = standard.withTimeouts(
                        standard.connectTimeout(), Duration.ofSeconds(access.readTimeout()), standard.openTimeout())
                .withAttempts(access.readAttempts(), standard.firstDelay(), standard.longestDelay())
                .withFallbackPrefixes(access.fallbackPrefixes());
        return new EventAccess(
                RemoteFiles.with(options),
                access.columnCache().map(directory -> ColumnCache.in(directory, access.columnCacheBytes())));
    }

    /**
     * Opens the bytes of a file.
     *
     * @param url a path, {@code file://} and a path, or a URL of one of the {@link RemoteFiles#SCHEMES}
     * @throws org.topcoffea.spi.AnalysisException if there is no such file, or no way to read such a URL
     */
    public ByteSource open(String url) {
        ByteSource source = EventFiles.open(url, remote);
        return cache.map(columns -> columns.over(source)).orElse(source);
    }

    /** The credentials that servers are shown. */
    public Credentials credentials() {
        return remote.credentials();
    }

    /** What each server was asked for so far. */
    public List<ServerStatistics> statistics() {
        return remote.statistics();
    }

    @Override
    public void close() {
        remote.close();
        cache.ifPresent(ColumnCache::close);
    }
}
