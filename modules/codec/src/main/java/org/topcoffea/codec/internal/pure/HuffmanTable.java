package org.topcoffea.codec.internal.pure;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.topcoffea.codec.CodecException;

/** Decodes Huffman-coded literals of Zstandard (RFC 8878, section 4.2). */
final class HuffmanTable {
    private static final int MAX_BITS = 11;
    private static final int MAX_SYMBOLS = 256;
    private static final int WEIGHT_ACCURACY = 6;

    /** Symbols that one load of 64 bits is sure to hold. */
    private static final int SYMBOLS_PER_LOAD = 5;

    private final FseTable weightTable = new FseTable(
            "Huffman weights",
            WEIGHT_ACCURACY,
            IntStream.rangeClosed(0, MAX_BITS + 1).toArray(),
            new int[MAX_BITS + 2]);
    private final byte[] weights = new byte[MAX_SYMBOLS];
    private final int[] ranks = new int[MAX_BITS + 2];
    /** By the next {@link #bits} bits: the symbol in the upper byte and the length of its code in the lower. */
    private final short[] table = new short[1 << MAX_BITS];

    private int bits;
    private boolean filled;

    /** Whether there is a table, to be used again. */
    boolean isFilled() {
        return filled;
    }

    /** Forgets the table. */
    void clear() {
        filled = false;
    }

    /**
     * Fills the table from a tree description.
     *
     * @return where the description ended
     */
    int read(byte[] in, int from, int end) throws CodecException {
        filled = false;
        if (from >= end) {
            throw bad("tree");
        }
        int header = in[from] & 0xFF;
        int count;
        int treeEnd;
        Arrays.fill(weights, (byte) 0);
        if (header < 128) {
            treeEnd = from + 1 + header;
            if (header == 0 || treeEnd > end) {
                throw bad("tree");
            }
            count = readCompressedWeights(in, from + 1, treeEnd);
        } else {
            count = header - 127;
            treeEnd = from + 1 + ((count + 1) >> 1);
            if (treeEnd > end) {
                throw bad("tree");
            }
            for (int i = 0; i < count; i++) {
                weights[i] = (byte) (in[from + 1 + (i >> 1)] >>> ((i & 1) == 0 ? 4 : 0) & 15);
            }
        }
        fill(count);
        return treeEnd;
    }

    /** Two states take turns until the bits are used up. */
    private int readCompressedWeights(byte[] in, int from, int end) throws CodecException {
        int at = weightTable.read(in, from, end);
        int bitsLeft = bitsOf(in, at, end);
        int accuracy = weightTable.accuracy();
        long[] entries = weightTable.entries();
        long base = (long) at << 3;
        bitsLeft -= 2 * accuracy;
        if (bitsLeft < 0) {
            throw bad("tree");
        }
        int first = bitsAt(in, base + bitsLeft + accuracy, accuracy);
        int second = bitsAt(in, base + bitsLeft, accuracy);
        int count = 0;
        while (true) {
            if (count > MAX_SYMBOLS - 3) {
                throw bad("tree");
            }
            long entry = entries[first];
            weights[count++] = (byte) FseTable.baseline(entry);
            int stateBits = FseTable.stateBits(entry);
            bitsLeft -= stateBits;
            if (bitsLeft < 0) {
                weights[count++] = (byte) FseTable.baseline(entries[second]);
                return count;
            }
            first = second;
            second = FseTable.nextState(entry) + bitsAt(in, base + bitsLeft, stateBits);
        }
    }

    private static int bitsAt(byte[] in, long bit, int count) {
        return (int) (LittleEndian.longAt(in, (int) (bit >> 3)) >>> (bit & 7)) & (1 << count) - 1;
    }

    /** How many bits a backward stream holds below the mark in its last byte. */
    static int bitsOf(byte[] in, int from, int end) throws CodecException {
        if (from >= end || in[end - 1] == 0) {
            throw bad("bit stream");
        }
        return (end - from) * 8 - 7 + 31 - Integer.numberOfLeadingZeros(in[end - 1] & 0xFF) - 1;
    }

    /** Derives the last weight, which makes the code complete, and lays out the table. */
    private void fill(int count) throws CodecException {
        Arrays.fill(ranks, 0);
        int sum = 0;
        for (int i = 0; i < count; i++) {
            if (weights[i] > MAX_BITS) {
                throw bad("tree");
            }
            ranks[weights[i]]++;
            sum += 1 << weights[i] >> 1;
        }
        if (sum == 0) {
            throw bad("tree");
        }
        bits = 32 - Integer.numberOfLeadingZeros(sum);
        int rest = (1 << bits) - sum;
        if (bits > MAX_BITS || Integer.bitCount(rest) != 1) {
            throw bad("tree");
        }
        int last = 32 - Integer.numberOfLeadingZeros(rest);
        weights[count] = (byte) last;
        ranks[last]++;
        // a complete code has an even number of its longest codes, at least two
        if (ranks[1] < 2 || (ranks[1] & 1) != 0) {
            throw bad("tree");
        }
        int start = 0;
        for (int weight = 1; weight <= bits; weight++) {
            int size = ranks[weight] << (weight - 1);
            ranks[weight] = start;
            start += size;
        }
        for (int symbol = 0; symbol <= count; symbol++) {
            int weight = weights[symbol];
            if (weight > 0) {
                int at = ranks[weight];
                ranks[weight] = at + (1 << (weight - 1));
                Arrays.fill(table, at, ranks[weight], (short) (symbol << 8 | bits + 1 - weight));
            }
        }
        filled = true;
    }

    /** Decodes one stream. */
    void decode(byte[] in, int from, int end, byte[] out, int start, int length) throws CodecException {
        short[] codes = table;
        int shift = 64 - bits;
        long base = (long) from << 3;
        int left = bitsOf(in, from, end);
        int at = start;
        int limit = start + length;
        while (at < limit) {
            long window = window(in, base + left);
            int count = Math.min(SYMBOLS_PER_LOAD, limit - at);
            for (int i = 0; i < count; i++) {
                int code = codes[(int) (window >>> shift)];
                out[at++] = (byte) (code >> 8);
                window <<= code & 0xFF;
                left -= code & 0xFF;
            }
            if (left < 0) {
                throw bad("literals");
            }
        }
        if (left != 0) {
            throw bad("literals");
        }
    }

    /** The 57 bits or more before a bit, in the uppermost places. */
    private static long window(byte[] in, long bit) {
        return LittleEndian.longAt(in, (int) ((bit + 7) >> 3) - 8) << (-bit & 7);
    }

    /** Decodes four streams of a quarter of the literals each, side by side. */
    void decodeFour(byte[] in, int from, int end, byte[] out, int start, int length) throws CodecException {
        if (end - from < 10) {
            throw bad("literals");
        }
        int quarter = (length + 3) >> 2;
        int from1 = from + 6;
        int from2 = from1 + LittleEndian.unsignedShortAt(in, from);
        int from3 = from2 + LittleEndian.unsignedShortAt(in, from + 2);
        int from4 = from3 + LittleEndian.unsignedShortAt(in, from + 4);
        if (from4 >= end || 3 * quarter > length) {
            throw bad("literals");
        }
        long base1 = (long) from1 << 3;
        long base2 = (long) from2 << 3;
        long base3 = (long) from3 << 3;
        long base4 = (long) from4 << 3;
        long bit1 = base1 + bitsOf(in, from1, from2);
        long bit2 = base2 + bitsOf(in, from2, from3);
        long bit3 = base3 + bitsOf(in, from3, from4);
        long bit4 = base4 + bitsOf(in, from4, end);
        short[] codes = table;
        int shift = 64 - bits;
        int at = start;
        int rounds = (length - 3 * quarter) / SYMBOLS_PER_LOAD;
        for (int round = 0; round < rounds; round++) {
            long window1 = window(in, bit1);
            long window2 = window(in, bit2);
            long window3 = window(in, bit3);
            long window4 = window(in, bit4);
            for (int i = 0; i < SYMBOLS_PER_LOAD; i++) {
                int code1 = codes[(int) (window1 >>> shift)];
                int code2 = codes[(int) (window2 >>> shift)];
                int code3 = codes[(int) (window3 >>> shift)];
                int code4 = codes[(int) (window4 >>> shift)];
                out[at] = (byte) (code1 >> 8);
                out[at + quarter] = (byte) (code2 >> 8);
                out[at + 2 * quarter] = (byte) (code3 >> 8);
                out[at + 3 * quarter] = (byte) (code4 >> 8);
                at++;
                window1 <<= code1;
                window2 <<= code2;
                window3 <<= code3;
                window4 <<= code4;
                bit1 -= code1 & 0xFF;
                bit2 -= code2 & 0xFF;
                bit3 -= code3 & 0xFF;
                bit4 -= code4 & 0xFF;
            }
            if ((bit1 - base1 | bit2 - base2 | bit3 - base3 | bit4 - base4) < 0) {
                throw bad("literals");
            }
        }
        finish(in, base1, bit1, out, at, start + quarter);
        finish(in, base2, bit2, out, at + quarter, start + 2 * quarter);
        finish(in, base3, bit3, out, at + 2 * quarter, start + 3 * quarter);
        finish(in, base4, bit4, out, at + 3 * quarter, start + length);
    }

    private void finish(byte[] in, long base, long from, byte[] out, int start, int end) throws CodecException {
        long bit = from;
        for (int at = start; at < end; at++) {
            int code = table[(int) (window(in, bit) >>> (64 - bits))];
            out[at] = (byte) (code >> 8);
            bit -= code & 0xFF;
            if (bit < base) {
                throw bad("literals");
            }
        }
        if (bit != base) {
            throw bad("literals");
        }
    }

    private static CodecException bad(String what) {
        return new CodecException("bad Huffman " + what + " in the Zstandard frame");
    }
}
