package org.topcoffea.codec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The 64-bit xxHash (XXH64), which guards LZ4 blocks of ROOT files. */
public final class Xxh64 {
    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** The sum of the first two primes, modulo 2⁶⁴. */
    private static final long FIRST_LANE = 0x60EA27EEADC0B5D6L;

    private Xxh64() {}

    /**
     * Hashes all bytes of a segment with seed 0.
     *
     * @param bytes on or off heap
     * @return the hash; where it is stored as eight bytes, its canonical order is big-endian
     */
    public static long hash64(MemorySegment bytes) {
        long length = bytes.byteSize();
        long at = 0;
        long hash = PRIME_5;
        if (length >= 32) {
            hash = stripes(bytes, length);
            at = length & ~31L;
        }
        return tail(bytes, at, length, hash + length);
    }

    /**
     * Hashes part of an array with seed 0.
     *
     * @param bytes holds the part
     * @param offset its first byte
     * @param length its number of bytes
     * @return the hash
     * @throws IndexOutOfBoundsException if the part is not within the array
     */
    public static long hash64(byte[] bytes, int offset, int length) {
        return hash64(MemorySegment.ofArray(bytes).asSlice(offset, length));
    }

    private static long stripes(MemorySegment bytes, long length) {
        long a = FIRST_LANE;
        long b = PRIME_2;
        long c = 0;
        long d = -PRIME_1;
        for (long at = 0; at <= length - 32; at += 32) {
            a = round(a, bytes.get(LONG, at));
            b = round(b, bytes.get(LONG, at + 8));
            c = round(c, bytes.get(LONG, at + 16));
            d = round(d, bytes.get(LONG, at + 24));
        }
        long hash = Long.rotateLeft(a, 1) + Long.rotateLeft(b, 7) + Long.rotateLeft(c, 12) + Long.rotateLeft(d, 18);
        return fold(fold(fold(fold(hash, a), b), c), d);
    }

    private static long tail(MemorySegment bytes, long from, long length, long start) {
        long at = from;
        long hash = start;
        for (; at + 8 <= length; at += 8) {
            hash = Long.rotateLeft(hash ^ round(0, bytes.get(LONG, at)), 27) * PRIME_1 + PRIME_4;
        }
        if (at + 4 <= length) {
            hash = Long.rotateLeft(hash ^ (bytes.get(INT, at) & 0xFFFFFFFFL) * PRIME_1, 23) * PRIME_2 + PRIME_3;
            at += 4;
        }
        for (; at < length; at++) {
            hash = Long.rotateLeft(hash ^ (bytes.get(ValueLayout.JAVA_BYTE, at) & 0xFFL) * PRIME_5, 11) * PRIME_1;
        }
        return avalanche(hash);
    }

    private static long round(long accumulator, long lane) {
        return Long.rotateLeft(accumulator + lane * PRIME_2, 31) * PRIME_1;
    }

    private static long fold(long hash, long accumulator) {
        return (hash ^ round(0, accumulator)) * PRIME_1 + PRIME_4;
    }

    static long avalanche(long value) {
        long hash = value;
        hash = (hash ^ hash >>> 33) * PRIME_2;
        hash = (hash ^ hash >>> 29) * PRIME_3;
        return hash ^ hash >>> 32;
    }
}
