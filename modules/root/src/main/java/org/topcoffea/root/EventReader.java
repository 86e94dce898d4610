package org.topcoffea.root;

import org.topcoffea.spi.Events;

/** Events of one tree, a range at a time. Keeps its arrays for the next range; confined to one thread. */
public interface EventReader extends Events, AutoCloseable {
    /**
     * Moves to a range of entries; arrays handed out before are no longer valid. Reads nothing by itself.
     *
     * @param start the first entry
     * @param stop the entry behind the last; at most 2³¹−1 − {@code start} entries
     * @throws IndexOutOfBoundsException if the range is not within the tree
     */
    void select(long start, long stop);

    /** Compressed bytes read from the source so far, for this reader. */
    long bytesRead();

    /** Bytes after decompression so far, for this reader. */
    long bytesDecompressed();

    @Override
    void close();
}
