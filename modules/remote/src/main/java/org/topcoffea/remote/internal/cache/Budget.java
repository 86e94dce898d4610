package org.topcoffea.remote.internal.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The size of the cache. Several processes may write to it: each looks again after some writing how large it is in all, and
 * throws away the files that were used longest ago, but none that it uses itself. Thread-safe.
 */
final class Budget {
    private static final System.Logger LOG = System.getLogger(Budget.class.getName());
    private static final long MOST_BETWEEN_LOOKS = 64 << 20;
    private static final int FRACTION = 16;

    private final Path directory;
    private final long limit;
    private final Set<Path> used = new HashSet<>();
    private long allowance;
    private boolean full;

    Budget(Path directory, long limit) {
        this.directory = directory;
        this.limit = limit;
    }

    /** A file that this process reads or writes, and which therefore stays. */
    synchronized void using(Path file) {
        used.add(file);
    }

    /** Takes room for so many bytes; false if there is none. */
    synchronized boolean take(long bytes) {
        if (full) {
            return false;
        }
        if (allowance < bytes) {
            look();
        }
        if (allowance < bytes) {
            full = true;
            LOG.log(Level.INFO, "the column cache {0} is full; the rest of this run is not kept", directory);
            return false;
        }
        allowance -= bytes;
        return true;
    }

    private record Known(Path path, long size, long time) {}

    private void look() {
        try {
            List<Known> files = files();
            long total = files.stream().mapToLong(Known::size).sum();
            long target = limit - Math.min(MOST_BETWEEN_LOOKS, Math.max(1, limit / FRACTION));
            for (Known file : files) {
                if (total <= target) {
                    break;
                }
                if (!used.contains(file.path())) {
                    Files.deleteIfExists(file.path());
                    total -= file.size();
                }
            }
            allowance = Math.min(MOST_BETWEEN_LOOKS, limit - total);
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.DEBUG, "cannot look through {0}: {1}", directory, e);
            allowance = 0;
        }
    }

    /** All files of the cache, those used longest ago first. */
    private List<Known> files() throws IOException {
        List<Known> known = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return known;
        }
        try (Stream<Path> all = Files.walk(directory, 2)) {
            for (Path file :
                    (Iterable<Path>) all.filter(path -> path.toString().endsWith(FileStore.ENDING))::iterator) {
                try {
                    known.add(new Known(
                            file,
                            Files.size(file),
                            Files.getLastModifiedTime(file).toMillis()));
                } catch (NoSuchFileException gone) {
                    LOG.log(Level.TRACE, "another process threw {0} away", file);
                }
            }
        }
        known.sort(Comparator.comparingLong(Known::time));
        return known;
    }
}
