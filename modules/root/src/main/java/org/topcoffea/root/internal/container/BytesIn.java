package org.topcoffea.root.internal.container;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.topcoffea.root.RootError;
import org.topcoffea.root.RootException;

/**
 * Reads big-endian values from an array, never behind its limit: every failure is a {@link RootException} that says
 * where. Not thread-safe.
 */
public final class BytesIn {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private final int limit;
    private final int origin;
    private final String where;
    private int position;

    /**
     * Reads a part of an array.
     *
     * @param bytes the array
     * @param position the first byte to read
     * @param limit the byte behind the last
     * @param origin what the first byte of the array counts as in positions: the length of the key for an object's payload
     * @param where file and record, for messages
     */
    public BytesIn(byte[] bytes, int position, int limit, int origin, String where) {
        Objects.checkFromToIndex(position, limit, bytes.length);
        this.bytes = bytes;
        this.position = position;
        this.limit = limit;
        this.origin = origin;
        this.where = where;
    }

    /** Reads a whole array. */
    public BytesIn(byte[] bytes, String where) {
        this(bytes, 0, bytes.length, 0, where);
    }

    /** The array that is read; positions in it begin with 0. */
    public byte[] array() {
        return bytes;
    }

    /** The next byte, as an index of the array. */
    public int position() {
        return position;
    }

    /** The byte behind the last, as an index of the array. */
    public int limit() {
        return limit;
    }

    /** What the first byte of the array counts as in object references. */
    public int origin() {
        return origin;
    }

    /** File and record, for messages. */
    public String where() {
        return where;
    }

    /** The bytes left. */
    public int remaining() {
        return limit - position;
    }

    /** Another reader of the same bytes, at the same position. */
    public BytesIn copy() {
        return new BytesIn(bytes, position, limit, origin, where);
    }

    /** Goes to an index of the array. */
    public void seek(long to) {
        if (to < 0 || to > limit) {
            throw corrupt("a position of " + to + " is not within the " + limit + " bytes");
        }
        position = (int) to;
    }

    /** Leaves out some bytes. */
    public void skip(long count) {
        take(count);
    }

    /** Signed 8-bit value. */
    public byte i8() {
        return bytes[take(1)];
    }

    /** Unsigned 8-bit value. */
    public int u8() {
        return bytes[take(1)] & 0xff;
    }

    /** Signed 16-bit value. */
    public short i16() {
        return (short) SHORT.get(bytes, take(2));
    }

    /** Unsigned 16-bit value. */
    public int u16() {
        return i16() & 0xffff;
    }

    /** Signed 32-bit value. */
    public int i32() {
        return (int) INT.get(bytes, take(4));
    }

    /** Unsigned 32-bit value. */
    public long u32() {
        return i32() & 0xffff_ffffL;
    }

    /** Signed 64-bit value. */
    public long i64() {
        return (long) LONG.get(bytes, take(8));
    }

    /** Single-precision value. */
    public float f32() {
        return Float.intBitsToFloat(i32());
    }

    /** Double-precision value. */
    public double f64() {
        return Double.longBitsToDouble(i64());
    }

    /** A file position: 32 bits, or 64 in large files. */
    public long seekField(boolean wide) {
        return wide ? i64() : i32();
    }

    /** A string behind its length: one byte, or 255 and four bytes. */
    public String string() {
        int length = u8();
        if (length == 255) {
            length = i32();
        }
        return text(length);
    }

    /** Leaves out a string. */
    public void skipString() {
        int length = u8();
        if (length == 255) {
            length = i32();
        }
        take(length);
    }

    /** A string of a known number of bytes, in UTF-8. */
    public String text(int length) {
        int from = take(length);
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    /** A string that a zero byte ends. */
    public String zeroTerminated() {
        int from = position;
        while (u8() != 0) {
            continue;
        }
        return new String(bytes, from, position - 1 - from, StandardCharsets.UTF_8);
    }

    /** A copy of the next bytes. */
    public byte[] bytes(int length) {
        int from = take(length);
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    /**
     * A number of things that follow.
     *
     * @param itemBytes the least number of bytes that each takes
     */
    public int count(int itemBytes) {
        int count = i32();
        if (count < 0 || (long) count * itemBytes > remaining()) {
            throw corrupt("a count of " + count + " does not fit into the " + remaining() + " bytes left");
        }
        return count;
    }

    /** The failure that something here is wrong. */
    public RootException corrupt(String what) {
        return new RootException(RootError.CORRUPT, where + ", byte " + position + ": " + what);
    }

    private int take(long count) {
        if (count < 0 || count > limit - position) {
            throw corrupt(count + " bytes are wanted but " + (limit - position) + " are left");
        }
        int from = position;
        position += (int) count;
        return from;
    }
}
