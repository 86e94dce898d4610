package org.topcoffea.root.internal.ttree;

import org.topcoffea.root.RootError;
import org.topcoffea.root.RootException;
import org.topcoffea.root.internal.column.ColumnCursor;
import org.topcoffea.root.internal.column.ReadContext;
import org.topcoffea.root.internal.column.Room;
import org.topcoffea.spi.ColumnType;

/** The numbers of objects of one counter for one reader, shared by all columns that it counts. */
final class Counts {
    private final FlatColumn column;
    private final ColumnCursor cursor;
    private Object values = new int[0];
    private Object scratch = new int[0];
    private int[] offsets = new int[1];
    private long start;
    private long stop;

    private Counts(FlatColumn column, ReadContext context) {
        this.column = column;
        this.cursor = column.open(context);
    }

    static Counts of(FlatColumn column, ReadContext context) {
        return context.shared(column, Counts.class, () -> new Counts(column, context));
    }

    /** The cumulative counts of a range, beginning with 0. */
    int[] offsets(long from, long to) {
        if (from == start && to == stop) {
            return offsets;
        }
        int entries = (int) (to - from);
        values = cursor.values(from, to, values);
        int[] sums = Room.ints(offsets, entries + 1);
        stop = start;
        sums[0] = 0;
        if (column.info().type() == ColumnType.INT32 || column.info().type() == ColumnType.UINT32) {
            sum((int[]) values, sums, entries, from);
        } else {
            long total = 0;
            for (int i = 0; i < entries; i++) {
                total += count(values, i, from);
                sums[i + 1] = checked(total);
            }
        }
        offsets = sums;
        start = from;
        stop = to;
        return sums;
    }

    private void sum(int[] counts, int[] sums, int entries, long from) {
        int sum = 0;
        int wrong = 0;
        for (int i = 0; i < entries; i++) {
            sum += counts[i];
            sums[i + 1] = sum;
            // Negative counts and sums beyond 2³¹−1 leave the sign bit here.
            wrong |= counts[i] | sum;
        }
        if (wrong < 0) {
            long total = 0;
            for (int i = 0; i < entries; i++) {
                total += count(counts, i, from);
                checked(total);
            }
        }
    }

    /** The number of objects in some entries, wherever they are. */
    long sum(long from, long to) {
        if (from >= start && to <= stop) {
            return offsets[(int) (to - start)] - (long) offsets[(int) (from - start)];
        }
        scratch = cursor.values(from, to, scratch);
        long total = 0;
        for (int i = 0; i < to - from; i++) {
            total += count(scratch, i, from);
        }
        return total;
    }

    private long count(Object array, int i, long from) {
        long count = switch (array) {
            case int[] ints -> ints[i];
            case short[] shorts -> column.info().type() == ColumnType.UINT16 ? shorts[i] & 0xffff : shorts[i];
            case byte[] bytes -> column.info().type() == ColumnType.INT8 ? bytes[i] : bytes[i] & 0xff;
            case long[] longs -> longs[i];
            default -> throw new IllegalStateException();
        };
        if (count < 0 || count > Integer.MAX_VALUE) {
            throw new RootException(
                    RootError.CORRUPT,
                    column.branch().where() + ": entry " + (from + i) + " counts " + count + " objects");
        }
        return count;
    }

    private int checked(long total) {
        if (total > Integer.MAX_VALUE - 64) {
            throw BasketCursor.tooLarge(column.branch().where(), total, null);
        }
        return (int) total;
    }
}
