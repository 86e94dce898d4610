package org.topcoffea.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Remembers the metadata of event files between runs, so that files are not opened just to be counted.
 *
 * <p>There is one small file for each event file and tree, named after a hash of these and, for a local file, of its size
 * and time of modification: a file that changes is not found any more. Files appear by renaming, hence any number of
 * processes may share a cache. A cache never makes a run fail: what cannot be read is counted again, and what cannot be
 * written is logged once. Thread-safe.
 */
public final class MetadataCache {
    private static final System.Logger LOG = System.getLogger(MetadataCache.class.getName());
    private static final int DEFAULT_LIMIT = 200_000;
    private static final int WRITES_BETWEEN_TRIMS = 5_000;

    private final Optional<Path> directory;
    private final int limit;
    private final AtomicBoolean complained = new AtomicBoolean();
    private final AtomicBoolean foundDamage = new AtomicBoolean();
    private final AtomicInteger writes = new AtomicInteger();

    private MetadataCache(Optional<Path> directory, int limit) {
        this.directory = directory;
        this.limit = limit;
    }

    /** A cache in a directory, which is made when something is written. */
    public static MetadataCache in(Path directory) {
        return in(directory, DEFAULT_LIMIT);
    }

    /**
     * A cache in a directory with a bound on its size.
     *
     * @param limit about the most files to remember, at least 1; the ones written first are forgotten first
     */
    public static MetadataCache in(Path directory, int limit) {
        return new MetadataCache(Optional.of(directory.toAbsolutePath()), limit);
    }

    /** A cache that remembers nothing. */
    public static MetadataCache none() {
        return new MetadataCache(Optional.empty(), 1);
    }

    /**
     * The user's own directory: {@code $XDG_CACHE_HOME/topcoffea/metadata} or {@code ~/.cache/topcoffea/metadata}.
     *
     * @param environment the environment variables
     * @param home the home directory of the user
     */
    public static Path userDirectory(Map<String, String> environment, Path home) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        // A relative path is to be ignored, says the XDG base directory specification.
        Path base = cache.startsWith("/") ? Path.of(cache) : home.resolve(".cache");
        return base.resolve("topcoffea").resolve("metadata");
    }

    /** What is remembered of a file, if it is still the same. */
    public Optional<FileMetadata> get(String file, String tree) {
        return CacheEntry.key(file, tree).flatMap(this::read);
    }

    /** Remembers a file. */
    public void put(String file, String tree, FileMetadata metadata) {
        CacheEntry.key(file, tree).ifPresent(key -> write(key, metadata));
    }

    /**
     * What is remembered of a file, or else what reading it says, which is remembered then.
     *
     * @param file the URL or path
     * @param tree the name of the tree
     * @param reader opens the file and counts; its failures are passed on
     */
    public FileMetadata get(String file, String tree, Supplier<FileMetadata> reader) {
        // The key comes first: should the file change meanwhile, the entry is for the old one and not found again.
        Optional<CacheEntry.Key> key = CacheEntry.key(file, tree);
        Optional<FileMetadata> known = key.flatMap(this::read);
        if (known.isPresent()) {
            return known.get();
        }
        FileMetadata metadata = reader.get();
        key.ifPresent(k -> write(k, metadata));
        return metadata;
    }

    /** Forgets a file, for example when it turns out to be another one than remembered. */
    public void forget(String file, String tree) {
        Optional<Path> path = CacheEntry.key(file, tree).flatMap(this::path);
        if (path.isPresent()) {
            try {
                Files.deleteIfExists(path.get());
            } catch (IOException e) {
                complain(e);
            }
        }
    }

    private Optional<Path> path(CacheEntry.Key key) {
        return directory.map(dir -> dir.resolve(key.hash().substring(0, 2)).resolve(key.hash()));
    }

    private Optional<FileMetadata> read(CacheEntry.Key key) {
        Optional<Path> path = path(key);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (Files.size(path.get()) > CacheEntry.MAXIMUM_BYTES) {
                throw new IOException("it is too large");
            }
            return Optional.of(CacheEntry.decode(key, Files.readAllBytes(path.get())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            Level level = foundDamage.compareAndSet(false, true) ? Level.WARNING : Level.DEBUG;
            LOG.log(level, "ignored damaged metadata cache file {0}: {1}", path.get(), e.getMessage());
            return Optional.empty();
        }
    }

    private void write(CacheEntry.Key key, FileMetadata metadata) {
        Optional<Path> target = path(key);
        byte[] bytes = CacheEntry.encode(key, metadata);
        if (target.isEmpty() || bytes.length > CacheEntry.MAXIMUM_BYTES) {
            return;
        }
        try {
            Path folder = target.get().resolveSibling("");
            makeDirectories(folder);
            Path temporary = Files.createTempFile(folder, ".new", "");
            try {
                Files.write(temporary, bytes);
                Files.move(temporary, target.get(), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
            if (writes.incrementAndGet() % Math.min(limit, WRITES_BETWEEN_TRIMS) == 0) {
                trim();
            }
        } catch (IOException e) {
            complain(e);
        }
    }

    private static void makeDirectories(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(folder + " is not a directory", e);
        }
    }

    private void complain(IOException failure) {
        if (complained.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "the metadata cache {0} cannot be written; files will be counted again: {1}",
                    directory.map(Path::toString).orElse(""),
                    failure.toString());
        }
    }

    private record Aged(Path path, FileTime time) {}

    /** Deletes the oldest files above the limit, and a few more so that this is not done each time. */
    private synchronized void trim() throws IOException {
        List<Aged> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory.orElseThrow(), 2)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                try {
                    all.add(new Aged(file, Files.getLastModifiedTime(file)));
                } catch (NoSuchFileException gone) {
                    // another process trims, too
                    LOG.log(Level.TRACE, "already gone: {0}", file);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (all.size() > limit) {
            all.sort((a, b) -> a.time().compareTo(b.time()));
            for (Aged old : all.subList(0, all.size() - limit + limit / 10)) {
                Files.deleteIfExists(old.path());
            }
        }
    }
}
