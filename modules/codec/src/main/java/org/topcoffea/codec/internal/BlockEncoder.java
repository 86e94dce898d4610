package org.topcoffea.codec.internal;

/** Encodes what follows the header of one compression block. Used by one thread at a time. */
public interface BlockEncoder extends AutoCloseable {
    /**
     * Encodes a block.
     *
     * @param source holds the bytes to encode
     * @param offset their first
     * @param length their number, 1 to 2²⁴−1
     * @param target where the block's data go
     * @param at the first byte of {@code target} to be written
     * @param limit how many bytes may be written at most
     * @return how many bytes were written, or 0 if more than {@code limit} would be needed
     */
    int encode(byte[] source, int offset, int length, byte[] target, int at, int limit);

    @Override
    default void close() {}
}
