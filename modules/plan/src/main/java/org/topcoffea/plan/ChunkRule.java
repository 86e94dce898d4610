package org.topcoffea.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * How the entries of a file are cut into chunks.
 *
 * <p>With {@code N} entries left and a target of {@code T}, a file is cut into {@code max(1, N / T)} chunks, the quotient
 * rounded to the nearest integer and halves to the even one; all of them have the same size, rounded up, but the last. A
 * chunk therefore has up to 1.5 times the target. Aligned to clusters, each chunk ends at the first cluster boundary that
 * is at least the target away.
 *
 * @param target entries for each chunk, at least 1; not a limit
 * @param alignToClusters whether chunks end at cluster boundaries only
 */
public record ChunkRule(long target, boolean alignToClusters) {
    /** Checks the target. */
    public ChunkRule {
        if (target < 1) {
            throw new IllegalArgumentException("a chunk needs a target of at least 1 entry, not " + target);
        }
    }

    /** Cuts one file, chunk by chunk. */
    public ChunkCursor cursor(FileMetadata metadata) {
        return new ChunkCursor(metadata.entries(), alignToClusters ? metadata.clusters() : new long[0], target);
    }

    /** All chunks of one file: nothing when it has no entries. */
    public List<EntryRange> ranges(FileMetadata metadata) {
        List<EntryRange> ranges = new ArrayList<>();
        for (ChunkCursor cursor = cursor(metadata); cursor.hasNext(); ) {
            ranges.add(cursor.next());
        }
        return ranges;
    }

    /**
     * The number of chunks that a file of this many entries is cut into when chunks are not aligned.
     *
     * @param entries the number of entries, at least 0
     */
    public long estimate(long entries) {
        return entries == 0 ? 0 : ChunkCursor.parts(entries, target);
    }
}
