package org.topcoffea.plan;

/**
 * Consecutive entries of one file.
 *
 * @param start the first entry, counted from 0
 * @param stop the entry behind the last; greater than {@code start}
 */
public record EntryRange(long start, long stop) implements Comparable<EntryRange> {
    /** Checks that the range is not empty. */
    public EntryRange {
        if (start < 0 || stop <= start) {
            throw new IllegalArgumentException("[" + start + ", " + stop + ") is not a range of entries");
        }
    }

    /** The number of entries, at least 1. */
    public long size() {
        return stop - start;
    }

    @Override
    public int compareTo(EntryRange other) {
        int starts = Long.compare(start, other.start);
        return starts != 0 ? starts : Long.compare(stop, other.stop);
    }

    @Override
    public String toString() {
        return "[" + start + ", " + stop + ")";
    }
}
