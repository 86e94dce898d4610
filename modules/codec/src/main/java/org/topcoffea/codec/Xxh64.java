package org.topcoffea.codec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/** The 64-bit xxHash (XXH64), which guards LZ4 blocks of ROOT files. */
public final class Xxh64 {
    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int STRIPE = 32;

    /** How much of a segment is copied at a time: little enough to stay in the nearest cache. */
    private static final int ROOM = 8192;

    /** The sum of the first two primes, modulo 2⁶⁴. */
    private static final long FIRST_LANE = 0x60EA27EEADC0B5D6L;

    private static final int[] ROTATIONS = {1, 7, 12, 18};

    private Xxh64() {}

    /** Room for {@link #hash64(MemorySegment, byte[])}, to be used again and again. */
    public static byte[] room() {
        return new byte[ROOM];
    }

    /**
     * Hashes all bytes of a segment with seed 0.
     *
     * @param bytes on or off heap
     * @return the hash; where it is stored as eight bytes, its canonical order is big-endian
     */
    public static long hash64(MemorySegment bytes) {
        return hash64(bytes, room());
    }

    /**
     * Hashes all bytes of a segment with seed 0. They pass through an array: what reads single numbers of a segment becomes several
     * times as slow once a process has read segments of many kinds.
     *
     * @param bytes on or off heap
     * @param room is overwritten; made by {@link #room}
     * @return the hash
     */
    public static long hash64(MemorySegment bytes, byte[] room) {
        long length = bytes.byteSize();
        long striped = length & -STRIPE;
        long[] lanes = start();
        for (long at = 0; at < striped; at += ROOM) {
            int part = (int) Math.min(ROOM, striped - at);
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, room, 0, part);
            stripes(room, 0, part, lanes);
        }
        int rest = (int) (length - striped);
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, striped, room, 0, rest);
        return tail(room, 0, rest, merged(lanes, length));
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
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int striped = length & -STRIPE;
        long[] lanes = start();
        stripes(bytes, offset, striped, lanes);
        return tail(bytes, offset + striped, length - striped, merged(lanes, length));
    }

    private static long[] start() {
        return new long[] {FIRST_LANE, PRIME_2, 0, -PRIME_1};
    }

    private static void stripes(byte[] bytes, int from, int length, long[] lanes) {
        long a = lanes[0];
        long b = lanes[1];
        long c = lanes[2];
        long d = lanes[3];
        int end = from + length;
        for (int at = from; at < end; at += STRIPE) {
            a = round(a, (long) LONG.get(bytes, at));
            b = round(b, (long) LONG.get(bytes, at + 8));
            c = round(c, (long) LONG.get(bytes, at + 16));
            d = round(d, (long) LONG.get(bytes, at + 24));
        }
        lanes[0] = a;
        lanes[1] = b;
        lanes[2] = c;
        lanes[3] = d;
    }

    private static long merged(long[] lanes, long length) {
        if (length < STRIPE) {
            return PRIME_5 + length;
        }
        long hash = 0;
        for (int i = 0; i < lanes.length; i++) {
            hash += Long.rotateLeft(lanes[i], ROTATIONS[i]);
        }
        for (long lane : lanes) {
            hash = fold(hash, lane);
        }
        return hash + length;
    }

    private static long tail(byte[] bytes, int from, int length, long start) {
        int at = from;
        int end = from + length;
        long hash = start;
        for (; at + 8 <= end; at += 8) {
            hash = Long.rotateLeft(hash ^ round(0, (long) LONG.get(bytes, at)), 27) * PRIME_1 + PRIME_4;
        }
        if (at + 4 <= end) {
            hash = Long.rotateLeft(hash ^ ((int) INT.get(bytes, at) & 0xFFFFFFFFL) * PRIME_1, 23) * PRIME_2 + PRIME_3;
            at += 4;
        }
        for (; at < end; at++) {
            hash = Long.rotateLeft(hash ^ (bytes[at] & 0xFFL) * PRIME_5, 11) * PRIME_1;
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
