package org.topcoffea.codec.internal.pure;

import java.util.Arrays;
import org.topcoffea.codec.CodecException;

/** Decodes compressed blocks of one Zstandard frame, whose tables and repeated offsets each block may take over. */
final class ZstdBlock {
    private static final int MAX_LITERALS = 128 * 1024;

    /** Bytes behind the literals that may be copied with them, but are overwritten. */
    private static final int PADDING = 32;

    private static final int[] LITERAL_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        16
    };
    private static final int[] MATCH_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2,
        2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
    };
    private static final int[] OFFSET_BITS = {
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30
    };
    private static final short[] LITERAL_COUNTS = {
        4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1
    };
    private static final short[] MATCH_COUNTS = {
        1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1
    };
    private static final short[] OFFSET_COUNTS = {
        1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1
    };

    private final HuffmanTable huffman = new HuffmanTable();
    private final FseTable literalLengths = new FseTable("literal lengths", 9, sums(0, LITERAL_BITS), LITERAL_BITS);
    private final FseTable matchLengths = new FseTable("match lengths", 9, sums(3, MATCH_BITS), MATCH_BITS);
    private final FseTable offsets = new FseTable("offsets", 8, sums(1, OFFSET_BITS), OFFSET_BITS);

    private final byte[] literalBuffer = new byte[MAX_LITERALS + PADDING];
    private byte[] literals = literalBuffer;
    private int literalsFrom;
    private int literalsEnd;

    private int repeat1;
    private int repeat2;
    private int repeat3;

    /** Each code's values begin where those of the code before end. */
    private static int[] sums(int first, int[] bits) {
        int[] sums = new int[bits.length];
        int sum = first;
        for (int i = 0; i < bits.length; i++) {
            sums[i] = sum;
            sum += 1 << bits[i];
        }
        return sums;
    }

    /** Begins a frame. */
    void reset() {
        huffman.clear();
        literalLengths.clear();
        matchLengths.clear();
        offsets.clear();
        repeat1 = 1;
        repeat2 = 4;
        repeat3 = 8;
    }

    /**
     * Decodes a block.
     *
     * @param in holds it, with {@link #PADDING} bytes before and behind it
     * @param from where it begins
     * @param end where it ends
     * @param out holds what was decoded of the frame
     * @param frameStart where the frame begins in {@code out}
     * @param at where the block is to be written
     * @param limit where writing must end
     * @return where it ended
     */
    int decode(byte[] in, int from, int end, byte[] out, int frameStart, int at, int limit) throws CodecException {
        int sequences = readLiterals(in, from, end);
        if (sequences >= end) {
            throw bad("sequences");
        }
        int count = in[sequences++] & 0xFF;
        if (count == 0) {
            if (sequences != end) {
                throw bad("sequences");
            }
            return copyRest(out, at, limit);
        }
        if (count >= 128) {
            count = count < 255
                    ? ((count - 128) << 8) + (in[sequences++] & 0xFF)
                    : LittleEndian.unsignedShortAt(in, (sequences += 2) - 2) + 0x7F00;
        }
        if (sequences >= end) {
            throw bad("sequences");
        }
        int modes = in[sequences++];
        if ((modes & 3) != 0) {
            throw bad("sequences");
        }
        sequences = readTable(literalLengths, modes >> 6 & 3, 6, LITERAL_COUNTS, in, sequences, end);
        sequences = readTable(offsets, modes >> 4 & 3, 5, OFFSET_COUNTS, in, sequences, end);
        sequences = readTable(matchLengths, modes >> 2 & 3, 6, MATCH_COUNTS, in, sequences, end);
        if (sequences >= end) {
            throw bad("sequences");
        }
        int written = execute(in, sequences, end, count, out, frameStart, at, limit);
        return copyRest(out, written, limit);
    }

    private int copyRest(byte[] out, int at, int limit) throws CodecException {
        int rest = literalsEnd - literalsFrom;
        if (rest > limit - at) {
            throw new CodecException("a block of the Zstandard frame decodes to more than is left");
        }
        System.arraycopy(literals, literalsFrom, out, at, rest);
        return at + rest;
    }

    private static int readTable(
            FseTable table, int mode, int accuracy, short[] predefined, byte[] in, int from, int end)
            throws CodecException {
        switch (mode) {
            case 0 -> table.fillWith(accuracy, predefined);
            case 1 -> {
                if (from >= end) {
                    throw bad("sequences");
                }
                table.fillWithOne(in[from] & 0xFF);
                return from + 1;
            }
            case 2 -> {
                return table.read(in, from, end);
            }
            default -> {
                if (!table.isFilled()) {
                    throw bad("repeated table");
                }
            }
        }
        return from;
    }

    /** Reads the literals section; returns where it ends. */
    private int readLiterals(byte[] in, int from, int end) throws CodecException {
        if (from >= end) {
            throw bad("literals");
        }
        int first = in[from] & 0xFF;
        int type = first & 3;
        int format = first >> 2 & 3;
        if (type >= 2) {
            return readHuffmanLiterals(in, from, end, type == 3, format);
        }
        int header = (format & 1) == 0 ? 1 : format == 1 ? 2 : 3;
        int word = LittleEndian.intAt(in, from);
        int size = (format & 1) == 0 ? first >> 3 : format == 1 ? word >> 4 & 0xFFF : word >> 4 & 0xFFFFF;
        int at = from + header;
        if (size > MAX_LITERALS || at > end || (type == 0 ? size : 1) > end - at) {
            throw bad("literals");
        }
        if (type == 0) {
            literals = in;
            literalsFrom = at;
            literalsEnd = at + size;
            return at + size;
        }
        Arrays.fill(literalBuffer, 0, size, in[at]);
        setBuffered(size);
        return at + 1;
    }

    private int readHuffmanLiterals(byte[] in, int from, int end, boolean treeless, int format) throws CodecException {
        int bits = format < 2 ? 10 : format == 2 ? 14 : 18;
        int header = format < 2 ? 3 : format + 2;
        long word = LittleEndian.longAt(in, from) >>> 4;
        int size = (int) word & (1 << bits) - 1;
        int compressed = (int) (word >>> bits) & (1 << bits) - 1;
        int at = from + header;
        if (size == 0 || size > MAX_LITERALS || at > end || compressed > end - at) {
            throw bad("literals");
        }
        int literalsSectionEnd = at + compressed;
        if (!treeless) {
            at = huffman.read(in, at, literalsSectionEnd);
        } else if (!huffman.isFilled()) {
            throw bad("repeated Huffman tree");
        }
        if (format == 0) {
            huffman.decode(in, at, literalsSectionEnd, literalBuffer, 0, size);
        } else {
            huffman.decodeFour(in, at, literalsSectionEnd, literalBuffer, 0, size);
        }
        setBuffered(size);
        return literalsSectionEnd;
    }

    private void setBuffered(int size) {
        literals = literalBuffer;
        literalsFrom = 0;
        literalsEnd = size;
    }

    /** Decodes and executes sequences of literals and matches; leaves the literals behind the last one. */
    private int execute(byte[] in, int from, int end, int count, byte[] out, int frameStart, int start, int limit)
            throws CodecException {
        long[] literalEntries = literalLengths.entries();
        long[] matchEntries = matchLengths.entries();
        long[] offsetEntries = offsets.entries();
        byte[] lits = literals;
        int litAt = literalsFrom;
        int litEnd = literalsEnd;
        int at = start;
        int recent1 = repeat1;
        int recent2 = repeat2;
        int recent3 = repeat3;
        long base = (long) from << 3;
        long bit = base + HuffmanTable.bitsOf(in, from, end);
        bit -= literalLengths.accuracy();
        int literalState = bits(in, bit, literalLengths.accuracy());
        bit -= offsets.accuracy();
        int offsetState = bits(in, bit, offsets.accuracy());
        bit -= matchLengths.accuracy();
        int matchState = bits(in, bit, matchLengths.accuracy());
        for (int left = count; left > 0; left--) {
            long literalEntry = literalEntries[literalState];
            long matchEntry = matchEntries[matchState];
            long offsetEntry = offsetEntries[offsetState];
            int offsetBits = FseTable.extraBits(offsetEntry);
            int matchBits = FseTable.extraBits(matchEntry);
            int literalBits = FseTable.extraBits(literalEntry);
            bit -= offsetBits;
            int value = FseTable.baseline(offsetEntry) + bits(in, bit, offsetBits);
            bit -= matchBits + literalBits;
            if (bit < base) {
                throw bad("sequence");
            }
            long word = LittleEndian.longAt(in, (int) (bit >> 3)) >>> (bit & 7);
            int run = FseTable.baseline(literalEntry) + ((int) word & (1 << literalBits) - 1);
            int length = FseTable.baseline(matchEntry) + ((int) (word >>> literalBits) & (1 << matchBits) - 1);
            if (left > 1) {
                int literalShift = FseTable.stateBits(literalEntry);
                int matchShift = FseTable.stateBits(matchEntry);
                int offsetShift = FseTable.stateBits(offsetEntry);
                bit -= literalShift + matchShift + offsetShift;
                if (bit < base) {
                    throw bad("sequence");
                }
                int states = (int) (LittleEndian.longAt(in, (int) (bit >> 3)) >>> (bit & 7));
                offsetState = FseTable.nextState(offsetEntry) + (states & (1 << offsetShift) - 1);
                states >>>= offsetShift;
                matchState = FseTable.nextState(matchEntry) + (states & (1 << matchShift) - 1);
                states >>>= matchShift;
                literalState = FseTable.nextState(literalEntry) + (states & (1 << literalShift) - 1);
            }
            int distance;
            if (value > 3) {
                distance = value - 3;
                recent3 = recent2;
                recent2 = recent1;
                recent1 = distance;
            } else {
                int which = run == 0 ? value + 1 : value;
                if (which == 1) {
                    distance = recent1;
                } else {
                    distance = which == 2 ? recent2 : which == 3 ? recent3 : recent1 - 1;
                    recent3 = which == 2 ? recent3 : recent2;
                    recent2 = recent1;
                    recent1 = distance;
                }
            }
            if (run > litEnd - litAt || run + length > limit - at) {
                throw bad("sequence");
            }
            // both literal buffers go on for PADDING bytes behind the literals
            if (run <= 16 && at + 16 <= limit) {
                LittleEndian.copyLong(lits, litAt, out, at);
                LittleEndian.copyLong(lits, litAt + 8, out, at + 8);
            } else {
                System.arraycopy(lits, litAt, out, at, run);
            }
            litAt += run;
            at += run;
            int match = at - distance;
            if (distance <= 0 || match < frameStart) {
                throw bad("offset");
            }
            Matches.copy(out, match, at, length, limit);
            at += length;
        }
        if (bit != base) {
            throw bad("end of sequences");
        }
        literalsFrom = litAt;
        repeat1 = recent1;
        repeat2 = recent2;
        repeat3 = recent3;
        return at;
    }

    private static int bits(byte[] in, long bit, int count) {
        return (int) (LittleEndian.longAt(in, (int) (bit >> 3)) >>> (bit & 7)) & (1 << count) - 1;
    }

    private static CodecException bad(String what) {
        return new CodecException("bad " + what + " in a block of the Zstandard frame");
    }
}
