package org.topcoffea.root.internal.ttree;

import org.topcoffea.root.internal.container.BytesIn;

/**
 * A basket within the tree's own record, never compressed: what had not been flushed when the tree was written.
 *
 * @param bytes the tree's record
 * @param data where the data begin in it
 * @param length the number of bytes of data
 * @param entries the number of entries
 * @param offsets the entry offsets as in a record of the file, or an empty array
 * @param offsetsAt where the first offset is in that array
 * @param keyBytes what the offsets count too much
 */
record EmbeddedBasket(byte[] bytes, int data, int length, int entries, byte[] offsets, int offsetsAt, int keyBytes) {
    private static final byte[] NONE = new byte[0];
    private static final int GENERATED = 80;

    static EmbeddedBasket parse(BytesIn basket, String where) {
        BytesIn in = new BytesIn(
                basket.array(), basket.position(), basket.limit(), 0, where + ": basket in the tree's record");
        in.skip(4);
        boolean wide = in.i16() > 1000;
        in.skip(8);
        int keyBytes = in.u16();
        in.skip(2 + (wide ? 16 : 8));
        in.skipString();
        in.skipString();
        in.skipString();
        int version = in.u16();
        in.skip(4);
        if (in.i32() < 0) {
            in.skip(1);
        }
        int entries = in.i32();
        int last = in.i32();
        int flag = in.u8();
        if (flag >= GENERATED) {
            flag -= GENERATED;
        }
        if (flag == 0 || entries <= 0) {
            return new EmbeddedBasket(in.array(), in.position(), 0, 0, NONE, 0, keyBytes);
        }
        byte[] offsets = NONE;
        int offsetsAt = 0;
        if (flag % 10 != 2) {
            int count = in.count(4);
            if (count < entries) {
                throw in.corrupt(count + " offsets for " + entries + " entries");
            }
            offsets = in.array();
            offsetsAt = in.position();
            in.skip(4L * count);
            if (flag > 20 && flag < 40) {
                offsets = masked(offsets, offsetsAt, count);
                offsetsAt = 0;
            }
            if (flag > 40) {
                in.skip(4L * in.count(4));
            }
        }
        if (flag != 1 && flag <= 10) {
            throw in.corrupt("it has no data");
        }
        int size = version >= 2 ? last : in.count(1);
        if (size < keyBytes) {
            throw in.corrupt("its " + size + " bytes are fewer than the " + keyBytes + " of its key");
        }
        in.skip(keyBytes);
        int data = in.position();
        in.skip(size - keyBytes);
        return new EmbeddedBasket(in.array(), data, size - keyBytes, entries, offsets, offsetsAt, keyBytes);
    }

    /** The offsets without the displacement in their highest byte. */
    private static byte[] masked(byte[] bytes, int from, int count) {
        byte[] copy = java.util.Arrays.copyOfRange(bytes, from, from + 4 * count);
        for (int i = 0; i < copy.length; i += 4) {
            copy[i] = 0;
        }
        return copy;
    }
}
