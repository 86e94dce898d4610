package org.topcoffea.codec.internal.pure;

import java.util.Arrays;
import org.topcoffea.codec.CodecException;

/**
 * A decoding table of finite-state entropy (RFC 8878, section 4.1). Each entry packs all that one step needs: the value
 * that its symbol stands for, how many further bits add to it, and how to get to the next state.
 */
final class FseTable {
    private static final int MIN_ACCURACY = 5;

    private final String name;
    private final int maxAccuracy;
    private final int[] baselines;
    private final int[] extraBits;
    private final short[] counts;
    private final int[] next;
    private final byte[] symbols;
    private final long[] entries;
    private int accuracy;
    private boolean filled;

    /**
     * Makes an empty table.
     *
     * @param name of what it decodes
     * @param maxAccuracy the largest table is 2 to this
     * @param baselines what each symbol stands for
     * @param extraBits how many bits are added to it
     */
    FseTable(String name, int maxAccuracy, int[] baselines, int[] extraBits) {
        this.name = name;
        this.maxAccuracy = maxAccuracy;
        this.baselines = baselines;
        this.extraBits = extraBits;
        counts = new short[baselines.length];
        next = new int[baselines.length];
        symbols = new byte[1 << maxAccuracy];
        entries = new long[1 << maxAccuracy];
    }

    /** The entries of all states. */
    long[] entries() {
        return entries;
    }

    /** The number of bits of the first state. */
    int accuracy() {
        return accuracy;
    }

    /** Whether there is a table, to be used again. */
    boolean isFilled() {
        return filled;
    }

    /** Forgets the table. */
    void clear() {
        filled = false;
    }

    /** The value that an entry's symbol stands for. */
    static int baseline(long entry) {
        return (int) (entry >>> 32);
    }

    /** How many bits to add to the value. */
    static int extraBits(long entry) {
        return (int) entry >>> 24;
    }

    /** How many bits to add to the next state. */
    static int stateBits(long entry) {
        return (int) entry >>> 16 & 0xFF;
    }

    /** The next state, before bits are added to it. */
    static int nextState(long entry) {
        return (int) entry & 0xFFFF;
    }

    private long entry(int symbol, int stateBits, int nextState) {
        return (long) baselines[symbol] << 32 | extraBits[symbol] << 24 | stateBits << 16 | nextState;
    }

    /** Fills the table with one symbol that needs no bits. */
    void fillWithOne(int symbol) throws CodecException {
        if (symbol >= baselines.length) {
            throw new CodecException("unknown " + name + " symbol " + symbol + " in the Zstandard frame");
        }
        accuracy = 0;
        entries[0] = entry(symbol, 0, 0);
        filled = true;
    }

    /** Fills the table from the counts that the format predefines. */
    void fillWith(int predefinedAccuracy, short[] predefined) throws CodecException {
        Arrays.fill(counts, (short) 0);
        System.arraycopy(predefined, 0, counts, 0, predefined.length);
        accuracy = predefinedAccuracy;
        fill(predefined.length);
    }

    /**
     * Fills the table from a description.
     *
     * @param in holds it
     * @param from where it begins
     * @param end where it must have ended; eight more bytes can be read
     * @return where it ended
     */
    int read(byte[] in, int from, int end) throws CodecException {
        long bit = (long) from << 3;
        long bitEnd = (long) end << 3;
        if (from >= end) {
            throw bad();
        }
        accuracy = (in[from] & 15) + MIN_ACCURACY;
        bit += 4;
        if (accuracy > maxAccuracy) {
            throw bad();
        }
        Arrays.fill(counts, (short) 0);
        int remaining = 1 << accuracy;
        int symbol = 0;
        while (remaining > 0) {
            if (symbol >= counts.length || bit > bitEnd) {
                throw bad();
            }
            int bits = 32 - Integer.numberOfLeadingZeros(remaining + 1);
            int value = (int) (LittleEndian.longAt(in, (int) (bit >> 3)) >>> (bit & 7)) & (1 << bits) - 1;
            int low = value & (1 << (bits - 1)) - 1;
            int threshold = (1 << bits) - 2 - remaining;
            bit += bits;
            if (low < threshold) {
                bit--;
                value = low;
            } else if (value >= 1 << (bits - 1)) {
                value -= threshold;
            }
            int count = value - 1;
            remaining -= Math.abs(count);
            counts[symbol++] = (short) count;
            if (count == 0) {
                int repeat;
                do {
                    if (bit > bitEnd) {
                        throw bad();
                    }
                    repeat = (int) (LittleEndian.longAt(in, (int) (bit >> 3)) >>> (bit & 7)) & 3;
                    bit += 2;
                    symbol += repeat;
                } while (repeat == 3);
            }
        }
        if (remaining != 0 || bit > bitEnd || symbol > counts.length) {
            throw bad();
        }
        fill(symbol);
        return (int) ((bit + 7) >> 3);
    }

    /** Spreads the symbols over the states. */
    private void fill(int symbolCount) throws CodecException {
        filled = false;
        int size = 1 << accuracy;
        int high = size;
        for (int symbol = 0; symbol < symbolCount; symbol++) {
            next[symbol] = counts[symbol];
            if (counts[symbol] < 0) {
                symbols[--high] = (byte) symbol;
                next[symbol] = 1;
            }
        }
        int step = (size >> 1) + (size >> 3) + 3;
        int state = 0;
        for (int symbol = 0; symbol < symbolCount; symbol++) {
            for (int i = counts[symbol]; i > 0; i--) {
                symbols[state] = (byte) symbol;
                do {
                    state = state + step & size - 1;
                } while (state >= high);
            }
        }
        if (state != 0) {
            throw bad();
        }
        for (int i = 0; i < size; i++) {
            int symbol = symbols[i];
            int value = next[symbol]++;
            int bits = accuracy - 31 + Integer.numberOfLeadingZeros(value);
            entries[i] = entry(symbol, bits, (value << bits) - size);
        }
        filled = true;
    }

    private CodecException bad() {
        return new CodecException("bad table of " + name + " in the Zstandard frame");
    }
}
