package org.topcoffea.root;

import java.util.List;
import org.topcoffea.spi.ColumnInfo;
import org.topcoffea.spi.Sample;

/** A table of events: a TTree or an RNTuple, which look the same from here. */
public interface Tree {
    /** The name of the tree, with the path of its directory if that is not the top. */
    String name();

    /** The number of entries. */
    long entries();

    /**
     * Where clusters begin: ascending entry numbers from 0 to {@link #entries()}, both included (a single 0 when empty).
     * Reading a range between two neighbours touches each basket or page once.
     */
    long[] clusters();

    /** All columns that can be read, in the order of the file. */
    List<ColumnInfo> columns();

    /** The columns that cannot be read, each with the reason, in the order of the file. */
    List<UnsupportedColumn> unsupported();

    /**
     * How a column is stored. Not for hot paths: reads a few bytes of each basket or page.
     *
     * @param column the name of one of {@link #columns()}
     * @throws org.topcoffea.spi.AnalysisException {@link org.topcoffea.spi.UserError#NO_SUCH_BRANCH}
     */
    ColumnStorage storage(String column);

    /**
     * A reader of ranges of entries, confined to one thread.
     *
     * @param sample what {@link EventReader#sample()} answers
     */
    EventReader reader(Sample sample);
}
