package org.topcoffea.root.internal.column;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.topcoffea.codec.Codecs;
import org.topcoffea.root.EventReader;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.ColumnInfo;
import org.topcoffea.spi.ColumnType;
import org.topcoffea.spi.Sample;
import org.topcoffea.spi.UserError;

/** Reads columns when they are first asked for in a range, and keeps all arrays for the next range. */
final class ColumnReader implements EventReader {
    private final ColumnTree tree;
    private final Sample sample;
    private final ReadContext context;
    private final Map<String, OpenColumn> open = new HashMap<>();
    private final Map<String, SharedOffsets> offsets = new HashMap<>();
    private @Nullable ReadAhead ahead;
    private long start;
    private long stop;
    private long generation = 1;
    private boolean closed;

    ColumnReader(ColumnTree tree, Sample sample) {
        this.tree = tree;
        this.sample = sample;
        this.context =
                new ReadContext(Codecs.system().decompressor(), tree.origin().store());
    }

    /** The offsets of all columns with one counter. */
    private static final class SharedOffsets {
        private int[] array = new int[0];
        private long generation;
    }

    /** A column with what was made of it for the current range. */
    private static final class OpenColumn {
        private final Column column;
        private final ColumnInfo info;
        private final ColumnCursor cursor;
        private @Nullable Object stored;
        private long storedGeneration;
        private final Converted ints = new Converted();
        private final Converted longs = new Converted();
        private final Converted floats = new Converted();
        private final Converted doubles = new Converted();

        OpenColumn(Column column, ReadContext context) {
            this.column = column;
            this.info = column.info();
            this.cursor = column.open(context);
        }
    }

    /** Values of a column in another type than the stored one. */
    private static final class Converted {
        private @Nullable Object array;
        private long generation;
    }

    @Override
    public void select(long from, long to) {
        if (from < 0 || to < from || to > tree.entries() || to - from > Integer.MAX_VALUE - 16) {
            throw new IndexOutOfBoundsException(
                    tree.where() + " has " + tree.entries() + " entries: cannot select " + from + " to " + to);
        }
        start = from;
        stop = to;
        generation++;
        if (ahead != null) {
            ahead.advance(from, to);
        }
    }

    @Override
    public void expect(Collection<String> names, long from, long to) {
        ahead = ReadAhead.of(tree, names, from, to);
        context.ahead(ahead);
        open.values().forEach(this::foresee);
    }

    private void foresee(OpenColumn column) {
        if (ahead != null) {
            ahead.add(column.column);
        }
    }

    @Override
    public Set<String> columnsRead() {
        return Set.copyOf(open.keySet());
    }

    @Override
    public int size() {
        return (int) (stop - start);
    }

    @Override
    public long firstEntry() {
        return start;
    }

    @Override
    public String file() {
        return tree.file();
    }

    @Override
    public Sample sample() {
        return sample;
    }

    @Override
    public boolean has(String name) {
        return tree.has(name);
    }

    @Override
    public ColumnInfo column(String name) {
        return tree.column(name).info();
    }

    @Override
    public int[] offsets(String name) {
        OpenColumn known = open.get(name);
        Column column = known == null ? tree.columnOrCollection(name) : known.column;
        if (!column.info().jagged()) {
            throw new AnalysisException(
                    UserError.WRONG_BRANCH_TYPE,
                    tree.where() + ": branch '" + name + "' has no offsets: it is not jagged");
        }
        return offsets(known == null ? opened(column.info().name()) : known);
    }

    private int[] offsets(OpenColumn column) {
        String counter = column.info.counter();
        String group = counter.isEmpty() ? column.info.name() : counter;
        SharedOffsets shared = offsets.get(group);
        if (shared == null) {
            shared = new SharedOffsets();
            offsets.put(group, shared);
        }
        if (shared.generation != generation) {
            shared.array = column.cursor.offsets(start, stop, shared.array);
            shared.generation = generation;
        }
        return shared.array;
    }

    private OpenColumn opened(String name) {
        OpenColumn column = open.get(name);
        if (column == null) {
            column = new OpenColumn(tree.column(name), context);
            foresee(column);
            open.put(name, column);
        }
        return column;
    }

    /** The values as stored, read once for each range. */
    private Object stored(OpenColumn column) {
        Object values = column.stored;
        if (values == null || column.storedGeneration != generation) {
            values = column.cursor.values(start, stop, values);
            column.stored = values;
            column.storedGeneration = generation;
        }
        return values;
    }

    private int length(OpenColumn column) {
        return (column.info.jagged() ? offsets(column)[size()] : size()) * column.info.width();
    }

    private AnalysisException wrongType(OpenColumn column, String wanted) {
        return new AnalysisException(
                UserError.WRONG_BRANCH_TYPE,
                tree.where() + ": branch '" + column.info.name() + "' is " + column.info.type()
                        + " and cannot be read as " + wanted + " without loss");
    }

    @Override
    public byte[] bytes(String name) {
        OpenColumn column = opened(name);
        return switch (column.info.type()) {
            case BOOL, INT8, UINT8 -> (byte[]) stored(column);
            default -> throw wrongType(column, "bytes");
        };
    }

    @Override
    public int[] ints(String name) {
        OpenColumn column = opened(name);
        return switch (column.info.type()) {
            case INT32, UINT32 -> (int[]) stored(column);
            case BOOL, INT8, UINT8, INT16, UINT16 -> {
                Converted ints = column.ints;
                if (ints.array == null || ints.generation != generation) {
                    ints.array = Conversion.ints(column.info.type(), stored(column), length(column), ints.array);
                    ints.generation = generation;
                }
                yield (int[]) ints.array;
            }
            default -> throw wrongType(column, "32-bit integers");
        };
    }

    @Override
    public long[] longs(String name) {
        OpenColumn column = opened(name);
        return switch (column.info.type()) {
            case INT64, UINT64 -> (long[]) stored(column);
            case BOOL, INT8, UINT8, INT16, UINT16, INT32, UINT32 -> {
                Converted longs = column.longs;
                if (longs.array == null || longs.generation != generation) {
                    longs.array = Conversion.longs(column.info.type(), stored(column), length(column), longs.array);
                    longs.generation = generation;
                }
                yield (long[]) longs.array;
            }
            default -> throw wrongType(column, "64-bit integers");
        };
    }

    @Override
    public float[] floats(String name) {
        OpenColumn column = opened(name);
        return switch (column.info.type()) {
            case FLOAT32 -> (float[]) stored(column);
            case BOOL, INT8, UINT8, INT16, UINT16 -> {
                Converted floats = column.floats;
                if (floats.array == null || floats.generation != generation) {
                    floats.array = Conversion.floats(column.info.type(), stored(column), length(column), floats.array);
                    floats.generation = generation;
                }
                yield (float[]) floats.array;
            }
            default -> throw wrongType(column, "floats");
        };
    }

    @Override
    public double[] doubles(String name) {
        OpenColumn column = opened(name);
        return switch (column.info.type()) {
            case FLOAT64 -> (double[]) stored(column);
            case BOOL, INT8, UINT8, INT16, UINT16, INT32, UINT32, FLOAT32 -> {
                Converted doubles = column.doubles;
                if (doubles.array == null || doubles.generation != generation) {
                    doubles.array =
                            Conversion.doubles(column.info.type(), stored(column), length(column), doubles.array);
                    doubles.generation = generation;
                }
                yield (double[]) doubles.array;
            }
            default -> throw wrongType(column, "doubles");
        };
    }

    @Override
    public String[] strings(String name) {
        OpenColumn column = opened(name);
        if (column.info.type() != ColumnType.STRING) {
            throw wrongType(column, "text");
        }
        return (String[]) stored(column);
    }

    @Override
    public long bytesRead() {
        return context.bytesRead();
    }

    @Override
    public long bytesDecompressed() {
        return context.bytesDecompressed();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        open.values().forEach(column -> column.cursor.close());
        open.clear();
        offsets.clear();
        context.close();
    }
}
