package org.topcoffea.root.internal.ntuple;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.topcoffea.root.RootError;
import org.topcoffea.root.RootException;
import org.topcoffea.root.internal.column.ColumnCursor;
import org.topcoffea.root.internal.column.Room;
import org.topcoffea.root.internal.ntuple.NTupleColumn.Layout;
import org.topcoffea.spi.ColumnType;

/** Reads ranges of entries of one column. */
abstract class NTupleCursor implements ColumnCursor {
    private final Session session;
    private final Layout layout;
    private final @Nullable IndexReader index;

    private NTupleCursor(Layout layout, Session session) {
        this.session = session;
        this.layout = layout;
        this.index = layout.collection() == null ? null : session.index(layout.collection());
    }

    static NTupleCursor open(Layout layout, Session session) {
        if (layout.values() == null) {
            return new Counts(layout, session);
        }
        return layout.characters() == null ? new Numbers(layout, session) : new Text(layout, session);
    }

    /** The reader of offsets, at a range of entries. */
    final IndexReader select(long start, long stop) {
        IndexReader reader = Objects.requireNonNull(index);
        reader.select(start, stop);
        return reader;
    }

    @Override
    public final int[] offsets(long start, long stop, int @Nullable [] reuse) {
        IndexReader reader = select(start, stop);
        int[] target = Room.ints(reuse, reader.size() + 1);
        System.arraycopy(reader.offsets(), 0, target, 0, reader.size() + 1);
        return target;
    }

    /** Something to be done with a range of elements of a cluster. */
    private interface Visitor {
        void visit(Cluster cluster, long first, int count, int at);
    }

    /** The number of elements of a range of entries. */
    final int total(long start, long stop) {
        long objects = index == null ? stop - start : select(start, stop).total();
        long elements = objects * layout.info().width();
        if (elements > Integer.MAX_VALUE - 64) {
            throw new RootException(
                    RootError.UNSUPPORTED,
                    session.where() + ", field '" + layout.info().name() + "': " + (stop - start) + " entries have "
                            + elements + " elements, read fewer entries at once");
        }
        return (int) elements;
    }

    /** Goes through the elements of a range of entries, cluster by cluster; their {@link #total} is known to fit an int. */
    final void visit(long start, long stop, Visitor visitor) {
        int width = layout.info().width();
        int at = 0;
        if (index != null) {
            IndexReader reader = select(start, stop);
            for (int part = 0; part < reader.parts(); part++) {
                int count = reader.count(part) * width;
                if (count > 0) {
                    visitor.visit(reader.cluster(part), reader.first(part) * width, count, at);
                }
                at += count;
            }
            return;
        }
        for (long entry = start; entry < stop; ) {
            Cluster cluster = session.clusters().at(entry);
            long end = Math.min(stop, cluster.end());
            int count = (int) ((end - entry) * width);
            visitor.visit(cluster, (entry - cluster.firstEntry()) * width, count, at);
            at += count;
            entry = end;
        }
    }

    @Override
    public void close() {}

    /** The number of objects of each entry. */
    private static final class Counts extends NTupleCursor {
        private final boolean wide;

        Counts(Layout layout, Session session) {
            super(layout, session);
            this.wide = layout.info().type() == ColumnType.UINT64;
        }

        @Override
        public Object values(long start, long stop, @Nullable Object reuse) {
            IndexReader reader = select(start, stop);
            int[] offsets = reader.offsets();
            int size = reader.size();
            if (wide) {
                long[] target = Room.longs(reuse, size);
                for (int i = 0; i < size; i++) {
                    target[i] = (long) offsets[i + 1] - offsets[i];
                }
                return target;
            }
            int[] target = Room.ints(reuse, size);
            for (int i = 0; i < size; i++) {
                target[i] = offsets[i + 1] - offsets[i];
            }
            return target;
        }
    }

    /** Numbers. */
    private static final class Numbers extends NTupleCursor {
        private final ElementReader reader;
        private final ColumnType type;

        Numbers(Layout layout, Session session) {
            super(layout, session);
            this.reader = session.open(Objects.requireNonNull(layout.values()));
            this.type = layout.info().type();
        }

        @Override
        public Object values(long start, long stop, @Nullable Object reuse) {
            int total = total(start, stop);
            visit(start, stop, (cluster, first, count, at) -> reader.check(cluster, first, count));
            Object target = room(reuse, total);
            visit(start, stop, (cluster, first, count, at) -> reader.read(cluster, first, count, target, at));
            return target;
        }

        private Object room(@Nullable Object reuse, int length) {
            return switch (type) {
                case BOOL, INT8, UINT8 -> Room.bytes(reuse, length);
                case INT16, UINT16 -> Room.shorts(reuse, length);
                case INT32, UINT32 -> Room.ints(reuse, length);
                case INT64, UINT64 -> Room.longs(reuse, length);
                case FLOAT32 -> Room.floats(reuse, length);
                case FLOAT64 -> Room.doubles(reuse, length);
                case STRING -> throw new IllegalStateException("text is not made of numbers");
            };
        }
    }

    /** Text. */
    private static final class Text extends NTupleCursor {
        private final TextReader reader;
        private final ElementReader ends;

        Text(Layout layout, Session session) {
            super(layout, session);
            this.ends = session.open(Objects.requireNonNull(layout.values()));
            this.reader = new TextReader(
                    ends,
                    session.open(Objects.requireNonNull(layout.characters())),
                    session.where() + ", field '" + layout.info().name() + "'");
        }

        @Override
        public Object values(long start, long stop, @Nullable Object reuse) {
            int total = total(start, stop);
            visit(start, stop, (cluster, first, count, at) -> ends.check(cluster, first, count));
            String[] target = Room.strings(reuse, total);
            visit(start, stop, (cluster, first, count, at) -> reader.read(cluster, first, count, target, at));
            return target;
        }
    }
}
