package org.topcoffea.plan;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/**
 * The encoding of one entry of the metadata cache.
 *
 * <pre>
 * magic:int  version:int  key:UTF  uuid:2 longs  entries:long  count:int  cluster:long*count  crc32:int
 * </pre>
 *
 * All numbers are big-endian; the checksum is of all bytes before it.
 */
final class CacheEntry {
    static final long MAXIMUM_BYTES = 16 << 20;
    private static final int MAGIC = 0x74634d44;
    private static final int VERSION = 1;
    private static final int MAXIMUM_KEY = 1 << 14;

    /**
     * What an entry is found by.
     *
     * @param text everything that tells files apart
     * @param hash its SHA-256 in hexadecimal
     */
    record Key(String text, String hash) {}

    private CacheEntry() {}

    /** The key of a file and tree; empty for a local file that is not there, and for an absurdly long name. */
    static Optional<Key> key(String file, String tree) {
        try {
            String identity = file;
            Optional<Path> local = FileUrl.localPath(file);
            if (local.isPresent()) {
                BasicFileAttributes attributes = Files.readAttributes(local.get(), BasicFileAttributes.class);
                identity = local.get().toRealPath() + "\n" + attributes.size() + "\n"
                        + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
            }
            String text = identity + "\n" + tree;
            return text.length() > MAXIMUM_KEY ? Optional.empty() : Optional.of(new Key(text, hash(text)));
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static byte[] encode(Key key, FileMetadata metadata) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeUTF(key.text());
            out.writeLong(metadata.uuid().getMostSignificantBits());
            out.writeLong(metadata.uuid().getLeastSignificantBits());
            out.writeLong(metadata.entries());
            long[] clusters = metadata.clusters();
            out.writeInt(clusters.length);
            for (long cluster : clusters) {
                out.writeLong(cluster);
            }
            out.writeInt(checksum(bytes.toByteArray(), bytes.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /**
     * Reads an entry back.
     *
     * @throws IOException if it is damaged, of another version, or of another key
     */
    static FileMetadata decode(Key key, byte[] bytes) throws IOException {
        int content = bytes.length - Integer.BYTES;
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (content < 2 * Integer.BYTES || in.readInt() != MAGIC || in.readInt() != VERSION) {
            throw new IOException("it is not an entry of this version");
        }
        DataInputStream end = new DataInputStream(new ByteArrayInputStream(bytes, content, Integer.BYTES));
        if (end.readInt() != checksum(bytes, content)) {
            throw new IOException("its checksum is wrong");
        }
        if (!in.readUTF().equals(key.text())) {
            throw new IOException("it is of another file");
        }
        UUID uuid = new UUID(in.readLong(), in.readLong());
        long entries = in.readLong();
        int count = in.readInt();
        if ((long) count * Long.BYTES + Integer.BYTES != in.available()) {
            throw new IOException("its size is wrong");
        }
        long[] clusters = new long[count];
        for (int i = 0; i < count; i++) {
            clusters[i] = in.readLong();
        }
        try {
            return new FileMetadata(entries, clusters, uuid);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
