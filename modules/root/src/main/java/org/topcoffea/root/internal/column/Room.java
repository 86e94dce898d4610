package org.topcoffea.root.internal.column;

import org.jspecify.annotations.Nullable;

/** Arrays that are used again when they are long enough, and made a little longer than needed when they are not. */
public final class Room {
    private Room() {}

    private static int roomy(int length) {
        return (int) Math.min(Integer.MAX_VALUE - 16L, length + (length >> 3) + 16L);
    }

    /** An array of at least that length. */
    public static byte[] bytes(@Nullable Object reuse, int length) {
        return reuse instanceof byte[] array && array.length >= length ? array : new byte[roomy(length)];
    }

    /** An array of at least that length. */
    public static short[] shorts(@Nullable Object reuse, int length) {
        return reuse instanceof short[] array && array.length >= length ? array : new short[roomy(length)];
    }

    /** An array of at least that length. */
    public static int[] ints(@Nullable Object reuse, int length) {
        return reuse instanceof int[] array && array.length >= length ? array : new int[roomy(length)];
    }

    /** An array of at least that length. */
    public static long[] longs(@Nullable Object reuse, int length) {
        return reuse instanceof long[] array && array.length >= length ? array : new long[roomy(length)];
    }

    /** An array of at least that length. */
    public static float[] floats(@Nullable Object reuse, int length) {
        return reuse instanceof float[] array && array.length >= length ? array : new float[roomy(length)];
    }

    /** An array of at least that length. */
    public static double[] doubles(@Nullable Object reuse, int length) {
        return reuse instanceof double[] array && array.length >= length ? array : new double[roomy(length)];
    }

    /** An array of at least that length. */
    public static String[] strings(@Nullable Object reuse, int length) {
        return reuse instanceof String[] array && array.length >= length ? array : new String[roomy(length)];
    }
}
