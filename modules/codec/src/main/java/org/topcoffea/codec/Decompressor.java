package org.topcoffea.codec;

import java.lang.foreign.MemorySegment;

/** Decodes payloads of ROOT records, each a sequence of compression blocks. Confined to one thread; holds native memory. */
public interface Decompressor extends AutoCloseable {
    /**
     * Decodes a whole payload.
     *
     * @param source the compressed blocks, on or off heap
     * @param target where the decoded bytes go
     * @param offset the first byte of {@code target} to be written
     * @param length how many bytes the payload decodes to, exactly
     * @throws CodecException if the blocks are damaged, of an unknown algorithm or decode to another length; nothing
     *     outside the given part of {@code target} has been written
     */
    void decompress(MemorySegment source, byte[] target, int offset, int length) throws CodecException;

    /**
     * Decodes the beginning of a payload, which saves work where the codec can stop early. A codec whose checksum is that of all
     * decoded bytes stops early only if it finds the checksum to be that of the beginning and the expected ending.
     *
     * @param source the compressed blocks, on or off heap
     * @param target where the decoded bytes go
     * @param offset the first byte of {@code target} to be written; there is room for {@code length} bytes
     * @param length how many bytes the whole payload decodes to, exactly
     * @param wanted how many of them are needed; more may be written
     * @param ending tells what the others are expected to be
     * @throws CodecException as {@link #decompress} does, as far as the damage is met
     */
    void decompressBeginning(MemorySegment source, byte[] target, int offset, int length, int wanted, Ending ending)
            throws CodecException;

    @Override
    void close();
}
