package org.topcoffea.root.internal.ntuple;

import java.util.HashMap;
import java.util.Map;
import org.topcoffea.root.internal.column.ReadContext;

/** What the cursors of one reader share: page buffers, and the offsets of each collection for the current range. */
final class Session {
    private final Clusters clusters;
    private final String where;
    private final PageReader reader;
    private final Map<Integer, IndexReader> indexes = new HashMap<>();

    Session(Blobs blobs, Clusters clusters, String where, ReadContext context) {
        this.clusters = clusters;
        this.where = where;
        this.reader = new PageReader(blobs, context);
    }

    /** All clusters of the n-tuple. */
    Clusters clusters() {
        return clusters;
    }

    /** File and n-tuple, for messages. */
    String where() {
        return where;
    }

    /** A new reader of elements. */
    ElementReader open(Elements elements) {
        return new ElementReader(reader, elements, where);
    }

    /** The reader of the offsets of a collection, one for all its columns. */
    IndexReader index(Elements index) {
        return indexes.computeIfAbsent(index.id(), id -> new IndexReader(this, index));
    }
}
