package org.topcoffea.root.internal.column;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Copies big-endian values into primitive arrays. Written so that the compiler vectorises the loops: floating-point values
 * move as integers, because swapping bytes of floats does not vectorise.
 */
public final class Decode {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Decode() {}

    /** Decodes 16-bit integers. */
    public static void shorts(byte[] source, int from, short[] target, int at, int count) {
        for (int i = 0; i < count; i++) {
            target[at + i] = (short) SHORT.get(source, from + 2 * i);
        }
    }

    /** Decodes 32-bit integers. */
    public static void ints(byte[] source, int from, int[] target, int at, int count) {
        for (int i = 0; i < count; i++) {
            target[at + i] = (int) INT.get(source, from + 4 * i);
        }
    }

    /** Decodes 64-bit integers. */
    public static void longs(byte[] source, int from, long[] target, int at, int count) {
        for (int i = 0; i < count; i++) {
            target[at + i] = (long) LONG.get(source, from + 8 * i);
        }
    }

    /** Decodes single-precision values into the view of a {@code float[]}. */
    public static void floats(byte[] source, int from, MemorySegment target, int at, int count) {
        long base = 4L * at;
        for (int i = 0; i < count; i++) {
            target.set(ValueLayout.JAVA_INT_UNALIGNED, base + 4L * i, (int) INT.get(source, from + 4 * i));
        }
    }

    /** Decodes double-precision values into the view of a {@code double[]}. */
    public static void doubles(byte[] source, int from, MemorySegment target, int at, int count) {
        long base = 8L * at;
        for (int i = 0; i < count; i++) {
            target.set(ValueLayout.JAVA_LONG_UNALIGNED, base + 8L * i, (long) LONG.get(source, from + 8 * i));
        }
    }

    /** One 32-bit integer. */
    public static int intAt(byte[] source, int at) {
        return (int) INT.get(source, at);
    }
}
