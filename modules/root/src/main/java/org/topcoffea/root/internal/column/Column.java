package org.topcoffea.root.internal.column;

import org.topcoffea.root.ColumnStorage;
import org.topcoffea.spi.ColumnInfo;

/** One readable column of a tree. Immutable and shared between threads. */
public interface Column {
    /** Its name, type and shape. */
    ColumnInfo info();

    /** How it is stored in the file; may read a little of every basket or page. */
    ColumnStorage storage();

    /**
     * Tells which bytes of the file a range of entries needs, as far as that is known without reading any.
     *
     * @param start the first entry
     * @param stop the entry behind the last
     * @param into takes the ranges; some may be added twice
     */
    void ranges(long start, long stop, Ranges into);

    /**
     * Opens the column for one reader.
     *
     * @param context what the cursors of that reader have in common
     */
    ColumnCursor open(ReadContext context);
}
