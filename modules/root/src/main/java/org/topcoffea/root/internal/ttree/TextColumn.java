package org.topcoffea.root.internal.ttree;

import org.topcoffea.root.ColumnStorage;
import org.topcoffea.root.internal.column.Column;
import org.topcoffea.root.internal.column.ColumnCursor;
import org.topcoffea.root.internal.column.Ranges;
import org.topcoffea.root.internal.column.ReadContext;
import org.topcoffea.root.internal.container.BytesIn;
import org.topcoffea.spi.ColumnInfo;
import org.topcoffea.spi.ColumnType;

/**
 * One text in each entry.
 *
 * @param info name, type and shape
 * @param branch where the baskets are
 * @param standard whether it is a {@code std::string}, which may have a version header
 */
record TextColumn(ColumnInfo info, Branch branch, boolean standard) implements Column {
    private static final int HEADER_BYTES = 6;
    private static final int BYTE_COUNT = 0x4000_0000;

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
        return new SequentialCursor(branch.cursor(context), branch.where(), Values.plain(ColumnType.STRING)) {
            @Override
            int entry(BytesIn in, boolean exact, int at) {
                String[] target = (String[]) room(at + 1).array();
                if (standard) {
                    skipHeader(in);
                }
                target[at] = in.string();
                return at + 1;
            }
        };
    }

    private static void skipHeader(BytesIn in) {
        int begin = in.position();
        if (in.remaining() > HEADER_BYTES) {
            int count = in.i32();
            in.seek(
                    (count & BYTE_COUNT) != 0 && (count & ~BYTE_COUNT) <= in.remaining()
                            ? begin + HEADER_BYTES
                            : begin);
        }
    }
}
