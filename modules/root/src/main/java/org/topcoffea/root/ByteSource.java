package org.topcoffea.root;

import java.lang.foreign.MemorySegment;

/** Random access to the bytes of one file, wherever it is. Safe for use by several threads. */
public interface ByteSource extends AutoCloseable {
    /** The path or URL, for messages. */
    String name();

    /** The number of bytes. */
    long size();

    /**
     * Fills a segment with the bytes at a position.
     *
     * @param position the first byte, counted from the beginning of the file
     * @param target is filled completely
     * @throws org.topcoffea.spi.AnalysisException when the bytes cannot be had, or the file ends before
     */
    void read(long position, MemorySegment target);

    /**
     * Fills several segments; sources for which a request is expensive combine them.
     *
     * @param positions the first byte of each range
     * @param targets one segment for each range
     */
    default void read(long[] positions, MemorySegment[] targets) {
        for (int i = 0; i < positions.length; i++) {
            read(positions[i], targets[i]);
        }
    }

    @Override
    void close();
}
