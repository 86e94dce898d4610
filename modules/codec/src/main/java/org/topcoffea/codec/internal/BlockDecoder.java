package org.topcoffea.codec.internal;

import java.lang.foreign.MemorySegment;
import org.topcoffea.codec.CodecException;
import org.topcoffea.codec.Ending;

/** Decodes what follows the header of one compression block. Used by one thread at a time. */
public interface BlockDecoder extends AutoCloseable {
    /**
     * Decodes a block.
     *
     * @param source holds the block's data
     * @param position where they begin; {@code position + size} is within {@code source}
     * @param size how many bytes they are
     * @param target where the decoded bytes go
     * @param offset the first byte of {@code target} to be written
     * @param length how many bytes the block must decode to; {@code offset + length} is within {@code target}
     * @throws CodecException if the data are damaged; nothing outside the given part has been written
     */
    void decode(MemorySegment source, long position, int size, byte[] target, int offset, int length)
            throws CodecException;

    /**
     * Decodes the beginning of a block, or all of it.
     *
     * @param wanted how many of the {@code length} bytes have to be decoded
     * @param ending tells what the others are expected to be
     */
    default void decodeBeginning(
            MemorySegment source,
            long position,
            int size,
            byte[] target,
            int offset,
            int length,
            int wanted,
            Ending ending)
            throws CodecException {
        decode(source, position, size, target, offset, length);
    }

    @Override
    default void close() {}
}
