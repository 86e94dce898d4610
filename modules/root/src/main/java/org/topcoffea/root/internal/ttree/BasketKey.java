package org.topcoffea.root.internal.ttree;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.function.Function;
import org.topcoffea.root.RootException;

/**
 * The key of a basket, with the part that only baskets have.
 *
 * @param keyBytes the length of the key itself
 * @param objectBytes the length of what follows after decompression
 * @param border where the data end and the offsets begin, counted from behind the key
 * @param entries the number of entries
 */
record BasketKey(int keyBytes, int objectBytes, int border, int entries) {
    /** The fewest bytes of the part that only baskets have. */
    static final int TAIL_BYTES = 19;
    /** The fewest bytes of a whole key. */
    static final int MIN_BYTES = TAIL_BYTES + 26;

    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int OBJECT_BYTES_AT = 6;

    /** The bytes at the beginning of a record that {@link #objectBytes(MemorySegment)} needs. */
    static final int SIZES = OBJECT_BYTES_AT + Integer.BYTES;

    /** How many bytes a basket has after decompression, from the beginning of its record. */
    static int objectBytes(MemorySegment record) {
        return record.get(INT, OBJECT_BYTES_AT);
    }

    /**
     * Reads a key.
     *
     * @param record the record, at least {@link #TAIL_BYTES} long
     * @param stored the bytes that the record has in the file
     * @param corrupt makes the failure
     */
    static BasketKey parse(MemorySegment record, long stored, Function<String, RootException> corrupt) {
        int objectBytes = objectBytes(record);
        int key = record.get(SHORT, 14) & 0xffff;
        if (record.get(INT, 0) != stored
                || key < MIN_BYTES
                || key > Math.min(stored, record.byteSize())
                || objectBytes < 0) {
            throw corrupt.apply("its key makes no sense (" + record.get(INT, 0) + " bytes, " + key + " of key, "
                    + objectBytes + " of object)");
        }
        return tail(record, key, objectBytes, corrupt);
    }

    private static BasketKey tail(
            MemorySegment record, int key, int objectBytes, Function<String, RootException> corrupt) {
        long position = record.get(SHORT, 4) > 1000 ? 34 : 26;
        for (int i = 0; i < 3; i++) {
            position = behindString(record, position, key);
        }
        if (position + TAIL_BYTES > key) {
            throw corrupt.apply("its key is too short");
        }
        position += 6;
        // A negative buffer size announces one more byte, of flags.
        position += record.get(INT, position) < 0 ? 5 : 4;
        if (position + 9 > key) {
            throw corrupt.apply("its key is too short");
        }
        int border = record.get(INT, position + 4) - key;
        if (border < 0 || border > objectBytes) {
            throw corrupt.apply("its data end at byte " + border + " of " + objectBytes);
        }
        return new BasketKey(key, objectBytes, border, record.get(INT, position));
    }

    private static long behindString(MemorySegment record, long position, int key) {
        if (position + 5 > key) {
            return key;
        }
        int count = record.get(ValueLayout.JAVA_BYTE, position) & 0xff;
        if (count < 255) {
            return position + 1 + count;
        }
        int wide = record.get(INT, position + 1);
        return wide < 0 ? key : position + 5 + wide;
    }
}
