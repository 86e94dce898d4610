package org.topcoffea.environment.internal.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Files under the paths they have in an archive, sorted by path. Only paths, executable bits and bytes count: dates, owners
 * and where the files lie do not.
 *
 * @param entries the files
 */
public record Content(List<Entry> entries) {
    /** Begins every key, so that another layout would give other keys. */
    private static final String FORMAT = "topcoffea content 1";

    /**
     * One file.
     *
     * @param path its path in the archive, with {@code /}
     * @param file where it lies
     * @param executable whether it is a program
     */
    public record Entry(String path, Path file, boolean executable) {}

    /** Sorts the entries. */
    public Content {
        entries = entries.stream().sorted(Comparator.comparing(Entry::path)).toList();
    }

    /**
     * The regular files below a directory, through symbolic links.
     *
     * @param directory the directory
     * @param wanted tells of a path, relative to the directory and with {@code /}, whether it belongs to the content
     */
    public static Content of(Path directory, Predicate<String> wanted) throws IOException {
        List<Entry> entries = new ArrayList<>();
        Path top = directory.toRealPath();
        try (Stream<Path> walk = Files.walk(top)) {
            for (Path file : (Iterable<Path>) walk::iterator) {
                String path = top.relativize(file).toString();
                if (!path.isEmpty() && wanted.test(path) && Files.isRegularFile(file)) {
                    boolean program = Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
                    entries.add(new Entry(path, file, program));
                }
            }
        }
        return new Content(entries);
    }

    /** The SHA-256 of all of it. */
    public String key() throws IOException {
        MessageDigest digest = sha256();
        digest.update(FORMAT.getBytes(StandardCharsets.UTF_8));
        for (Entry entry : entries) {
            digest.update((byte) '\n');
            digest.update((entry.executable() ? "x " : "- ").getBytes(StandardCharsets.UTF_8));
            digest.update(hash(entry.file()));
            digest.update(entry.path().getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The SHA-256 of a file as hexadecimal digits. */
    public static String sha256(Path file) throws IOException {
        return HexFormat.of().formatHex(hash(file));
    }

    private static byte[] hash(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return digest.digest();
    }

    /** A digest to feed. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
