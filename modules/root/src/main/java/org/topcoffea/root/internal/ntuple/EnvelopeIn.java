package org.topcoffea.root.internal.ntuple;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.topcoffea.root.RootError;
import org.topcoffea.root.RootException;

/**
 * Reads the little-endian values, strings and frames of an envelope, never behind the frame it is in: every failure is a
 * {@link RootException} that says where. Not thread-safe.
 */
final class EnvelopeIn {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final long checksum;
    private final String where;
    private int position;
    private int limit;

    /**
     * A frame that is being read.
     *
     * @param end the byte behind it
     * @param count the number of items of a list
     * @param outerLimit the end of the frame around it
     */
    record Frame(int end, int count, int outerLimit) {}

    EnvelopeIn(byte[] bytes, int position, int limit, long checksum, String where) {
        this.bytes = bytes;
        this.position = position;
        this.limit = limit;
        this.checksum = checksum;
        this.where = where;
    }

    /** The checksum of the envelope, by which others refer to it. */
    long checksum() {
        return checksum;
    }

    /** File, n-tuple and envelope, for messages. */
    String where() {
        return where;
    }

    /** The next byte, counted from the beginning of the envelope. */
    int position() {
        return position;
    }

    /** Another reader of the same envelope, at a position that this one was at. */
    EnvelopeIn at(int where) {
        return new EnvelopeIn(bytes, where, bytes.length - Long.BYTES, checksum, this.where);
    }

    int u16() {
        return (short) SHORT.get(bytes, take(2)) & 0xFFFF;
    }

    int i32() {
        return (int) INT.get(bytes, take(4));
    }

    /** An unsigned 32-bit value that serves as a number of things or an index, and therefore must fit an int. */
    int index() {
        int value = i32();
        if (value < 0) {
            throw corrupt("an index of " + Integer.toUnsignedString(value) + " is too large");
        }
        return value;
    }

    long i64() {
        return (long) LONG.get(bytes, take(8));
    }

    double f64() {
        return Double.longBitsToDouble(i64());
    }

    String string() {
        int length = i32();
        int from = take(length);
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    void skip(int count) {
        take(count);
    }

    /** Enters a record. */
    Frame record() {
        int begin = position;
        return enter(begin, i64(), 0);
    }

    /**
     * Enters a list.
     *
     * @param itemBytes the least number of bytes of an item
     */
    Frame list(int itemBytes) {
        int begin = position;
        long size = i64();
        if (size >= 0) {
            throw corrupt("a list is expected but a record follows");
        }
        int count = i32();
        Frame frame = enter(begin, -size, count);
        if (count < 0 || (long) count * itemBytes > limit - position) {
            throw corrupt("a list of " + (limit - position) + " bytes cannot hold " + Integer.toUnsignedString(count)
                    + " items");
        }
        return frame;
    }

    private Frame enter(int begin, long size, int count) {
        if (size < position - begin || size > limit - begin) {
            throw corrupt(
                    "a frame of " + size + " bytes does not fit into the " + (limit - begin) + " bytes around it");
        }
        Frame frame = new Frame(begin + (int) size, count, limit);
        limit = frame.end();
        return frame;
    }

    /** Goes behind a frame, whatever of it was read. */
    void leave(Frame frame) {
        position = frame.end();
        limit = frame.outerLimit();
    }

    /** Refuses features that old readers must not ignore; none is known. */
    void featureFlags() {
        long flags;
        do {
            flags = i64();
            if ((flags & Long.MAX_VALUE) != 0) {
                throw new RootException(
                        RootError.UNSUPPORTED,
                        where + ": uses features unknown to this reader (flags 0x" + Long.toHexString(flags)
                                + "): it needs a newer one");
            }
        } while (flags < 0);
    }

    /** The failure that something here is wrong. */
    RootException corrupt(String what) {
        return new RootException(RootError.CORRUPT, where + ", byte " + position + ": " + what);
    }

    private int take(int count) {
        if (count < 0 || count > limit - position) {
            throw corrupt(
                    Integer.toUnsignedString(count) + " bytes are wanted but " + (limit - position) + " are left");
        }
        int from = position;
        position += count;
        return from;
    }
}
