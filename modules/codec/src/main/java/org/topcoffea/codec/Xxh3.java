package org.topcoffea.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Objects;

/** The 64-bit XXH3 hash with seed 0 and the default secret, which guards RNTuple envelopes and pages. */
public final class Xxh3 {
    private static final long PRIME32_1 = 0x9E3779B1L;
    private static final long PRIME32_2 = 0x85EBCA77L;
    private static final long PRIME32_3 = 0xC2B2AE3DL;
    private static final long PRIME64_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME64_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME64_3 = 0x165667B19E3779F9L;
    private static final long PRIME64_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME64_5 = 0x27D4EB2F165667C5L;
    private static final long MIX = 0x165667919E3779F9L;
    private static final long SHORT_MIX = 0x9FB21C651E98DF25L;

    private static final int STRIPE = 64;
    private static final int STRIPES_PER_BLOCK = 16;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** The 192 bytes of the default secret. */
    private static final byte[] SECRET = HexFormat.of()
            .parseHex("b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671f"
                    + "cb79e64eccc0e578825ad07dccff7221b8084674f743248ee03590e6813a264c"
                    + "3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8"
                    + "a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364"
                    + "eac5ac8334d3ebc3c581a0fffa1363eb170ddd51b7f0da49d316552629d4689e"
                    + "2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e");

    /** The secret's longs at offsets divisible by eight: all that full stripes need. */
    private static final long[] KEYS = keys();

    private Xxh3() {}

    private static long[] keys() {
        long[] keys = new long[SECRET.length / Long.BYTES];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = secret(i * Long.BYTES);
        }
        return keys;
    }

    /**
     * Hashes part of an array. (What reads single numbers of a segment becomes several times as slow once a process has
     * read segments of many kinds.)
     *
     * @param bytes holds the part
     * @param offset its first byte
     * @param length its number of bytes
     * @return the hash; RNTuple stores it little-endian
     * @throws IndexOutOfBoundsException if the part is not within the array
     */
    public static long hash64(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length > 240) {
            return hashLong(bytes, offset, length);
        }
        if (length > 128) {
            return hash129To240(bytes, offset, length);
        }
        if (length > 16) {
            return hash17To128(bytes, offset, length);
        }
        return hash0To16(bytes, offset, length);
    }

    private static long hash0To16(byte[] bytes, int offset, int length) {
        if (length > 8) {
            long low = longAt(bytes, offset) ^ secret(24) ^ secret(32);
            long high = longAt(bytes, offset + length - 8) ^ secret(40) ^ secret(48);
            return avalanche(length + Long.reverseBytes(low) + high + foldedProduct(low, high));
        }
        if (length >= 4) {
            long first = intAt(bytes, offset) & 0xFFFFFFFFL;
            long last = intAt(bytes, offset + length - 4) & 0xFFFFFFFFL;
            long keyed = last + (first << 32) ^ secret(8) ^ secret(16);
            keyed = (keyed ^ Long.rotateLeft(keyed, 49) ^ Long.rotateLeft(keyed, 24)) * SHORT_MIX;
            keyed = (keyed ^ (keyed >>> 35) + length) * SHORT_MIX;
            return keyed ^ keyed >>> 28;
        }
        if (length == 0) {
            return Xxh64.avalanche(secret(56) ^ secret(64));
        }
        long first = bytes[offset] & 0xFF;
        long middle = bytes[offset + (length >> 1)] & 0xFF;
        long last = bytes[offset + length - 1] & 0xFF;
        long combined = first << 16 | middle << 24 | last | (long) length << 8;
        return Xxh64.avalanche(combined ^ ((intAt(SECRET, 0) ^ intAt(SECRET, 4)) & 0xFFFFFFFFL));
    }

    private static long hash17To128(byte[] bytes, int offset, int length) {
        long hash = length * PRIME64_1;
        for (int pair = (length - 1) >> 5; pair >= 0; pair--) {
            hash += mix16(bytes, offset + 16 * pair, 32 * pair);
            hash += mix16(bytes, offset + length - 16 * (pair + 1), 32 * pair + 16);
        }
        return avalanche(hash);
    }

    private static long hash129To240(byte[] bytes, int offset, int length) {
        long hash = length * PRIME64_1;
        for (int i = 0; i < 8; i++) {
            hash += mix16(bytes, offset + 16 * i, 16 * i);
        }
        hash = avalanche(hash);
        for (int i = 8; i < length >> 4; i++) {
            hash += mix16(bytes, offset + 16 * i, 16 * (i - 8) + 3);
        }
        return avalanche(hash + mix16(bytes, offset + length - 16, 136 - 17));
    }

    /** Eight lanes in locals; the lanes are stirred after every sixteen stripes. */
    private static long hashLong(byte[] bytes, int offset, int length) {
        long a = PRIME32_3;
        long b = PRIME64_1;
        long c = PRIME64_2;
        long d = PRIME64_3;
        long e = PRIME64_4;
        long f = PRIME32_2;
        long g = PRIME64_5;
        long h = PRIME32_1;
        long[] keys = KEYS;
        int stripes = (length - 1) / STRIPE;
        for (int stripe = 0; stripe <= stripes; stripe++) {
            boolean last = stripe == stripes;
            int at = offset + (last ? length - STRIPE : stripe * STRIPE);
            int key = stripe & STRIPES_PER_BLOCK - 1;
            if (key == 0 && stripe > 0) {
                a = stir(a, keys[16]);
                b = stir(b, keys[17]);
                c = stir(c, keys[18]);
                d = stir(d, keys[19]);
                e = stir(e, keys[20]);
                f = stir(f, keys[21]);
                g = stir(g, keys[22]);
                h = stir(h, keys[23]);
            }
            long va = longAt(bytes, at);
            long vb = longAt(bytes, at + 8);
            long vc = longAt(bytes, at + 16);
            long vd = longAt(bytes, at + 24);
            long ve = longAt(bytes, at + 32);
            long vf = longAt(bytes, at + 40);
            long vg = longAt(bytes, at + 48);
            long vh = longAt(bytes, at + 56);
            a += vb + halves(va ^ (last ? secret(121) : keys[key]));
            b += va + halves(vb ^ (last ? secret(129) : keys[key + 1]));
            c += vd + halves(vc ^ (last ? secret(137) : keys[key + 2]));
            d += vc + halves(vd ^ (last ? secret(145) : keys[key + 3]));
            e += vf + halves(ve ^ (last ? secret(153) : keys[key + 4]));
            f += ve + halves(vf ^ (last ? secret(161) : keys[key + 5]));
            g += vh + halves(vg ^ (last ? secret(169) : keys[key + 6]));
            h += vg + halves(vh ^ (last ? secret(177) : keys[key + 7]));
        }
        long hash = length * PRIME64_1
                + foldedProduct(a ^ secret(11), b ^ secret(19))
                + foldedProduct(c ^ secret(27), d ^ secret(35))
                + foldedProduct(e ^ secret(43), f ^ secret(51))
                + foldedProduct(g ^ secret(59), h ^ secret(67));
        return avalanche(hash);
    }

    private static long mix16(byte[] bytes, int at, int key) {
        return foldedProduct(longAt(bytes, at) ^ secret(key), longAt(bytes, at + 8) ^ secret(key + 8));
    }

    private static long stir(long lane, long key) {
        return (lane ^ lane >>> 47 ^ key) * PRIME32_1;
    }

    private static long halves(long value) {
        return (value & 0xFFFFFFFFL) * (value >>> 32);
    }

    private static long foldedProduct(long x, long y) {
        return x * y ^ Math.unsignedMultiplyHigh(x, y);
    }

    private static long avalanche(long value) {
        long hash = (value ^ value >>> 37) * MIX;
        return hash ^ hash >>> 32;
    }

    private static long secret(int offset) {
        return longAt(SECRET, offset);
    }

    private static long longAt(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    private static int intAt(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }
}
