package org.topcoffea.root;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.UUID;

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

    /**
     * About how many bytes it pays to have fetched before they are needed. Zero where a read costs next to nothing, such as
     * from a disk: then nothing should be planned.
     */
    default long aheadBytes() {
        return 0;
    }

    /**
     * Begins to fill several segments, and returns while the bytes are on their way if the source can do that. The segments
     * belong to the source until {@link Pending#await} or {@link Pending#cancel} returns.
     *
     * @param positions the first byte of each range
     * @param targets one segment for each range, usable by any thread
     */
    default Pending start(long[] positions, MemorySegment[] targets) {
        read(positions, targets);
        return Pending.ARRIVED;
    }

    /**
     * What keeps decompressed baskets and pages of this file between runs, if anything does.
     *
     * @param uuid the identity that the file itself tells
     */
    default Optional<BasketStore> store(UUID uuid) {
        return Optional.empty();
    }

    /** Bytes on their way. */
    interface Pending {
        /** Bytes that have arrived. */
        Pending ARRIVED = new Pending() {
            @Override
            public void await() {}

            @Override
            public void cancel() {}
        };

        /**
         * Waits until all have arrived.
         *
         * @throws org.topcoffea.spi.AnalysisException when they cannot be had
         */
        void await();

        /** Gives them up; nothing is written to the segments any more when it returns. Does nothing after they arrived. */
        void cancel();
    }

    @Override
    void close();
}
