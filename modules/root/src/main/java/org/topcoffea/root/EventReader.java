package org.topcoffea.root;

import java.util.Collection;
import java.util.Set;
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

    /**
     * Tells what is going to be read, so that a source far away can be asked in good time and for all of it together. Does
     * nothing for files of this machine. Columns that are read although they were not named are fetched in advance from
     * then on; names that are not those of columns are ignored.
     *
     * @param columns the columns, as far as they are known
     * @param start the first entry
     * @param stop the entry behind the last
     */
    void expect(Collection<String> columns, long start, long stop);

    /** The columns that were read so far. */
    Set<String> columnsRead();

    /** Compressed bytes read from the source so far, for this reader. */
    long bytesRead();

    /** Bytes after decompression so far, for this reader. */
    long bytesDecompressed();

    @Override
    void close();
}
