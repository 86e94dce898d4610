package org.topcoffea.environment.internal.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.topcoffea.environment.EnvironmentError;
import org.topcoffea.spi.AnalysisException;

/**
 * Reads an archive that anybody may have made. Only plain files and directories below the target are ever written; whatever
 * else the archive holds, it is refused as a whole. The target is a new directory that nobody else writes to.
 */
public final class Unpacker {
    private static final int MAXIMUM_PATH = 1024;
    private static final int MAXIMUM_DEPTH = 32;
    private static final int BUFFER = 1 << 16;

    private final String name;
    private final Path target;
    private final Limits limits;
    private final Set<String> seen = new HashSet<>();
    private long bytes;
    private int entries;

    /**
     * What an archive may contain at most.
     *
     * @param bytes all files together
     * @param entries files and directories
     */
    public record Limits(long bytes, int entries) {
        /** Ten times what a runtime has. */
        public static final Limits USUAL = new Limits(1_000_000_000L, 20_000);
    }

    private Unpacker(String name, Path target, Limits limits) {
        this.name = name;
        this.target = target;
        this.limits = limits;
    }

    /**
     * Unpacks an archive.
     *
     * @param name what the archive is called in messages
     * @param file the archive
     * @param header how many bytes of the file come before the compressed part
     * @param target an empty directory
     * @param limits what is unpacked at most
     * @throws AnalysisException {@link EnvironmentError#HOSTILE_ARCHIVE}
     * @throws IOException when the archive is damaged or cannot be read, or the target cannot be written
     */
    public static void unpack(String name, Path file, int header, Path target, Limits limits) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(header);
            InputStream tar = new GZIPInputStream(new BufferedInputStream(in, BUFFER), BUFFER);
            new Unpacker(name, target, limits).unpack(tar);
        } catch (IllegalArgumentException e) {
            throw new IOException("not a tar archive: " + e.getMessage(), e);
        }
    }

    private void unpack(InputStream compressed) throws IOException {
        InputStream in = new Bounded(compressed);
        try (TarArchiveInputStream tar = new TarArchiveInputStream(in, StandardCharsets.UTF_8.name())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (++entries > limits.entries()) {
                    throw hostile("has more than " + limits.entries() + " entries");
                }
                take(entry, tar);
            }
            // The checksum of the last part comes after the end of the tar archive.
            tar.transferTo(OutputStream.nullOutputStream());
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private void take(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
        Path file = place(entry.getName());
        if (entry.isDirectory() && !entry.isSymbolicLink() && !entry.isLink()) {
            Files.createDirectories(file);
            return;
        }
        char type = (char) entry.getLinkFlag();
        if ((type != '0' && type != '\0') || entry.isSparse()) {
            throw hostile("has '" + entry.getName() + "', which is neither a file nor a directory");
        }
        bytes += entry.getSize();
        if (entry.getSize() < 0 || bytes < 0 || bytes > limits.bytes()) {
            throw hostile("unpacks to more than " + limits.bytes() + " bytes");
        }
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            if (tar.transferTo(out) != entry.getSize()) {
                throw new IOException("'" + entry.getName() + "' is cut off");
            }
        }
        boolean program = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }

    /** Where an entry goes, if its name is one that we would have given: relative, plain, and for the first time. */
    private Path place(String entry) {
        String path = entry.endsWith("/") ? entry.substring(0, entry.length() - 1) : entry;
        String[] parts = path.split("/", -1);
        if (path.length() > MAXIMUM_PATH || parts.length > MAXIMUM_DEPTH) {
            throw hostile("has a path of " + path.length() + " characters");
        }
        for (String part : parts) {
            if (part.isEmpty()
                    || part.equals(".")
                    || part.equals("..")
                    || part.chars().anyMatch(c -> c < ' ' || c == '\\')) {
                throw hostile("has the path '" + entry + "', which leads out or is not plain");
            }
        }
        if (!seen.add(path)) {
            throw hostile("has '" + path + "' twice");
        }
        try {
            Path file = target.resolve(path).normalize();
            if (!file.startsWith(target) || file.equals(target)) {
                throw hostile("has the path '" + entry + "', which leads out");
            }
            return file;
        } catch (InvalidPathException e) {
            throw hostile("has the path '" + entry + "', which is none");
        }
    }

    private AnalysisException hostile(String what) {
        return new AnalysisException(
                EnvironmentError.HOSTILE_ARCHIVE, "archive " + name + " " + what + ": refused, nothing of it is used");
    }

    /** Ends a stream that decompresses to far more than an archive of the permitted size can have, headers included. */
    private final class Bounded extends InputStream {
        private static final int PER_ENTRY = 4096;

        private final InputStream in;
        private long left;

        Bounded(InputStream in) {
            this.in = in;
            this.left = limits.bytes() + (long) PER_ENTRY * limits.entries() + BUFFER;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = in.read(buffer, offset, length);
            left -= Math.max(0, count);
            if (left < 0) {
                throw hostile("decompresses without end");
            }
            return count;
        }
    }
}
