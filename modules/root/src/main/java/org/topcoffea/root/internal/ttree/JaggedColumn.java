package org.topcoffea.root.internal.ttree;

import org.jspecify.annotations.Nullable;
import org.topcoffea.root.ColumnStorage;
import org.topcoffea.root.internal.column.Column;
import org.topcoffea.root.internal.column.ColumnCursor;
import org.topcoffea.root.internal.column.Ranges;
import org.topcoffea.root.internal.column.ReadContext;
import org.topcoffea.spi.ColumnInfo;

/**
 * A leaf whose number of values another leaf counts.
 *
 * @param info name, type and shape
 * @param branch where the baskets are
 * @param values how the values are stored
 * @param counter counts the objects of each entry
 * @param headerBytes the bytes before the values of each entry
 */
record JaggedColumn(ColumnInfo info, Branch branch, Values values, FlatColumn counter, int headerBytes)
        implements Column {
    @Override
    public ColumnStorage storage() {
        return branch.storage();
    }

    @Override
    public void ranges(long start, long stop, Ranges into) {
        counter.ranges(start, stop, into);
        branch.ranges(start, stop, into);
    }

    @Override
    public ColumnCursor open(ReadContext context) {
        return new Cursor(this, branch.cursor(context), Counts.of(counter, context));
    }

    private static final class Cursor implements ColumnCursor {
        private final JaggedColumn column;
        private final BasketCursor baskets;
        private final Counts counts;
        private final int objectBytes;
        private final ExpectedOffsets expected;
        private final Target target = new Target();
        /** In baskets without offsets: an entry of the current one, and the number of objects before it. */
        private int knownBasket = -1;

        private long knownEntry;
        private long knownObjects;

        Cursor(JaggedColumn column, BasketCursor baskets, Counts counts) {
            this.column = column;
            this.baskets = baskets;
            this.counts = counts;
            this.objectBytes = column.info.width() * column.values.bytes();
            this.expected = new ExpectedOffsets(objectBytes, column.headerBytes);
        }

        @Override
        public int[] offsets(long start, long stop, int @Nullable [] reuse) {
            return counts.offsets(start, stop);
        }

        @Override
        public Object values(long start, long stop, @Nullable Object reuse) {
            int[] offsets = counts.offsets(start, stop);
            long total = (long) offsets[(int) (stop - start)] * column.info.width();
            if (total > Integer.MAX_VALUE - 64) {
                throw BasketCursor.tooLarge(column.branch.where(), total, null);
            }
            if (start == stop) {
                return column.values.room(reuse, 0);
            }
            BasketIndex index = baskets.index();
            int basket = index.find(start, stop);
            baskets.check(basket, stop, total * column.values.bytes());
            target.room(column.values, reuse, (int) total);
            long entry = start;
            while (entry < stop) {
                long behind = Math.min(stop, index.behind(basket));
                if (behind > entry) {
                    if (entry == index.first(basket) && behind == index.behind(basket)) {
                        expected.expect(offsets, (int) (entry - start), (int) (behind - entry));
                        baskets.loadInPassing(basket, expected);
                    } else {
                        baskets.load(basket);
                    }
                    decode(entry, behind, offsets, (int) (entry - start));
                    entry = behind;
                }
                basket++;
            }
            return target.array();
        }

        private void decode(long from, long to, int[] offsets, int at) {
            int first = offsets[at];
            int objects = offsets[at + (int) (to - from)] - first;
            int entries = (int) (to - from);
            long expected = (long) objects * objectBytes + (long) entries * column.headerBytes;
            long begin = position(from);
            long behind = baskets.hasOffsets()
                    ? baskets.offset(to)
                    : to == baskets.index().behind(baskets.current()) ? baskets.length() : begin + expected;
            if (behind - begin != expected || behind > baskets.length()) {
                throw mismatch(expected, behind - begin, from, to);
            }
            int width = column.info.width();
            int position = baskets.begin() + (int) begin;
            if (column.headerBytes == 0) {
                column.values.decode(baskets.bytes(), position, target, first * width, objects * width);
                return;
            }
            for (int i = 0; i < entries; i++) {
                int object = offsets[at + i];
                int length = (offsets[at + i + 1] - object) * width;
                column.values.decode(baskets.bytes(), position + column.headerBytes, target, object * width, length);
                position += column.headerBytes + length * column.values.bytes();
            }
        }

        /** Where an entry begins in the current basket's data. */
        private long position(long entry) {
            if (baskets.hasOffsets()) {
                return baskets.offset(entry);
            }
            int basket = baskets.current();
            long firstEntry = baskets.index().first(basket);
            if (basket != knownBasket || entry < knownEntry) {
                knownBasket = basket;
                knownEntry = firstEntry;
                knownObjects = 0;
            }
            knownObjects += counts.sum(knownEntry, entry);
            knownEntry = entry;
            return knownObjects * objectBytes + (entry - firstEntry) * column.headerBytes;
        }

        private RuntimeException mismatch(long expected, long found, long from, long to) {
            return baskets.corrupt(
                    baskets.current(),
                    "entries " + from + " to " + to + " take " + found + " bytes but by the counter '"
                            + column.counter.info().name() + "' it should be " + expected);
        }

        @Override
        public void close() {}
    }
}
