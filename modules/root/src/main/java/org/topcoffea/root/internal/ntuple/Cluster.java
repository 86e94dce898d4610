package org.topcoffea.root.internal.ntuple;

import org.jspecify.annotations.Nullable;

/**
 * A range of entries whose pages lie together.
 *
 * @param list the page list it is described in
 * @param index its place there
 * @param firstEntry its first entry
 * @param entries its number of entries
 */
record Cluster(PageList list, int index, long firstEntry, long entries) {
    /** The entry behind its last. */
    long end() {
        return firstEntry + entries;
    }

    /** The pages of a column, or null if the column was added to the n-tuple later. */
    @Nullable
    Pages pages(int column) {
        return list.pages(index, column);
    }
}
