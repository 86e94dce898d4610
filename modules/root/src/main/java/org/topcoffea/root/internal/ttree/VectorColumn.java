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
 * A {@code std::vector} of numbers or texts in each entry.
 *
 * @param info name, type and shape
 * @param branch where the baskets are
 * @param values how its elements are stored
 */
record VectorColumn(ColumnInfo info, Branch branch, Values values) implements Column {
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
        return new SequentialCursor(branch.cursor(context), branch.where(), values) {
            @Override
            int entry(BytesIn in, boolean exact, int at) {
                if (exact && in.remaining() == 0) {
                    return at;
                }
                int marked = in.i32();
                if ((marked & BYTE_COUNT) == 0) {
                    throw in.corrupt("a vector has no byte count");
                }
                in.skip(2);
                int count = in.count(values.bytes());
                Target target = room(Math.addExact(at, count));
                if (values.type() == ColumnType.STRING) {
                    for (int i = 0; i < count; i++) {
                        ((String[]) target.array())[at + i] = in.string();
                    }
                } else {
                    values.decode(in.array(), in.position(), target, at, count);
                    in.skip((long) count * values.bytes());
                }
                if (exact && in.remaining() != 0) {
                    throw in.corrupt(in.remaining() + " bytes are left behind a vector of " + count);
                }
                return at + count;
            }
        };
    }
}
