package org.topcoffea.plan;

import java.util.UUID;

/**
 * The unit of work: a range of events of one file. Two chunks are equal when they name the same events of the same file.
 *
 * @param dataset the name of the sample
 * @param file the URL or path
 * @param tree the name of the tree
 * @param start the first entry, counted from 0
 * @param stop the entry behind the last
 * @param uuid the identity of the file's content when the chunk was planned
 */
public record Chunk(String dataset, String file, String tree, long start, long stop, UUID uuid) {
    /** Checks that there are events. */
    public Chunk {
        new EntryRange(start, stop);
    }

    /** Makes the chunk of a range. */
    public static Chunk of(InputFile input, EntryRange range, UUID uuid) {
        return new Chunk(input.dataset(), input.file(), input.tree(), range.start(), range.stop(), uuid);
    }

    /** The file and sample. */
    public InputFile input() {
        return new InputFile(dataset, file, tree);
    }

    /** The entries. */
    public EntryRange range() {
        return new EntryRange(start, stop);
    }

    /** The number of events, at least 1. */
    public long size() {
        return stop - start;
    }

    /** The same file with other entries. */
    public Chunk withRange(long newStart, long newStop) {
        return new Chunk(dataset, file, tree, newStart, newStop, uuid);
    }

    @Override
    public String toString() {
        return file + " " + range() + " (" + tree + ", sample " + dataset + ")";
    }
}
