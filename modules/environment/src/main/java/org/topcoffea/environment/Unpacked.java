package org.topcoffea.environment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.topcoffea.environment.internal.archive.PathLock;
import org.topcoffea.environment.internal.archive.Unpacker;
import org.topcoffea.spi.AnalysisException;

/**
 * An unpacked archive, shared by all who use one directory: whoever comes first unpacks, the others wait, and it appears whole
 * or not at all. What was unpacked is compared with the key in the archive's name, and once more by each process that finds it
 * there. Immutable; nobody may write into it.
 */
public final class Unpacked {
    private static final Pattern NAME =
            Pattern.compile("(runtime|plugin-[A-Za-z0-9._-]+)-([0-9a-f]{16})(\\.sh|\\.tar\\.gz)?");
    private static final ConcurrentHashMap<Path, Unpacked> VERIFIED = new ConcurrentHashMap<>();

    private final Path directory;

    private Unpacked(Path directory) {
        this.directory = directory;
    }

    /**
     * Unpacks an archive unless that was done before.
     *
     * @param places the directory for all that is unpacked, made if it does not exist
     * @param archive the archive
     * @throws AnalysisException {@link EnvironmentError#DAMAGED_ARCHIVE}, {@link EnvironmentError#HOSTILE_ARCHIVE} or
     *     {@link EnvironmentError#CANNOT_UNPACK}
     */
    public static Unpacked in(Path places, Archive archive) {
        return in(places, archive.file(), archive.name());
    }

    /**
     * Unpacks an archive unless that was done before.
     *
     * @param places the directory for all that is unpacked, made if it does not exist
     * @param file where the archive lies
     * @param name the name it was sent under, from {@link Archive#name}, which holds the first digits of its key
     * @throws AnalysisException {@link EnvironmentError#DAMAGED_ARCHIVE}, {@link EnvironmentError#HOSTILE_ARCHIVE} or
     *     {@link EnvironmentError#CANNOT_UNPACK}
     */
    public static Unpacked in(Path places, Path file, String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new AnalysisException(
                    EnvironmentError.HOSTILE_ARCHIVE, "'" + name + "' is not the name of an archive of topcoffea");
        }
        Path target = places.toAbsolutePath().normalize().resolve(matcher.group(1) + "-" + matcher.group(2));
        Unpacked known = VERIFIED.get(target);
        if (known != null && Files.isDirectory(target)) {
            return known;
        }
        try {
            Files.createDirectories(target.getParent());
            try (PathLock _ = PathLock.of(target.resolveSibling(target.getFileName() + ".lock"))) {
                return locked(target, file, name, matcher.group(2));
            }
        } catch (IOException e) {
            throw failed(name, target, e);
        }
    }

    private static Unpacked locked(Path target, Path file, String name, String id) throws IOException {
        Unpacked unpacked = new Unpacked(target);
        if (!Files.isDirectory(target) || !unpacked.key().startsWith(id)) {
            sweep(target);
            Path part = Files.createDirectory(target.resolveSibling(
                    target.getFileName() + ".part" + ProcessHandle.current().pid()));
            try {
                Unpacker.unpack(name, file, header(file), part, Unpacker.Limits.USUAL);
                check(name, file, id, new Unpacked(part).key());
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                delete(part);
            }
        }
        VERIFIED.put(target, unpacked);
        return unpacked;
    }

    private static void check(String name, Path file, String id, String key) {
        if (!key.startsWith(id)) {
            throw new AnalysisException(
                    EnvironmentError.DAMAGED_ARCHIVE,
                    "archive " + name + " (" + file + ") holds " + Archive.id(key)
                            + ", not what its name says: damaged on its way; it is not used");
        }
    }

    private static AnalysisException failed(String name, Path target, IOException e) {
        boolean there = e instanceof FileSystemException system
                && String.valueOf(system.getFile()).startsWith(String.valueOf(target.getParent()));
        EnvironmentError code = there || String.valueOf(e.getMessage()).contains("No space left")
                ? EnvironmentError.CANNOT_UNPACK
                : EnvironmentError.DAMAGED_ARCHIVE;
        String advice = code == EnvironmentError.CANNOT_UNPACK
                ? ": make room there, or choose another work directory"
                : ": damaged on its way; it is not used";
        return new AnalysisException(
                code, "archive " + name + " cannot be unpacked into " + target + " (" + e + ")" + advice, e);
    }

    /** Whoever holds the lock is alone: parts of others are those of dead ones. */
    private static void sweep(Path target) throws IOException {
        try (DirectoryStream<Path> left =
                Files.newDirectoryStream(target.getParent(), target.getFileName() + ".part*")) {
            for (Path part : left) {
                delete(part);
            }
        }
        delete(target);
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> walk = Files.walk(directory)) {
                for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static int header(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == '#' ? RuntimeArchive.HEADER : 0;
        }
    }

    private String key() throws IOException {
        return RuntimeArchive.content(directory).key();
    }

    /** Where it is. */
    public Path directory() {
        return directory;
    }

    /** The jars of a plugin, sorted by name. */
    public List<Path> jars() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw failed(directory.getFileName().toString(), directory, e);
        }
    }

    /** The program of a runtime: {@code bin/topcoffea}. */
    public Path launcher() {
        return directory.resolve("bin").resolve("topcoffea");
    }
}
