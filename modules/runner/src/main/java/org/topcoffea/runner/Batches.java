package org.topcoffea.runner;

import java.util.Arrays;

/**
 * Cuts a range of entries where clusters begin, and long clusters into equal parts, so that a processor sees ranges that
 * fit into caches and each basket is decompressed once.
 */
final class Batches {
    private final long[] clusters;
    private final long stop;
    private final int limit;
    private long next;
    private long partEnd;
    private long partLength;

    /**
     * Prepares to cut.
     *
     * @param clusters ascending cluster starts, ending with the number of entries
     * @param start the first entry
     * @param stop the entry behind the last
     * @param limit the most entries of a part
     */
    Batches(long[] clusters, long start, long stop, int limit) {
        this.clusters = clusters;
        this.next = start;
        this.stop = stop;
        this.limit = limit;
        this.partEnd = start;
    }

    boolean hasNext() {
        return next < stop;
    }

    /** The entry behind the last of the next part; the part begins where the previous one ended. */
    long advance() {
        if (next == partEnd) {
            partEnd = Math.min(stop, clusterEnd(next));
            long parts = (partEnd - next + limit - 1) / limit;
            partLength = (partEnd - next + parts - 1) / parts;
        }
        next = Math.min(partEnd, next + partLength);
        return next;
    }

    private long clusterEnd(long entry) {
        int at = Arrays.binarySearch(clusters, entry + 1);
        int above = at >= 0 ? at : -at - 1;
        return above < clusters.length ? clusters[above] : stop;
    }
}
