package org.topcoffea.root.writer.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Values that wait for their basket, in the byte order of the file. */
public final class ValueBuffer {
    /** The largest buffer in bytes. */
    public static final int LARGEST = 1 << 30;

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes = new byte[1024];
    private int size;

    /** An empty buffer. */
    public ValueBuffer() {}

    /** The backing array, valid until the next value. */
    public byte[] bytes() {
        return bytes;
    }

    /** The number of bytes that wait. */
    public int size() {
        return size;
    }

    /** Whether so many more bytes fit at all. */
    public boolean fits(int count) {
        return count <= LARGEST - size;
    }

    private int claim(int count) {
        int position = size;
        if (count > bytes.length - position) {
            bytes = Arrays.copyOf(bytes, Math.max(position + count, (int) Math.min(2L * bytes.length, LARGEST)));
        }
        size = position + count;
        return position;
    }

    /** Puts one byte. */
    public void put8(int value) {
        int position = claim(1);
        bytes[position] = (byte) value;
    }

    /** Puts two bytes. */
    public void put16(int value) {
        int position = claim(2);
        SHORT.set(bytes, position, (short) value);
    }

    /** Puts four bytes. */
    public void put32(int value) {
        int position = claim(4);
        INT.set(bytes, position, value);
    }

    /** Puts eight bytes. */
    public void put64(long value) {
        int position = claim(8);
        LONG.set(bytes, position, value);
    }

    /** Puts numbers of 32 bits. */
    public void putFloats(float[] values, int offset, int count) {
        int position = claim(4 * count);
        for (int i = 0; i < count; i++) {
            INT.set(bytes, position + 4 * i, Float.floatToRawIntBits(values[offset + i]));
        }
    }

    /** Puts a counted string. */
    public void putText(byte[] text) {
        if (text.length < 255) {
            put8(text.length);
        } else {
            put8(255);
            put32(text.length);
        }
        int position = claim(text.length);
        System.arraycopy(text, 0, bytes, position, text.length);
    }

    /** The length of the counted string at a position, with its count. */
    public int textLength(int position) {
        int length = bytes[position] & 0xFF;
        return length < 255 ? 1 + length : 5 + (int) INT.get(bytes, position + 1);
    }

    /** The integer at a position. */
    public long integer(LeafType type, int position) {
        return switch (type) {
            case INT8 -> bytes[position];
            case UINT8 -> bytes[position] & 0xFFL;
            case INT16 -> (short) SHORT.get(bytes, position);
            case UINT16 -> (short) SHORT.get(bytes, position) & 0xFFFFL;
            case INT32 -> (int) INT.get(bytes, position);
            case UINT32 -> (int) INT.get(bytes, position) & 0xFFFFFFFFL;
            case INT64, UINT64 -> (long) LONG.get(bytes, position);
            case BOOL, FLOAT32, FLOAT64, STRING -> throw new IllegalArgumentException(type.name());
        };
    }

    /**
     * Copies the first bytes and puts behind them where each entry begins, counted from the start of the key.
     *
     * @param target takes {@code ends[entries - 1] + 4 * (entries + 2)} bytes
     * @param ends where each entry ends in this buffer
     * @return the number of bytes written
     */
    public int copyWithOffsets(byte[] target, int[] ends, int entries, int keyLength) {
        int length = ends[entries - 1];
        System.arraycopy(bytes, 0, target, 0, length);
        INT.set(target, length, entries + 1);
        int position = length + 4;
        INT.set(target, position, keyLength);
        for (int i = 1; i < entries; i++) {
            INT.set(target, position + 4 * i, keyLength + ends[i - 1]);
        }
        INT.set(target, position + 4 * entries, 0);
        return position + 4 * (entries + 1);
    }

    /** Forgets the first bytes. */
    public void drop(int count) {
        System.arraycopy(bytes, count, bytes, 0, size - count);
        size -= count;
    }
}
