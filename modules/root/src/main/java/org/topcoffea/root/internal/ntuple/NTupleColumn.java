package org.topcoffea.root.internal.ntuple;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.topcoffea.root.ColumnStorage;
import org.topcoffea.root.internal.column.Column;
import org.topcoffea.root.internal.column.ColumnCursor;
import org.topcoffea.root.internal.column.Ranges;
import org.topcoffea.root.internal.column.ReadContext;
import org.topcoffea.spi.ColumnInfo;

/** A field, or a member of a collection or record, as a column. Immutable. */
final class NTupleColumn implements Column {
    /**
     * What a column is made of.
     *
     * @param info its name, type and shape
     * @param collection the offsets of the collection it is in, or null
     * @param values the elements, or for text where the text of each object ends; null for the number of objects
     * @param characters the bytes of text; null for others
     */
    record Layout(
            ColumnInfo info,
            @Nullable Elements collection,
            @Nullable Elements values,
            @Nullable Elements characters) {}

    private final Layout layout;
    private final Function<ReadContext, Session> sessions;
    private final Storage storage;
    private final Foresight foresight;

    NTupleColumn(Layout layout, Function<ReadContext, Session> sessions, Storage storage, Foresight foresight) {
        this.layout = layout;
        this.sessions = sessions;
        this.storage = storage;
        this.foresight = foresight;
    }

    @Override
    public ColumnInfo info() {
        return layout.info();
    }

    @Override
    public ColumnStorage storage() {
        return storage.of(layout);
    }

    @Override
    public void ranges(long start, long stop, Ranges into) {
        foresight.ranges(layout, start, stop, into);
    }

    @Override
    public ColumnCursor open(ReadContext context) {
        return NTupleCursor.open(layout, sessions.apply(context));
    }
}
