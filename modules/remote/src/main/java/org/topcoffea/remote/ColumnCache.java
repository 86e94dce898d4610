package org.topcoffea.remote;

import java.nio.file.Path;
import org.topcoffea.remote.internal.cache.DiskCache;
import org.topcoffea.root.ByteSource;

/**
 * Decompressed columns on a local disk. The baskets and pages that are read are kept there, encoded with ZSTD, so that the next
 * pass over the same columns needs neither the server nor a slow codec such as LZMA. Files are told apart by the identity
 * that is in them. Everything is checksummed; any number of processes may use one directory at once, and any may be killed at
 * any time. Thread-safe.
 */
public final class ColumnCache implements AutoCloseable {
    private final DiskCache cache;

    private ColumnCache(DiskCache cache) {
        this.cache = cache;
    }

    /**
     * Uses a directory, which is made when something is written.
     *
     * @param limit about the most bytes to be used of the disk; what was used longest ago goes first
     */
    public static ColumnCache in(Path directory, long limit) {
        return new ColumnCache(new DiskCache(directory, limit));
    }

    /** The same file, read from the cache where that is possible. */
    public ByteSource over(ByteSource source) {
        return cache.over(source);
    }

    /** Closes the files of the cache; sources made before must not be used any more. */
    @Override
    public void close() {
        cache.close();
    }
}
