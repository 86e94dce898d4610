package org.topcoffea.environment.internal.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.topcoffea.environment.Archive;
import org.topcoffea.environment.EnvironmentCache;

/**
 * A directory of archives. Beside {@code NAME} lies {@code NAME.info} (key, hash, size, time of modification), which is
 * written last: an archive without it does not count. {@code NAME.lock} guards the making, {@code NAME.use} is locked by
 * every process that uses it.
 */
public final class Store {
    private static final String INFO = ".info";
    private static final String PART = ".part";

    /** Marks of all stores of this process; they last as long as it does. */
    private static final ConcurrentHashMap<Path, Optional<FileChannel>> MARKS = new ConcurrentHashMap<>();

    private final Path directory;
    private final long limit;

    /**
     * A store.
     *
     * @param directory where it lies
     * @param limit about the most bytes to keep
     */
    public Store(Path directory, long limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a cache of " + limit + " bytes");
        }
        this.directory = directory;
        this.limit = limit;
    }

    /** Where it lies. */
    public Path directory() {
        return directory;
    }

    /** The archive of a name and key, made by the writer when it is not there or not what it was. */
    public Archive get(String name, String key, EnvironmentCache.Writer writer) throws IOException {
        Files.createDirectories(directory);
        try (PathLock _ = PathLock.of(directory.resolve(name + ".lock"))) {
            Optional<Archive> kept = read(name).filter(archive -> archive.key().equals(key));
            Archive archive = kept.isPresent() ? kept.get() : make(name, key, writer);
            use(name);
            return archive;
        } finally {
            trim(limit);
        }
    }

    private Archive make(String name, String key, EnvironmentCache.Writer writer) throws IOException {
        // Only the holder of the lock writes this file: what lies there was left behind by one that died.
        Path part = directory.resolve(name + PART);
        Path file = directory.resolve(name);
        Files.deleteIfExists(directory.resolve(name + INFO));
        MessageDigest digest = Content.sha256();
        try {
            try (OutputStream out =
                    new BufferedOutputStream(new DigestOutputStream(Files.newOutputStream(part), digest))) {
                writer.write(out);
            }
            sync(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        Archive archive = new Archive(name, key, HexFormat.of().formatHex(digest.digest()), Files.size(file), file);
        writeInfo(archive);
        return archive;
    }

    private void writeInfo(Archive archive) throws IOException {
        Path part = directory.resolve(archive.name() + INFO + PART);
        long modified = Files.getLastModifiedTime(archive.file()).toMillis();
        Files.writeString(
                part, String.join("\n", archive.key(), archive.sha256(), archive.size() + " " + modified, ""));
        Files.move(
                part,
                directory.resolve(archive.name() + INFO),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** What is kept under a name, if it is whole; its hash is computed again when the file looks touched. */
    private Optional<Archive> read(String name) throws IOException {
        Path file = directory.resolve(name);
        try {
            List<String> lines = Files.readAllLines(directory.resolve(name + INFO));
            String[] numbers = lines.size() == 3 ? lines.get(2).split(" ") : new String[0];
            if (numbers.length != 2 || Files.size(file) != Long.parseLong(numbers[0])) {
                return Optional.empty();
            }
            Archive archive = new Archive(name, lines.get(0), lines.get(1), Files.size(file), file);
            boolean touched = Files.getLastModifiedTime(file).toMillis() != Long.parseLong(numbers[1]);
            if (touched && !Content.sha256(file).equals(archive.sha256())) {
                return Optional.empty();
            }
            return Optional.of(archive);
        } catch (NoSuchFileException | IllegalArgumentException e) {
            // Never finished, removed, or written by nobody we know: it is made again.
            return Optional.empty();
        }
    }

    private void use(String name) throws IOException {
        Files.setLastModifiedTime(directory.resolve(name + INFO), FileTime.from(Instant.now()));
        Path mark = directory.resolve(name + ".use");
        if (!MARKS.containsKey(mark)) {
            MARKS.put(mark, PathLock.mark(mark));
        }
    }

    /** Everything that is whole, the latest used first. */
    public List<EnvironmentCache.Kept> list() throws IOException {
        List<EnvironmentCache.Kept> all = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return all;
        }
        try (DirectoryStream<Path> infos = Files.newDirectoryStream(directory, "*" + INFO)) {
            for (Path info : infos) {
                String file = info.getFileName().toString();
                Optional<Archive> archive = read(file.substring(0, file.length() - INFO.length()));
                if (archive.isPresent()) {
                    all.add(new EnvironmentCache.Kept(
                            archive.get(), Files.getLastModifiedTime(info).toInstant()));
                }
            }
        } catch (NoSuchFileException e) {
            return list();
        }
        all.sort(Comparator.comparing(EnvironmentCache.Kept::used).reversed());
        return all;
    }

    /** Removes what was used longest ago and is not in use until no more than the limit is left. */
    public List<Archive> trim(long bytes) throws IOException {
        List<Archive> removed = new ArrayList<>();
        List<EnvironmentCache.Kept> all = list();
        long total = all.stream().mapToLong(kept -> kept.archive().size()).sum();
        for (EnvironmentCache.Kept kept : all.reversed()) {
            Archive archive = kept.archive();
            if (total > bytes && remove(archive)) {
                removed.add(archive);
                total -= archive.size();
            }
        }
        return removed;
    }

    private boolean remove(Archive archive) throws IOException {
        try (PathLock _ = PathLock.of(directory.resolve(archive.name() + ".lock"))) {
            Path use = directory.resolve(archive.name() + ".use");
            if (MARKS.containsKey(use) || PathLock.isMarked(use)) {
                return false;
            }
            Files.deleteIfExists(directory.resolve(archive.name() + INFO));
            Files.deleteIfExists(archive.file());
            Files.deleteIfExists(use);
            return true;
        }
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
