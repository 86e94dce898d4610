package org.topcoffea.root.internal.column;

import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.ColumnType;

/** Widens stored values to other types without loss. */
final class Conversion {
    private Conversion() {}

    static int[] ints(ColumnType type, Object stored, int length, @Nullable Object reuse) {
        int[] target = Room.ints(reuse, length);
        switch (type) {
            case BOOL, UINT8 -> {
                byte[] source = (byte[]) stored;
                for (int i = 0; i < length; i++) {
                    target[i] = source[i] & 0xff;
                }
            }
            case INT8 -> {
                byte[] source = (byte[]) stored;
                for (int i = 0; i < length; i++) {
                    target[i] = source[i];
                }
            }
            case UINT16 -> {
                short[] source = (short[]) stored;
                for (int i = 0; i < length; i++) {
                    target[i] = source[i] & 0xffff;
                }
            }
            case INT16 -> {
                short[] source = (short[]) stored;
                for (int i = 0; i < length; i++) {
                    target[i] = source[i];
                }
            }
            default -> throw new IllegalArgumentException(type.name());
        }
        return target;
    }

    static long[] longs(ColumnType type, Object stored, int length, @Nullable Object reuse) {
        long[] target = Room.longs(reuse, length);
        switch (type) {
            case BOOL, UINT8 -> {
                byte[] source = (byte[]) stored;
                for (int i = 0; i < length; i++) {
                    target[i] = source[i] & 0xff;
                }
            }
            case INT8 -> {
                byte[] source = (byte[]) stored;
                for (int i = 0; i < length; i++) {
                    target[i] = source[i];
                }
            }
            case UINT16 -> {
                short[] source = (short[]) stored;
                for (int i = 0; i < length; i++) {
                    target[i] = source[i] & 0xffff;
                }
            }
            case INT16 -> {
                short[] source = (short[]) stored;
                for (int i = 0; i < length; i++) {
                    target[i] = source[i];
                }
            }
            case UINT32 -> {
                int[] source = (int[]) stored;
                for (int i = 0; i < length; i++) {
                    target[i] = source[i] & 0xffff_ffffL;
                }
            }
            case INT32 -> {
                int[] source = (int[]) stored;
                for (int i = 0; i < length; i++) {
                    target[i] = source[i];
                }
            }
            default -> throw new IllegalArgumentException(type.name());
        }
        return target;
    }

    static float[] floats(ColumnType type, Object stored, int length, @Nullable Object reuse) {
        float[] target = Room.floats(reuse, length);
        switch (type) {
            case BOOL, UINT8 -> {
                byte[] source = (byte[]) stored;
                for (int i = 0; i < length; i++) {
                    target[i] = source[i] & 0xff;
                }
            }
            case INT8 -> {
                byte[] source = (byte[]) stored;
                for (int i = 0; i < length; i++) {
                    target[i] = source[i];
                }
            }
            case UINT16 -> {
                short[] source = (short[]) stored;
                for (int i = 0; i < length; i++) {
                    target[i] = source[i] & 0xffff;
                }
            }
            case INT16 -> {
                short[] source = (short[]) stored;
                for (int i = 0; i < length; i++) {
                    target[i] = source[i];
                }
            }
            default -> throw new IllegalArgumentException(type.name());
        }
        return target;
    }

    static double[] doubles(ColumnType type, Object stored, int length, @Nullable Object reuse) {
        double[] target = Room.doubles(reuse, length);
        switch (type) {
            case BOOL, UINT8 -> {
                byte[] source = (byte[]) stored;
                for (int i = 0; i < length; i++) {
                    target[i] = source[i] & 0xff;
                }
            }
            case INT8 -> {
                byte[] source = (byte[]) stored;
                for (int i = 0; i < length; i++) {
                    target[i] = source[i];
                }
            }
            case UINT16 -> {
                short[] source = (short[]) stored;
                for (int i = 0; i < length; i++) {
                    target[i] = source[i] & 0xffff;
                }
            }
            case INT16 -> {
                short[] source = (short[]) stored;
                for (int i = 0; i < length; i++) {
                    target[i] = source[i];
                }
            }
            case UINT32 -> {
                int[] source = (int[]) stored;
                for (int i = 0; i < length; i++) {
                    target[i] = source[i] & 0xffff_ffffL;
                }
            }
            case INT32 -> {
                int[] source = (int[]) stored;
                for (int i = 0; i < length; i++) {
                    target[i] = source[i];
                }
            }
            case FLOAT32 -> {
                float[] source = (float[]) stored;
                for (int i = 0; i < length; i++) {
                    target[i] = source[i];
                }
            }
            default -> throw new IllegalArgumentException(type.name());
        }
        return target;
    }
}
