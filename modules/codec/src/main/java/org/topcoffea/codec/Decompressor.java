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

    @Override
    void close();
}
