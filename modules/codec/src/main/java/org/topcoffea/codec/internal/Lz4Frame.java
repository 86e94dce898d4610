package org.topcoffea.codec.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.topcoffea.codec.CodecException;
import org.topcoffea.codec.Xxh64;

/** What ROOT puts around an LZ4 block: the big-endian XXH64 of its compressed bytes. */
public final class Lz4Frame {
    /** The bytes before the LZ4 block. */
    public static final int CHECKSUM_SIZE = 8;

    private static final ValueLayout.OfLong CHECKSUM = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private Lz4Frame() {}

    /**
     * Checks that a block is as it was written.
     *
     * @param source holds it
     * @param position where its checksum begins
     * @param size the bytes of checksum and block
     * @param room made by {@link Xxh64#room}
     * @throws CodecException if it is not, or has no room for an LZ4 block
     */
    public static void verify(MemorySegment source, long position, int size, byte[] room) throws CodecException {
        if (size <= CHECKSUM_SIZE) {
            throw new CodecException("its " + size + " bytes of data hold no checksum and LZ4 block");
        }
        long expected = source.get(CHECKSUM, position);
        long actual = Xxh64.hash64(source.asSlice(position + CHECKSUM_SIZE, size - CHECKSUM_SIZE), room);
        if (actual != expected) {
            throw new CodecException(
                    "wrong checksum of LZ4 block: %016x in the file, %016x of its bytes".formatted(expected, actual));
        }
    }

    /**
     * Writes the checksum of a block before it.
     *
     * @param target holds the block at {@code at + 8}
     * @param at where the checksum goes
     * @param size the bytes of the block
     * @return the bytes of checksum and block
     */
    public static int seal(byte[] target, int at, int size) {
        long checksum = Xxh64.hash64(target, at + CHECKSUM_SIZE, size);
        MemorySegment.ofArray(target).set(CHECKSUM, at, checksum);
        return CHECKSUM_SIZE + size;
    }
}
