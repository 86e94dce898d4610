package org.topcoffea.root.internal.ntuple;

import java.util.function.IntToLongFunction;

/** Encodes elements one bit or byte after the other, as the format describes it. */
final class Encoded {
    private Encoded() {}

    /** Bit-packed elements, lowest bit first. */
    static byte[] packed(int bits, int count, IntToLongFunction element) {
        byte[] page = new byte[(count * bits + 7) / 8];
        for (int i = 0; i < count * bits; i++) {
            long bit = (element.applyAsLong(i / bits) >>> (i % bits)) & 1;
            page[i / 8] |= (byte) (bit << (i % 8));
        }
        return page;
    }

    /** Little-endian elements. */
    static byte[] plain(int bytes, int count, IntToLongFunction element) {
        byte[] page = new byte[bytes * count];
        for (int i = 0; i < page.length; i++) {
            page[i] = (byte) (element.applyAsLong(i / bytes) >>> (8 * (i % bytes)));
        }
        return page;
    }

    /** Elements in planes of bytes. */
    static byte[] split(int bytes, int count, IntToLongFunction element) {
        byte[] page = new byte[bytes * count];
        for (int i = 0; i < page.length; i++) {
            page[i] = (byte) (element.applyAsLong(i % count) >>> (8 * (i / count)));
        }
        return page;
    }

    /** Signed elements, folded to unsigned ones, in planes of bytes. */
    static byte[] zigzag(int bytes, int count, IntToLongFunction element) {
        return split(bytes, count, i -> {
            long value = element.applyAsLong(i);
            return value < 0 ? -2 * value - 1 : 2 * value;
        });
    }

    /** Growing elements as differences, in planes of bytes. */
    static byte[] delta(int bytes, int count, IntToLongFunction element) {
        return split(
                bytes,
                count,
                i -> i == 0 ? element.applyAsLong(0) : element.applyAsLong(i) - element.applyAsLong(i - 1));
    }
}
