package org.topcoffea.root.internal.ttree;

import org.jspecify.annotations.Nullable;
import org.topcoffea.root.internal.column.ColumnCursor;
import org.topcoffea.root.internal.column.Room;
import org.topcoffea.root.internal.container.BytesIn;

/** Reads entries of variable length that say it themselves; values and offsets of a range come from one pass. */
abstract class SequentialCursor implements ColumnCursor {
    private final BasketCursor baskets;
    private final String where;
    private final Values kind;
    private Object values;
    private final Target target = new Target();
    private int[] offsets = new int[1];
    private long start;
    private long stop;

    SequentialCursor(BasketCursor baskets, String where, Values kind) {
        this.baskets = baskets;
        this.where = where;
        this.kind = kind;
        this.values = kind.room(null, 0);
    }

    /**
     * Reads one entry.
     *
     * @param in begins with the entry; ends with it, or with the basket if {@code exact} is false
     * @param exact whether the end of the entry is known
     * @param at how many values there are from earlier entries
     * @return how many there are now
     */
    abstract int entry(BytesIn in, boolean exact, int at);

    /** The array of values, at least of some length, keeping what it holds. */
    @SuppressWarnings("ReferenceEquality") // whether it is the same array
    final Target room(int length) {
        Object grown = kind.room(values, length);
        if (grown != values) {
            System.arraycopy(values, 0, grown, 0, java.lang.reflect.Array.getLength(values));
            values = grown;
        }
        return target.room(kind, values, length);
    }

    @Override
    public final int[] offsets(long from, long to, int @Nullable [] reuse) {
        read(from, to);
        return offsets;
    }

    @Override
    public final Object values(long from, long to, @Nullable Object reuse) {
        read(from, to);
        return values;
    }

    private void read(long from, long to) {
        if (from == start && to == stop) {
            return;
        }
        start = 0;
        stop = 0;
        offsets = Room.ints(offsets, 1);
        offsets[0] = 0;
        BasketIndex index = baskets.index();
        int basket = from == to ? 0 : index.find(from, to);
        long entry = from;
        while (entry < to) {
            long behind = Math.min(to, index.behind(basket));
            if (behind > entry) {
                baskets.load(basket);
                decode(index.first(basket), entry, behind, (int) (entry - from));
                entry = behind;
            }
            basket++;
        }
        start = from;
        stop = to;
    }

    private void decode(long first, long from, long to, int at) {
        byte[] bytes = baskets.bytes();
        int begin = baskets.begin();
        int end = begin + baskets.length();
        if (!baskets.hasOffsets() && to - first > baskets.length()) {
            throw baskets.corrupt(
                    baskets.current(), "has only " + baskets.length() + " bytes for " + (to - first) + " entries");
        }
        int[] sums = offsets.length > at + (to - from)
                ? offsets
                : java.util.Arrays.copyOf(offsets, at + (int) (to - from) + 17);
        offsets = sums;
        if (baskets.hasOffsets()) {
            for (long entry = from; entry < to; entry++) {
                int position = baskets.offset(entry);
                int next = Math.max(position, baskets.offset(entry + 1));
                BytesIn in = new BytesIn(bytes, begin + position, begin + next, 0, where);
                int i = at + (int) (entry - from);
                sums[i + 1] = entry(in, true, sums[i]);
            }
            return;
        }
        BytesIn in = new BytesIn(bytes, begin, end, 0, where);
        int origin = sums[at];
        for (long entry = first; entry < to; entry++) {
            int i = at + (int) (entry - from);
            int count = entry(in, false, entry < from ? origin : sums[i]);
            if (entry >= from) {
                sums[i + 1] = count;
            }
        }
    }

    @Override
    public void close() {}
}
