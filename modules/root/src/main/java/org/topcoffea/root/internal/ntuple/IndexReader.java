package org.topcoffea.root.internal.ntuple;

import java.util.Arrays;
import org.topcoffea.root.RootError;
import org.topcoffea.root.RootException;
import org.topcoffea.root.internal.column.Room;

/** Reads how many objects entries have, and where these are in each cluster. Keeps the result of the last range. */
final class IndexReader {
    private static final int BLOCK = 8192;

    private final Session session;
    private final Elements index;
    private final ElementReader reader;
    private final long[] ends = new long[BLOCK + 1];

    private long start = -1;
    private long stop = -1;
    private int[] offsets = new int[1];
    private int parts;
    private Cluster[] clusters = new Cluster[0];
    private long[] firsts = new long[0];
    private int[] counts = new int[0];

    IndexReader(Session session, Elements index) {
        this.session = session;
        this.index = index;
        this.reader = session.open(index);
    }

    /** Moves to a range of entries; does nothing if it is there already. */
    void select(long from, long to) {
        if (from == start && to == stop) {
            return;
        }
        start = -1;
        offsets = Room.ints(offsets, Math.addExact(Math.toIntExact(to - from), 1));
        offsets[0] = 0;
        parts = 0;
        int done = 0;
        long entry = from;
        while (entry < to) {
            Cluster cluster = session.clusters().at(entry);
            long end = Math.min(to, cluster.end());
            int count = (int) (end - entry);
            int before = offsets[done];
            long first = cluster(cluster, entry - cluster.firstEntry(), count, done);
            add(cluster, first, offsets[done + count] - before);
            done += count;
            entry = end;
        }
        start = from;
        stop = to;
    }

    /** Fills in the offsets of entries of one cluster; the first object of the first entry is the result. */
    private long cluster(Cluster cluster, long entry, int count, int done) {
        long first = 0;
        if (entry > 0) {
            reader.read(cluster, entry - 1, 1, ends, 0);
            first = ends[0];
        }
        long shift = offsets[done] - first;
        long previous = first;
        for (int i = 0; i < count; i += BLOCK) {
            int length = Math.min(BLOCK, count - i);
            reader.read(cluster, entry + i, length, ends, 1);
            ends[0] = previous;
            long descending = previous;
            for (int j = 0; j < length; j++) {
                descending |= ends[j + 1] - ends[j];
                offsets[done + i + j + 1] = (int) (ends[j + 1] + shift);
            }
            previous = ends[length];
            if (descending < 0) {
                throw new RootException(
                        RootError.CORRUPT,
                        session.where() + ", field '" + index.field()
                                + "': the offsets of its collection descend near entry "
                                + (cluster.firstEntry() + entry + i));
            }
            if (previous + shift > Integer.MAX_VALUE - 16) {
                throw new RootException(
                        RootError.UNSUPPORTED,
                        session.where() + ", field '" + index.field()
                                + "': a range of entries has more than 2\u00b3\u00b9 objects, read fewer entries at"
                                + " once");
            }
        }
        return first;
    }

    private void add(Cluster cluster, long first, int count) {
        if (parts == clusters.length) {
            int room = Math.max(4, 2 * parts);
            clusters = Arrays.copyOf(clusters, room);
            firsts = Arrays.copyOf(firsts, room);
            counts = Arrays.copyOf(counts, room);
        }
        clusters[parts] = cluster;
        firsts[parts] = first;
        counts[parts++] = count;
    }

    /** Cumulative counts of the range, beginning with 0; valid until the next range. */
    int[] offsets() {
        return offsets;
    }

    /** The number of entries of the range. */
    int size() {
        return (int) (stop - start);
    }

    /** The number of objects of the range. */
    int total() {
        return offsets[size()];
    }

    /** The number of clusters that the range touches. */
    int parts() {
        return parts;
    }

    /** A cluster that the range touches. */
    Cluster cluster(int part) {
        return clusters[part];
    }

    /** The first object of the range in a cluster, counted within the cluster. */
    long first(int part) {
        return firsts[part];
    }

    /** The number of objects of the range in a cluster. */
    int count(int part) {
        return counts[part];
    }
}
