package org.topcoffea.root.internal.ntuple;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.topcoffea.root.internal.ntuple.Schema.PhysicalColumn;
import org.topcoffea.spi.ColumnType;

/** Turns parts of decompressed pages into primitive arrays. Has scratch space; confined to one thread. */
final class PageDecoder {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BLOCK = 4096;

    private final Unsplit unsplit = new Unsplit();
    private final long[] longs = new long[BLOCK];
    private @Nullable Object natural;

    /** Writes zeros. */
    static void zero(ColumnType type, Object target, int at, int count) {
        switch (type) {
            case BOOL, INT8, UINT8 -> Arrays.fill((byte[]) target, at, at + count, (byte) 0);
            case INT16, UINT16 -> Arrays.fill((short[]) target, at, at + count, (short) 0);
            case INT32, UINT32 -> Arrays.fill((int[]) target, at, at + count, 0);
            case INT64, UINT64 -> Arrays.fill((long[]) target, at, at + count, 0);
            case FLOAT32 -> Arrays.fill((float[]) target, at, at + count, 0);
            case FLOAT64 -> Arrays.fill((double[]) target, at, at + count, 0);
            case STRING -> throw new IllegalArgumentException("text has no elements");
        }
    }

    /** Whether elements of one type can be read as another: integers as integers, floats as floats. */
    static boolean converts(ColumnType from, ColumnType to) {
        return from == to || (isInteger(from) && isInteger(to)) || (isReal(from) && isReal(to));
    }

    private static boolean isInteger(ColumnType type) {
        return !isReal(type) && type != ColumnType.STRING;
    }

    private static boolean isReal(ColumnType type) {
        return type == ColumnType.FLOAT32 || type == ColumnType.FLOAT64;
    }

    /**
     * Decodes part of a page.
     *
     * @param column how elements are stored
     * @param page the page after decompression, with at least eight more bytes behind it
     * @param size the number of elements of the page
     * @param from the first element
     * @param to the element behind the last
     * @param type what the elements are read as
     * @param target an array of that type
     * @param at where the first element goes
     * @return what is wrong, or null
     */
    @Nullable
    String decode(
            PhysicalColumn column, byte[] page, int size, int from, int to, ColumnType type, Object target, int at) {
        ColumnType stored = Objects.requireNonNull(column.encoding()).type();
        if (sameArray(stored, type)) {
            natural(column, page, size, from, to, target, at);
            return null;
        }
        if (natural == null || !natural.getClass().equals(array(stored, 0).getClass())) {
            natural = array(stored, BLOCK);
        }
        Object block = Objects.requireNonNull(natural);
        if (column.encoding().isDelta()) {
            block = new long[size];
            natural(column, page, size, 0, size, block, 0);
            System.arraycopy(block, from, block, 0, to - from);
            return convert(stored, block, to - from, type, target, at);
        }
        for (int i = from; i < to; i += BLOCK) {
            int stop = Math.min(to, i + BLOCK);
            natural(column, page, size, i, stop, block, 0);
            String problem = convert(stored, block, stop - i, type, target, at + i - from);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    /** Whether elements of both types are the same bits in the same kind of array. */
    private static boolean sameArray(ColumnType stored, ColumnType type) {
        return stored == type
                || (isInteger(stored)
                        && isInteger(type)
                        && type != ColumnType.BOOL
                        && array(stored, 0).getClass().equals(array(type, 0).getClass()));
    }

    private static Object array(ColumnType type, int length) {
        return switch (type) {
            case BOOL, INT8, UINT8 -> new byte[length];
            case INT16, UINT16 -> new short[length];
            case INT32, UINT32 -> new int[length];
            case INT64, UINT64 -> new long[length];
            case FLOAT32 -> new float[length];
            case FLOAT64 -> new double[length];
            case STRING -> new String[length];
        };
    }

    private void natural(PhysicalColumn column, byte[] page, int size, int from, int to, Object target, int at) {
        int count = to - from;
        switch (Objects.requireNonNull(column.encoding())) {
            case BIT -> bits(page, from, to, (byte[]) target, at);
            case BYTE, CHAR, INT8, UINT8 -> System.arraycopy(page, from, (byte[]) target, at, count);
            case INT16, UINT16 -> copy(page, 2L * from, MemorySegment.ofArray((short[]) target), 2L * at, 2L * count);
            case INT32, UINT32 -> copy(page, 4L * from, MemorySegment.ofArray((int[]) target), 4L * at, 4L * count);
            case INT64, UINT64, INDEX64 ->
                copy(page, 8L * from, MemorySegment.ofArray((long[]) target), 8L * at, 8L * count);
            case REAL32 -> copy(page, 4L * from, MemorySegment.ofArray((float[]) target), 4L * at, 4L * count);
            case REAL64 -> copy(page, 8L * from, MemorySegment.ofArray((double[]) target), 8L * at, 8L * count);
            case REAL16 -> halves(page, from, count, (float[]) target, at);
            case INDEX32 -> index32(page, from, count, (long[]) target, at);
            case SWITCH -> switches(page, from, count, (int[]) target, at);
            case SPLIT_UINT16 -> unsplit.shorts(page, size, from, count, MemorySegment.ofArray((short[]) target), at);
            case SPLIT_INT16 -> {
                unsplit.shorts(page, size, from, count, MemorySegment.ofArray((short[]) target), at);
                Unsplit.unzigzag((short[]) target, at, count);
            }
            case SPLIT_REAL16 -> unsplit.halves(page, size, from, count, (float[]) target, at);
            case SPLIT_UINT32 -> unsplit.ints(page, size, from, count, MemorySegment.ofArray((int[]) target), at);
            case SPLIT_INT32 -> {
                unsplit.ints(page, size, from, count, MemorySegment.ofArray((int[]) target), at);
                Unsplit.unzigzag((int[]) target, at, count);
            }
            case SPLIT_REAL32 -> unsplit.ints(page, size, from, count, MemorySegment.ofArray((float[]) target), at);
            case SPLIT_UINT64 -> unsplit.longs(page, size, from, count, MemorySegment.ofArray((long[]) target), at);
            case SPLIT_INT64 -> {
                unsplit.longs(page, size, from, count, MemorySegment.ofArray((long[]) target), at);
                Unsplit.unzigzag((long[]) target, at, count);
            }
            case SPLIT_REAL64 -> unsplit.longs(page, size, from, count, MemorySegment.ofArray((double[]) target), at);
            case SPLIT_INDEX32 -> unsplit.sums32(page, size, from, to, (long[]) target, at);
            case SPLIT_INDEX64 -> unsplit.sums64(page, size, from, to, (long[]) target, at);
            case REAL32_TRUNC -> truncated(page, column.bits(), from, count, (float[]) target, at);
            case REAL32_QUANT -> quantised(page, column, from, count, (double[]) target, at);
        }
    }

    private static void copy(byte[] page, long from, MemorySegment target, long at, long bytes) {
        MemorySegment.copy(MemorySegment.ofArray(page), from, target, at, bytes);
    }

    private static void bits(byte[] page, int from, int to, byte[] target, int at) {
        int i = from;
        int t = at;
        for (; i < to && (i & 7) != 0; i++) {
            target[t++] = (byte) (page[i >> 3] >> (i & 7) & 1);
        }
        for (; i + 8 <= to; i += 8, t += 8) {
            LONG.set(target, t, Long.expand(page[i >> 3], 0x0101_0101_0101_0101L));
        }
        for (; i < to; i++) {
            target[t++] = (byte) (page[i >> 3] >> (i & 7) & 1);
        }
    }

    private static void halves(byte[] page, int from, int count, float[] target, int at) {
        for (int i = 0; i < count; i++) {
            target[at + i] = Float.float16ToFloat((short) SHORT.get(page, 2 * (from + i)));
        }
    }

    private static void index32(byte[] page, int from, int count, long[] target, int at) {
        for (int i = 0; i < count; i++) {
            target[at + i] = (int) INT.get(page, 4 * (from + i)) & 0xFFFF_FFFFL;
        }
    }

    private static void switches(byte[] page, int from, int count, int[] target, int at) {
        for (int i = 0; i < count; i++) {
            target[at + i] = (int) INT.get(page, 12 * (from + i) + 8);
        }
    }

    private static void truncated(byte[] page, int bits, int from, int count, float[] target, int at) {
        int shift = 32 - bits;
        int mask = -1 >>> shift;
        long bit = (long) from * bits;
        for (int i = 0; i < count; i++, bit += bits) {
            int value = (int) ((long) LONG.get(page, (int) (bit >>> 3)) >>> (bit & 7)) & mask;
            target[at + i] = Float.intBitsToFloat(value << shift);
        }
    }

    private static void quantised(byte[] page, PhysicalColumn column, int from, int count, double[] target, int at) {
        int bits = column.bits();
        long mask = -1L >>> (64 - bits);
        double scale = (column.max() - column.min()) / mask;
        long bit = (long) from * bits;
        for (int i = 0; i < count; i++, bit += bits) {
            long value = (long) LONG.get(page, (int) (bit >>> 3)) >>> (bit & 7) & mask;
            target[at + i] = value * scale + column.min();
        }
    }

    /** Converts elements to another type; integers that do not fit are refused. */
    private @Nullable String convert(ColumnType from, Object source, int count, ColumnType to, Object target, int at) {
        if (isReal(from)) {
            return real(source, count, target, at);
        }
        for (int i = 0; i < count; i += BLOCK) {
            int length = Math.min(BLOCK, count - i);
            widen(from, source, i, length);
            long bad = narrow(to, length, target, at + i);
            if (bad != 0) {
                return "holds values that do not fit into " + to;
            }
        }
        return null;
    }

    private @Nullable String real(Object source, int count, Object target, int at) {
        if (source instanceof float[] floats && target instanceof double[] wide) {
            for (int i = 0; i < count; i++) {
                wide[at + i] = floats[i];
            }
        } else if (source instanceof double[] exact && target instanceof float[] narrow) {
            for (int i = 0; i < count; i++) {
                narrow[at + i] = (float) exact[i];
            }
        }
        return null;
    }

    private void widen(ColumnType from, Object source, int first, int count) {
        for (int i = 0; i < count; i++) {
            longs[i] = switch (from) {
                case BOOL, UINT8 -> ((byte[]) source)[first + i] & 0xFF;
                case INT8 -> ((byte[]) source)[first + i];
                case UINT16 -> ((short[]) source)[first + i] & 0xFFFF;
                case INT16 -> ((short[]) source)[first + i];
                case UINT32 -> ((int[]) source)[first + i] & 0xFFFF_FFFFL;
                case INT32 -> ((int[]) source)[first + i];
                default -> ((long[]) source)[first + i];
            };
        }
    }

    /** Writes longs as another type; the result is not zero if any was changed by that. */
    private long narrow(ColumnType to, int count, Object target, int at) {
        long bad = 0;
        for (int i = 0; i < count; i++) {
            long value = longs[i];
            switch (to) {
                case BOOL -> ((byte[]) target)[at + i] = (byte) (value != 0 ? 1 : 0);
                case INT8 -> bad |= value ^ (((byte[]) target)[at + i] = (byte) value);
                case UINT8 -> bad |= value ^ ((((byte[]) target)[at + i] = (byte) value) & 0xFF);
                case INT16 -> bad |= value ^ (((short[]) target)[at + i] = (short) value);
                case UINT16 -> bad |= value ^ ((((short[]) target)[at + i] = (short) value) & 0xFFFF);
                case INT32 -> bad |= value ^ (((int[]) target)[at + i] = (int) value);
                case UINT32 -> bad |= value ^ ((((int[]) target)[at + i] = (int) value) & 0xFFFF_FFFFL);
                default -> ((long[]) target)[at + i] = value;
            }
        }
        return bad;
    }
}
