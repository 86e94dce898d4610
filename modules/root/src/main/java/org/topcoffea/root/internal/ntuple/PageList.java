package org.topcoffea.root.internal.ntuple;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.topcoffea.root.RootError;
import org.topcoffea.root.RootException;
import org.topcoffea.root.internal.ntuple.EnvelopeIn.Frame;

/** The clusters of one cluster group and where the pages of their columns are described. Immutable. */
final class PageList {
    private static final int FLAGS_SHIFT = 56;
    private static final int SHARDED = 1;

    private final EnvelopeIn envelope;
    private final long[] firstEntries;
    private final int[][] columnAt;

    private PageList(EnvelopeIn envelope, long[] firstEntries, int[][] columnAt) {
        this.envelope = envelope;
        this.firstEntries = firstEntries;
        this.columnAt = columnAt;
    }

    /**
     * Reads the outer lists of a page list; the pages themselves are read when a column is asked for.
     *
     * @param in the envelope
     * @param headerChecksum what it must refer to
     * @param group the group it belongs to
     */
    static PageList parse(EnvelopeIn in, long headerChecksum, ClusterGroup group) {
        if (in.i64() != headerChecksum) {
            throw in.corrupt("belongs to another header: the file is damaged");
        }
        long[] firstEntries = summaries(in, group);
        Frame clusters = in.list(12);
        if (clusters.count() != group.clusters()) {
            throw in.corrupt("describes the pages of " + clusters.count() + " clusters, not of " + group.clusters());
        }
        int[][] columnAt = new int[clusters.count()][];
        for (int i = 0; i < columnAt.length; i++) {
            Frame columns = in.list(20);
            columnAt[i] = new int[columns.count()];
            for (int j = 0; j < columnAt[i].length; j++) {
                columnAt[i][j] = in.position();
                in.leave(in.list(0));
            }
            in.leave(columns);
        }
        in.leave(clusters);
        return new PageList(in, firstEntries, columnAt);
    }

    private static long[] summaries(EnvelopeIn in, ClusterGroup group) {
        Frame summaries = in.list(24);
        if (summaries.count() != group.clusters()) {
            throw in.corrupt("lists " + summaries.count() + " clusters, the footer says " + group.clusters());
        }
        long[] first = new long[summaries.count() + 1];
        long next = group.minEntry();
        for (int i = 0; i < summaries.count(); i++) {
            Frame frame = in.record();
            long firstEntry = in.i64();
            long word = in.i64();
            if ((word >>> FLAGS_SHIFT & SHARDED) != 0) {
                throw new RootException(RootError.UNSUPPORTED, in.where() + ": has sharded clusters");
            }
            first[i] = firstEntry;
            if (firstEntry != next) {
                throw in.corrupt("cluster " + i + " begins with entry " + firstEntry + ", expected is " + next);
            }
            next += word & (1L << FLAGS_SHIFT) - 1;
            in.leave(frame);
        }
        in.leave(summaries);
        first[summaries.count()] = next;
        if (next != group.minEntry() + group.entries()) {
            throw in.corrupt("its clusters end with entry " + next + ", the footer says "
                    + (group.minEntry() + group.entries()));
        }
        return first;
    }

    /** The number of clusters. */
    int clusters() {
        return columnAt.length;
    }

    /** The first entry of a cluster; of the one behind the last, where the group ends. */
    long firstEntry(int cluster) {
        return firstEntries[cluster];
    }

    /** The cluster that holds an entry of this group. */
    int find(long entry) {
        int found = Arrays.binarySearch(firstEntries, entry);
        int cluster = found >= 0 ? found : -found - 2;
        while (firstEntries[cluster + 1] <= entry) {
            cluster++;
        }
        return cluster;
    }

    /** The pages of a column in a cluster, or null if the column was added to the n-tuple later. */
    @Nullable
    Pages pages(int cluster, int column) {
        int[] at = columnAt[cluster];
        return column < at.length ? Pages.parse(envelope.at(at[column])) : null;
    }
}
