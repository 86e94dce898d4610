package org.topcoffea.codec;

/** Encodes payloads as sequences of compression blocks. Confined to one thread; holds native memory. */
public interface Compressor extends AutoCloseable {
    /**
     * Encodes a payload.
     *
     * @param source holds the payload
     * @param offset its first byte
     * @param length its length; above 2²⁴−1 bytes it becomes several blocks
     * @return the blocks, or a copy of the payload itself when it does not shrink
     */
    byte[] compress(byte[] source, int offset, int length);

    @Override
    void close();
}
