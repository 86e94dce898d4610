package org.topcoffea.root.internal.ttree;

import org.jspecify.annotations.Nullable;
import org.topcoffea.root.ColumnStorage;
import org.topcoffea.root.internal.column.Column;
import org.topcoffea.root.internal.column.ColumnCursor;
import org.topcoffea.root.internal.column.Ranges;
import org.topcoffea.root.internal.column.ReadContext;
import org.topcoffea.spi.ColumnInfo;

/**
 * A leaf with the same number of values in every entry.
 *
 * @param info name, type and shape
 * @param branch where the baskets are
 * @param values how the values are stored
 * @param entryBytes the bytes of one entry of the branch, all leaves together
 * @param offset where this leaf begins within an entry
 */
record FlatColumn(ColumnInfo info, Branch branch, Values values, int entryBytes, int offset) implements Column {
    @Override
    public ColumnStorage storage() {
        return branch.storage();
    }

    @Override
    public void ranges(long start, long stop, Ranges into) {
        branch.ranges(start, stop, into);
    }

    @Override
    public ColumnCursor open(ReadContext context) {
        return new Cursor(this, branch.cursor(context), new Target());
    }

    private record Cursor(FlatColumn column, BasketCursor baskets, Target target) implements ColumnCursor {
        @Override
        public int[] offsets(long start, long stop, int @Nullable [] reuse) {
            throw new IllegalStateException(column.info.name() + " is not jagged");
        }

        @Override
        public Object values(long start, long stop, @Nullable Object reuse) {
            int width = column.info.width();
            long total = (stop - start) * width;
            if (total > Integer.MAX_VALUE - 64) {
                throw BasketCursor.tooLarge(column.branch.where(), total, null);
            }
            if (start == stop) {
                return column.values.room(reuse, 0);
            }
            BasketIndex index = baskets.index();
            int basket = index.find(start, stop);
            baskets.check(basket, stop, (stop - start) * column.entryBytes);
            target.room(column.values, reuse, (int) total);
            long entry = start;
            while (entry < stop) {
                long behind = Math.min(stop, index.behind(basket));
                if (behind > entry) {
                    baskets.load(basket);
                    decode(entry - index.first(basket), (int) (behind - entry), (int) (entry - start));
                    entry = behind;
                }
                basket++;
            }
            return target.array();
        }

        private void decode(long from, int entries, int at) {
            int width = column.info.width();
            int stride = column.entryBytes;
            if ((from + entries) * stride > baskets.length()) {
                throw baskets.corrupt(
                        baskets.current(),
                        "has " + baskets.length() + " bytes, too few for " + (from + entries) + " entries of "
                                + stride);
            }
            int position = baskets.begin() + (int) from * stride + column.offset;
            if (stride == width * column.values.bytes()) {
                column.values.decode(baskets.bytes(), position, target, at * width, entries * width);
                return;
            }
            for (int i = 0; i < entries; i++) {
                column.values.decode(baskets.bytes(), position + i * stride, target, (at + i) * width, width);
            }
        }

        @Override
        public void close() {}
    }
}
