package org.topcoffea.plan;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** Cuts one file into chunks, one after the other; the target may change on the way. Not thread-safe. */
public final class ChunkCursor implements Iterator<EntryRange> {
    private final long entries;
    private final long[] clusters;
    private long target;
    private long position;
    private long length;
    private int cluster;

    /** Clusters are empty when chunks are not aligned to them. */
    ChunkCursor(long entries, long[] clusters, long target) {
        this.entries = entries;
        this.clusters = clusters;
        retarget(target);
    }

    /** The number of equal parts nearest to the target; half-way between two numbers it is the even one. */
    static long parts(long entries, long target) {
        return Math.max((long) Math.rint((double) entries / target), 1);
    }

    /**
     * Changes the target for what is left of the file; the same target changes nothing.
     *
     * @param newTarget entries for each chunk, at least 1
     */
    public void retarget(long newTarget) {
        if (newTarget < 1) {
            throw new IllegalArgumentException("a chunk needs a target of at least 1 entry, not " + newTarget);
        }
        if (newTarget != target && position < entries) {
            length = Math.ceilDiv(entries - position, parts(entries - position, newTarget));
        }
        target = newTarget;
    }

    /** The target in force. */
    public long target() {
        return target;
    }

    @Override
    public boolean hasNext() {
        return position < entries;
    }

    /** The next chunk; it begins where the last one ended. */
    @Override
    public EntryRange next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no entries left");
        }
        long stop = clusters.length == 0 ? position + Math.min(length, entries - position) : nextBoundary();
        EntryRange range = new EntryRange(position, stop);
        position = stop;
        return range;
    }

    private long nextBoundary() {
        while (clusters[cluster] < entries && clusters[cluster] - position < target) {
            cluster++;
        }
        return clusters[cluster];
    }
}
