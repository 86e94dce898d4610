package org.topcoffea.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Vectors made with the reference implementation (python-xxhash 4.1.0). */
class XxHashTest {
    /** Lengths at the borders of every length class. */
    private static final long[][] VECTORS = {
        {0, 0xef46db3751d8e999L, 0x2d06800538d394c2L},
        {1, 0xe934a84adb052768L, 0xc44bdff4074eecdbL},
        {3, 0xa9cf36b41f9e7d09L, 0xe14090f554a5ea90L},
        {4, 0x435f59a33b7eb3d1L, 0x2e8d078a566e9749L},
        {8, 0x538cac3b18f9ef8eL, 0xcd1c7f88482fcaefL},
        {9, 0x8205bfaa3589d37eL, 0xbfe43def699fa9e3L},
        {16, 0x2b72a043e551fe02L, 0x81e9eb8634460bb9L},
        {17, 0xb4ec706896ccab83L, 0x9998430fd0a655beL},
        {32, 0x13ee8a64346f0691L, 0x938c25dd24c9cf3bL},
        {33, 0xf75619499e2e2e99L, 0x0e399d30188e9c8eL},
        {128, 0xdaa58c0ab1409b40L, 0x75eca5c5d5594884L},
        {129, 0xa4223e65b568a709L, 0xa05da42e7a4e4667L},
        {240, 0x574d1998df49a15aL, 0x5eb2467c8c9e3969L},
        {241, 0x92c1342e5e6e89b9L, 0x2d431e984c441f15L},
        {1024, 0xe27e39a28e1b5640L, 0xe99def1145f12936L},
        {1025, 0x448b0cd0f7387f6aL, 0x83cba9b371e4e7f4L},
        {2048, 0x7709386578c56106L, 0x53275d58cfba68fdL},
        {65537, 0x8a69041351b640e4L, 0xcab0f544da7981e1L},
        {300000, 0x8c317ef310987938L, 0xb0d5097518f13a2aL},
    };

    private final byte[] data = data(300_000);

    private static byte[] data(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ((i * 0x9E3779B1) >>> 24);
        }
        return bytes;
    }

    @Test
    void hashesTheVectors() {
        for (long[] vector : VECTORS) {
            int length = (int) vector[0];
            assertEquals(vector[1], Xxh64.hash64(data, 0, length), () -> "XXH64 of " + length);
            assertEquals(vector[2], Xxh3.hash64(data, 0, length), () -> "XXH3 of " + length);
        }
    }

    @Test
    void hashesEveryLengthBelow3000() {
        long xxh64 = 0;
        long xxh3 = 0;
        for (int length = 0; length < 3000; length++) {
            xxh64 = xxh64 * 31 + Xxh64.hash64(data, 0, length);
            xxh3 = xxh3 * 31 + Xxh3.hash64(data, 0, length);
        }
        assertEquals(0x734e4e8b6a3d11feL, xxh64);
        assertEquals(0x4342c4cc19e46acbL, xxh3);
    }

    @Test
    void offHeapAndShiftedPartsHashAlike() {
        try (Arena arena = Arena.ofConfined()) {
            for (int length : new int[] {0, 3, 7, 13, 77, 200, 1500, 70_001}) {
                byte[] shifted = new byte[length + 5];
                System.arraycopy(data, 0, shifted, 3, length);
                MemorySegment offHeap = arena.allocate(length + 1L, 1).asSlice(1, length);
                offHeap.copyFrom(MemorySegment.ofArray(data).asSlice(0, length));
                assertEquals(Xxh3.hash64(data, 0, length), Xxh3.hash64(shifted, 3, length));
                assertEquals(Xxh64.hash64(data, 0, length), Xxh64.hash64(shifted, 3, length));
                assertEquals(Xxh64.hash64(data, 0, length), Xxh64.hash64(offHeap));
            }
        }
    }

    @Test
    void everyByteCounts() {
        for (int length : new int[] {1, 6, 11, 100, 180, 1100}) {
            byte[] bytes = Arrays.copyOf(data, length);
            long before = Xxh3.hash64(bytes, 0, length);
            for (int i = 0; i < length; i++) {
                bytes[i] ^= 1;
                assertNotEquals(before, Xxh3.hash64(bytes, 0, length), "byte " + i + " of " + length);
                bytes[i] ^= 1;
            }
        }
    }

    @Test
    void refusesPartsOutsideTheArray() {
        assertThrows(IndexOutOfBoundsException.class, () -> Xxh3.hash64(data, data.length - 1, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> Xxh64.hash64(data, -1, 2));
    }
}
