package org.topcoffea.manager.internal.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.topcoffea.runner.PartialResult;
import org.topcoffea.spi.AccumulatorType;
import org.topcoffea.task.ResultFile;

/**
 * Partial results on disk, one file each, as {@link ResultFile} writes them. A file is first {@code new-N}, and
 * {@code part-N} once it is whole and on the disk; only the journal says which parts count. Thread-safe.
 */
public final class PartStore {
    private static final Pattern PART = Pattern.compile("part-(\\d{1,18})");

    private final Path directory;
    private final Function<String, AccumulatorType<?>> types;
    private final Disk disk;
    private final AtomicLong next;

    /**
     * Opens a store.
     *
     * @param directory where the files are; it exists
     * @param types finds a type of accumulator by its name
     */
    public PartStore(Path directory, Function<String, AccumulatorType<?>> types) throws IOException {
        this(directory, types, Disk.REAL);
    }

    /** The same on another disk. */
    public PartStore(Path directory, Function<String, AccumulatorType<?>> types, Disk disk) throws IOException {
        this.directory = directory;
        this.types = types;
        this.disk = disk;
        long last = 0;
        for (String name : names()) {
            Matcher matcher = PART.matcher(name);
            if (matcher.matches()) {
                last = Math.max(last, Long.parseLong(matcher.group(1)));
            }
        }
        this.next = new AtomicLong(last + 1);
    }

    private Set<String> names() throws IOException {
        Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        return names;
    }

    /** A new name for a file that is going to be written; {@link #keep} makes a part of it. */
    public Path newFile() {
        return directory.resolve("new-" + next.getAndIncrement());
    }

    /** Where a part is. */
    public Path path(String part) {
        return directory.resolve(part);
    }

    /**
     * Makes a part of a file that was written: when this returns it is on the disk.
     *
     * @return the name of the part
     */
    public String keep(Path file) throws IOException {
        String part = file.getFileName().toString().replace("new-", "part-");
        disk.sync(file);
        Files.move(file, directory.resolve(part), StandardCopyOption.ATOMIC_MOVE);
        disk.sync(directory);
        return part;
    }

    /**
     * Reads a part.
     *
     * @throws IOException if it is damaged or cannot be read
     */
    public PartialResult read(String part) throws IOException {
        return read(directory.resolve(part));
    }

    /** Reads a partial result from any file. */
    public PartialResult read(Path file) throws IOException {
        try {
            return ResultFile.read(file, types);
        } catch (RuntimeException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Writes a result as a new part.
     *
     * @return the name of the part
     * @throws IOException if it cannot be written, for example because the disk is full; then nothing is left
     */
    public String write(PartialResult result) throws IOException {
        Path file = newFile();
        try {
            ResultFile.write(result, file);
            return keep(file);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e instanceof IOException io ? io : new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The size of a part in bytes. */
    public long size(String part) throws IOException {
        return Files.size(directory.resolve(part));
    }

    /** The SHA-256 of a file in hexadecimal. */
    public static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
                Files.copy(file, out);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Removes a part that no longer counts. */
    public void delete(String part) throws IOException {
        Files.deleteIfExists(directory.resolve(part));
    }

    /** Removes all files but some parts. */
    public void keepOnly(Set<String> parts) throws IOException {
        for (String name : names()) {
            if (!parts.contains(name)) {
                Files.deleteIfExists(directory.resolve(name));
            }
        }
    }
}
