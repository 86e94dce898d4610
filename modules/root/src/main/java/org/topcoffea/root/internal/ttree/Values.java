package org.topcoffea.root.internal.ttree;

import org.jspecify.annotations.Nullable;
import org.topcoffea.root.internal.column.Decode;
import org.topcoffea.root.internal.column.Room;
import org.topcoffea.root.internal.container.BytesIn;
import org.topcoffea.root.internal.container.FloatPacking;
import org.topcoffea.spi.ColumnType;

/**
 * How the numbers of a leaf are stored.
 *
 * @param type the type they are presented as
 * @param bytes the bytes of each
 * @param packing how floating-point numbers are packed, or null if they are plain
 */
record Values(ColumnType type, int bytes, @Nullable FloatPacking packing) {
    static Values plain(ColumnType type) {
        return new Values(type, plainBytes(type), null);
    }

    static Values packed(ColumnType type, FloatPacking packing) {
        boolean plain = packing.kind() == FloatPacking.Kind.SINGLE && type == ColumnType.FLOAT32;
        return plain ? plain(type) : new Values(type, packing.bytes(), packing);
    }

    private static int plainBytes(ColumnType type) {
        return switch (type) {
            case BOOL, INT8, UINT8, STRING -> 1;
            case INT16, UINT16 -> 2;
            case INT32, UINT32, FLOAT32 -> 4;
            case INT64, UINT64, FLOAT64 -> 8;
        };
    }

    /** An array for values of this type. */
    Object room(@Nullable Object reuse, int length) {
        return switch (type) {
            case BOOL, INT8, UINT8 -> Room.bytes(reuse, length);
            case INT16, UINT16 -> Room.shorts(reuse, length);
            case INT32, UINT32 -> Room.ints(reuse, length);
            case INT64, UINT64 -> Room.longs(reuse, length);
            case FLOAT32 -> Room.floats(reuse, length);
            case FLOAT64 -> Room.doubles(reuse, length);
            case STRING -> Room.strings(reuse, length);
        };
    }

    /** Decodes values that follow each other; the source has been checked to be long enough. */
    void decode(byte[] source, int from, Target to, int at, int count) {
        Object target = to.array();
        if (packing != null) {
            unpack(packing, source, from, target, at, count);
            return;
        }
        switch (type) {
            case BOOL, INT8, UINT8 -> System.arraycopy(source, from, target, at, count);
            case INT16, UINT16 -> Decode.shorts(source, from, (short[]) target, at, count);
            case INT32, UINT32 -> Decode.ints(source, from, (int[]) target, at, count);
            case INT64, UINT64 -> Decode.longs(source, from, (long[]) target, at, count);
            case FLOAT32 -> Decode.floats(source, from, to.segment(), at, count);
            case FLOAT64 -> Decode.doubles(source, from, to.segment(), at, count);
            case STRING -> throw new IllegalStateException("text has no fixed length");
        }
    }

    private void unpack(FloatPacking how, byte[] source, int from, Object target, int at, int count) {
        BytesIn in = new BytesIn(source, from, from + count * bytes, 0, "");
        for (int i = 0; i < count; i++) {
            double value = how.read(in);
            if (target instanceof double[] doubles) {
                doubles[at + i] = value;
            } else {
                ((float[]) target)[at + i] = (float) value;
            }
        }
    }
}
