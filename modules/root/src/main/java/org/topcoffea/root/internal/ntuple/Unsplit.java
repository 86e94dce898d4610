package org.topcoffea.root.internal.ntuple;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Puts elements together whose bytes are stored in planes: all lowest bytes of a page first, then all second ones.
 *
 * <p>Interleaving bytes one by one runs at about 2 GB/s. Here every loop does the same operation on neighbouring machine
 * words, which the compiler turns into vector instructions: four bytes of a plane are loaded as an int, spread over the
 * 16-bit lanes of a long and combined with those of the plane above; the lanes are then spread and combined again until
 * elements are whole. It works on blocks that stay in the first-level cache until they are copied to their place: loops that
 * wrote to arrays of several types through segments would not be compiled to vector instructions. Planes of zeros, which
 * small integers and counts have many of, are found first and left out.
 *
 * <p>Needs a little-endian machine. Confined to one thread.
 */
final class Unsplit {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT_LANE = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG_LANE = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final int BLOCK = 2048;

    private final Lanes[] pairs = {
        new Lanes(BLOCK / 4), new Lanes(BLOCK / 4), new Lanes(BLOCK / 4), new Lanes(BLOCK / 4)
    };
    private final Lanes[] quads = {new Lanes(BLOCK / 2), new Lanes(BLOCK / 2)};
    private final Lanes octets = new Lanes(BLOCK);
    private final short[] halves = new short[BLOCK];
    private final MemorySegment halfSegment = MemorySegment.ofArray(halves);

    /** Scratch space, as an array to be written and as a segment to be read. */
    private record Lanes(long[] array, MemorySegment segment) {
        Lanes(int length) {
            this(new long[length]);
        }

        private Lanes(long[] array) {
            this(array, MemorySegment.ofArray(array));
        }
    }

    /** Four bytes to the low bytes of four 16-bit lanes. */
    private static long spread8(long bytes) {
        long x = bytes & 0xFFFF_FFFFL;
        x = (x | x << 16) & 0x0000_FFFF_0000_FFFFL;
        return (x | x << 8) & 0x00FF_00FF_00FF_00FFL;
    }

    /** Two 16-bit values to the low halves of two 32-bit lanes. */
    private static long spread16(long halves) {
        long x = halves & 0xFFFF_FFFFL;
        return (x | x << 16) & 0x0000_FFFF_0000_FFFFL;
    }

    private static void pair(byte[] page, int low, int high, long[] target, int groups) {
        for (int j = 0; j < groups; j++) {
            target[j] = spread8((int) INT.get(page, low + 4 * j)) | spread8((int) INT.get(page, high + 4 * j)) << 8;
        }
    }

    private static void quad(MemorySegment low, MemorySegment high, long[] target, int groups) {
        for (int k = 0; k < groups; k++) {
            target[k] = spread16(low.get(INT_LANE, 4L * k)) | spread16(high.get(INT_LANE, 4L * k)) << 16;
        }
    }

    private static void quad(MemorySegment low, long[] target, int groups) {
        for (int k = 0; k < groups; k++) {
            target[k] = spread16(low.get(INT_LANE, 4L * k));
        }
    }

    private static void octet(MemorySegment low, MemorySegment high, long[] target, int count) {
        for (int k = 0; k < count; k++) {
            target[k] = (low.get(INT_LANE, 4L * k) & 0xFFFF_FFFFL) | (long) high.get(INT_LANE, 4L * k) << 32;
        }
    }

    private static void octet(MemorySegment low, long[] target, int count) {
        for (int k = 0; k < count; k++) {
            target[k] = low.get(INT_LANE, 4L * k) & 0xFFFF_FFFFL;
        }
    }

    /** Whether any byte of a part of a plane is not zero. */
    private static boolean any(byte[] page, int from, int count) {
        int longs = count >> 3;
        if (longs > 0 && (long) LONG.get(page, from) != 0) {
            return true;
        }
        long all = 0;
        for (int i = 0; i < longs; i++) {
            all |= (long) LONG.get(page, from + 8 * i);
        }
        for (int i = longs << 3; i < count; i++) {
            all |= page[from + i];
        }
        return all != 0;
    }

    private static long gather(byte[] page, int size, int element, int width) {
        long value = 0;
        for (int plane = 0; plane < width; plane++) {
            value |= (page[plane * size + element] & 0xFFL) << (8 * plane);
        }
        return value;
    }

    /**
     * Decodes 16-bit elements.
     *
     * @param page holds two planes
     * @param size the bytes of a plane: the number of elements of the page
     * @param from the first element
     * @param count how many
     * @param target an array of 16-bit elements
     * @param at the element of it where the first goes
     */
    void shorts(byte[] page, int size, int from, int count, MemorySegment target, int at) {
        int whole = count & ~3;
        for (int done = 0; done < whole; done += BLOCK) {
            int block = Math.min(BLOCK, whole - done);
            pair(page, from + done, size + from + done, pairs[0].array(), block >> 2);
            MemorySegment.copy(pairs[0].segment(), 0, target, 2L * (at + done), 2L * block);
        }
        for (int i = whole; i < count; i++) {
            target.set(ValueLayout.JAVA_SHORT_UNALIGNED, 2L * (at + i), (short) gather(page, size, from + i, 2));
        }
    }

    /** Decodes 16-bit floats; see {@link #shorts}. */
    void halves(byte[] page, int size, int from, int count, float[] target, int at) {
        for (int done = 0; done < count; done += BLOCK) {
            int block = Math.min(BLOCK, count - done);
            shorts(page, size, from + done, block, halfSegment, 0);
            for (int i = 0; i < block; i++) {
                target[at + done + i] = Float.float16ToFloat(halves[i]);
            }
        }
    }

    /** Decodes 32-bit elements from four planes; see {@link #shorts}. */
    void ints(byte[] page, int size, int from, int count, MemorySegment target, int at) {
        int whole = count & ~3;
        for (int done = 0; done < whole; done += BLOCK) {
            int block = Math.min(BLOCK, whole - done);
            quads(page, size, from + done, block, 0, quads[0].array());
            MemorySegment.copy(quads[0].segment(), 0, target, 4L * (at + done), 4L * block);
        }
        for (int i = whole; i < count; i++) {
            target.set(INT_LANE, 4L * (at + i), (int) gather(page, size, from + i, 4));
        }
    }

    /** Combines four planes beginning with a given one. */
    private void quads(byte[] page, int size, int first, int block, int plane, long[] target) {
        int base = plane * size + first;
        Lanes low = pairs[plane >> 1];
        pair(page, base, base + size, low.array(), block >> 2);
        if (any(page, base + 2 * size, block) || any(page, base + 3 * size, block)) {
            Lanes high = pairs[(plane >> 1) + 1];
            pair(page, base + 2 * size, base + 3 * size, high.array(), block >> 2);
            quad(low.segment(), high.segment(), target, block >> 1);
        } else {
            quad(low.segment(), target, block >> 1);
        }
    }

    /** Decodes 64-bit elements from eight planes; see {@link #shorts}. */
    void longs(byte[] page, int size, int from, int count, MemorySegment target, int at) {
        int whole = count & ~3;
        for (int done = 0; done < whole; done += BLOCK) {
            int block = Math.min(BLOCK, whole - done);
            int first = from + done;
            quads(page, size, first, block, 0, quads[0].array());
            boolean high = false;
            for (int plane = 4; plane < 8 && !high; plane++) {
                high = any(page, plane * size + first, block);
            }
            if (high) {
                quads(page, size, first, block, 4, quads[1].array());
                octet(quads[0].segment(), quads[1].segment(), octets.array(), block);
            } else {
                octet(quads[0].segment(), octets.array(), block);
            }
            MemorySegment.copy(octets.segment(), 0, target, 8L * (at + done), 8L * block);
        }
        for (int i = whole; i < count; i++) {
            target.set(LONG_LANE, 8L * (at + i), gather(page, size, from + i, 8));
        }
    }

    /** Decodes 64-bit elements that are sums of all elements of the page up to themselves. */
    void sums64(byte[] page, int size, int from, int to, long[] target, int at) {
        long sum = 0;
        for (int i = 0; i < from; i++) {
            sum += gather(page, size, i, 8);
        }
        longs(page, size, from, to - from, MemorySegment.ofArray(target), at);
        sum(target, at, to - from, sum);
    }

    /** Decodes 32-bit elements that are sums of all elements of the page up to themselves. */
    void sums32(byte[] page, int size, int from, int to, long[] target, int at) {
        long sum = 0;
        for (int i = 0; i < from; i++) {
            sum += gather(page, size, i, 4);
        }
        int count = to - from;
        int whole = count & ~3;
        for (int done = 0; done < whole; done += BLOCK) {
            int block = Math.min(BLOCK, whole - done);
            quads(page, size, from + done, block, 0, quads[0].array());
            octet(quads[0].segment(), octets.array(), block);
            System.arraycopy(octets.array(), 0, target, at + done, block);
        }
        for (int i = whole; i < count; i++) {
            target[at + i] = gather(page, size, from + i, 4);
        }
        sum(target, at, count, sum);
    }

    private static void sum(long[] target, int at, int count, long before) {
        long sum = before;
        for (int i = at; i < at + count; i++) {
            sum += target[i];
            target[i] = sum;
        }
    }

    /** Undoes the folding of signed values: 0, −1, 1, −2, … were stored as 0, 1, 2, 3, …. */
    static void unzigzag(short[] values, int at, int count) {
        for (int i = at; i < at + count; i++) {
            values[i] = (short) ((values[i] & 0xFFFF) >>> 1 ^ -(values[i] & 1));
        }
    }

    /** See {@link #unzigzag(short[], int, int)}. */
    static void unzigzag(int[] values, int at, int count) {
        for (int i = at; i < at + count; i++) {
            values[i] = values[i] >>> 1 ^ -(values[i] & 1);
        }
    }

    /** See {@link #unzigzag(short[], int, int)}. */
    static void unzigzag(long[] values, int at, int count) {
        for (int i = at; i < at + count; i++) {
            values[i] = values[i] >>> 1 ^ -(values[i] & 1);
        }
    }
}
