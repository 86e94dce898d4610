package org.topcoffea.root.internal.ntuple;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.topcoffea.codec.CodecException;
import org.topcoffea.codec.Codecs;
import org.topcoffea.codec.Decompressor;
import org.topcoffea.codec.Xxh3;
import org.topcoffea.root.ByteSource;
import org.topcoffea.root.RootError;
import org.topcoffea.root.RootException;
import org.topcoffea.root.internal.container.Blocks;

/** Envelopes and pages as they lie in the file. Safe for use by several threads. */
final class Blobs {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int ENVELOPE_MIN = 16;

    private final ByteSource source;
    private final long maxBlobBytes;

    /**
     * Names the file.
     *
     * @param source its bytes
     * @param maxBlobBytes longer blobs are cut into several records; 0 if they never are
     */
    Blobs(ByteSource source, long maxBlobBytes) {
        this.source = source;
        this.maxBlobBytes = maxBlobBytes;
    }

    /** The bytes of the file. */
    ByteSource source() {
        return source;
    }

    /** Whether a blob of that many bytes is cut into several records. */
    boolean isCut(long bytes) {
        return maxBlobBytes > 0 && bytes > maxBlobBytes;
    }

    /** Checks that bytes lie within the file, before anything is allocated for them. */
    void check(long position, long bytes, String where) {
        if (position < 0 || bytes < 0) {
            throw new RootException(
                    RootError.CORRUPT, where + ": says it is at offset " + position + " with " + bytes + " bytes");
        }
        if (bytes > source.size() - position) {
            throw new RootException(
                    RootError.TRUNCATED,
                    where + ": " + bytes + " bytes at offset " + position + " are behind the end of the file ("
                            + source.size() + " bytes)");
        }
    }

    /**
     * Reads one blob. The first record of one that was cut ends with the positions of the others.
     *
     * @param target is filled
     */
    void read(long position, MemorySegment target, String where) {
        long bytes = target.byteSize();
        if (!isCut(bytes)) {
            check(position, bytes, where);
            source.read(position, target);
            return;
        }
        long parts = (bytes + maxBlobBytes - 1) / maxBlobBytes;
        if (parts * maxBlobBytes - (parts - 1) * Long.BYTES < bytes) {
            parts++;
        }
        long first = maxBlobBytes - (parts - 1) * Long.BYTES;
        check(position, maxBlobBytes, where);
        if (first <= 0) {
            throw new RootException(RootError.CORRUPT, where + ": is cut into pieces of " + maxBlobBytes + " bytes");
        }
        byte[] positions = new byte[(int) ((parts - 1) * Long.BYTES)];
        source.read(position, target.asSlice(0, first));
        source.read(position + first, MemorySegment.ofArray(positions));
        long done = first;
        for (int i = 1; i < parts; i++) {
            long next = MemorySegment.ofArray(positions).get(LONG, (i - 1L) * Long.BYTES);
            long length = Math.min(maxBlobBytes, bytes - done);
            check(next, length, where);
            source.read(next, target.asSlice(done, length));
            done += length;
        }
    }

    /**
     * Reads an envelope, decompresses it and verifies its type, length and checksum.
     *
     * @param type 1 header, 2 footer, 3 page list
     * @param position its first byte in the file
     * @param stored its bytes in the file
     * @param length its bytes after decompression
     * @param where file, n-tuple and envelope, for messages
     * @return a reader of what is between the first word and the checksum
     */
    EnvelopeIn envelope(int type, long position, long stored, long length, String where) {
        check(position, stored, where);
        if (length < ENVELOPE_MIN || length > Integer.MAX_VALUE - 16 || stored > length) {
            throw new RootException(
                    RootError.CORRUPT, where + ": has an impossible length (" + stored + " of " + length + " bytes)");
        }
        byte[] bytes = new byte[(int) stored];
        read(position, MemorySegment.ofArray(bytes), where);
        if (stored != length) {
            bytes = decompress(bytes, (int) length, where);
        }
        MemorySegment envelope = MemorySegment.ofArray(bytes);
        long word = envelope.get(LONG, 0);
        if ((word & 0xFFFF) != type || word >>> 16 != length) {
            throw new RootException(
                    RootError.CORRUPT,
                    where + ": says it is of type " + (word & 0xFFFF) + " with " + (word >>> 16)
                            + " bytes, expected are type " + type + " and " + length + " bytes");
        }
        long checksum = envelope.get(LONG, length - Long.BYTES);
        if (checksum != Xxh3.hash64(bytes, 0, bytes.length - Long.BYTES)) {
            throw new RootException(
                    RootError.CORRUPT, where + ": the checksum is wrong: the file is damaged, fetch it again");
        }
        return new EnvelopeIn(bytes, Long.BYTES, bytes.length - Long.BYTES, checksum, where);
    }

    private static byte[] decompress(byte[] stored, int length, String where) {
        MemorySegment segment = MemorySegment.ofArray(stored);
        @Nullable String problem = Blocks.problem(segment, length);
        if (problem != null) {
            throw new RootException(RootError.CORRUPT, where + ": " + problem);
        }
        byte[] target = new byte[length];
        try (Decompressor decompressor = Codecs.system().decompressor()) {
            decompressor.decompress(segment, target, 0, length);
        } catch (CodecException e) {
            throw new RootException(RootError.CORRUPT, where + ": " + e.getMessage(), e);
        }
        return target;
    }
}
