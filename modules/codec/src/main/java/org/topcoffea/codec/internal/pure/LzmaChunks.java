package org.topcoffea.codec.internal.pure;

import java.util.Arrays;
import org.topcoffea.codec.CodecException;

/**
 * Decodes the chunks of an LZMA2 stream from array to array. The output is its own dictionary, so that nothing is copied
 * and any dictionary size costs the same.
 *
 * <p>Range and code are unsigned 32-bit numbers in longs. Where the next bit cannot be predicted, within literals and bit
 * trees, both outcomes are computed and one is chosen by a mask, {@code -1} for a zero bit: a wrongly predicted branch
 * would cost more than the whole bit.
 */
final class LzmaChunks {
    private static final int STATES = 12;
    private static final int LITERAL_STATES = 7;
    private static final int POSITION_STATES = 16;
    private static final int EVEN = 1 << 10;
    private static final long TOP = 1L << 24;

    private static final int IS_MATCH = 0;
    private static final int IS_REPEAT = IS_MATCH + STATES * POSITION_STATES;
    private static final int IS_REPEAT_0 = IS_REPEAT + STATES;
    private static final int IS_REPEAT_1 = IS_REPEAT_0 + STATES;
    private static final int IS_REPEAT_2 = IS_REPEAT_1 + STATES;
    private static final int IS_LONG_REPEAT_0 = IS_REPEAT_2 + STATES;
    private static final int SLOT = IS_LONG_REPEAT_0 + STATES * POSITION_STATES;
    private static final int SPECIAL = SLOT + 4 * 64;
    private static final int ALIGN = SPECIAL + 115;
    private static final int MATCH_LENGTH = ALIGN + 16;
    private static final int LENGTH_LOW = 2;
    private static final int LENGTH_MIDDLE = LENGTH_LOW + POSITION_STATES * 8;
    private static final int LENGTH_HIGH = LENGTH_MIDDLE + POSITION_STATES * 8;
    private static final int LENGTHS = LENGTH_HIGH + 256;
    private static final int REPEAT_LENGTH = MATCH_LENGTH + LENGTHS;
    private static final int LITERAL = REPEAT_LENGTH + LENGTHS;
    private static final int LITERAL_SIZE = 0x300;
    private static final int MAX_LITERAL_BITS = 4;

    private final short[] probabilities = new short[LITERAL + (LITERAL_SIZE << MAX_LITERAL_BITS)];
    private int literalContextBits;
    private int literalPositionMask;
    private int positionMask;
    private int state;
    private int distance0;
    private int distance1;
    private int distance2;
    private int distance3;

    private int inputEnd;
    private int outputEnd;

    /**
     * Decodes chunks up to the end marker.
     *
     * @param input holds the chunks
     * @param from where they begin
     * @param limit where they must have ended
     * @param output gets the decoded bytes
     * @param start the first byte to be written
     * @param end the byte after the last that may be written
     * @throws CodecException if the chunks are damaged or would decode to more
     */
    void decode(byte[] input, int from, int limit, byte[] output, int start, int end) throws CodecException {
        int at = from;
        int out = start;
        int dictionaryStart = -1;
        boolean needsProperties = true;
        boolean needsState = true;
        while (true) {
            int control = at < limit ? input[at++] & 0xFF : fail("the LZMA2 stream is cut off", at - from);
            if (control == 0) {
                break;
            }
            if (control >= 0xE0 || control == 1) {
                dictionaryStart = out;
                needsProperties |= control == 1;
            } else if (dictionaryStart < 0) {
                fail("the first LZMA2 chunk does not reset the dictionary", at - from);
            }
            if (limit - at < (control >= 0xC0 ? 5 : control >= 0x80 ? 4 : 2)) {
                fail("the LZMA2 stream is cut off", at - from);
            }
            int high = control >= 0x80 ? (control & 0x1F) << 16 : 0;
            int size = (high | (input[at] & 0xFF) << 8 | (input[at + 1] & 0xFF)) + 1;
            at += 2;
            if (control < 0x80) {
                if (control > 2) {
                    fail("unknown LZMA2 chunk type " + control, at - from);
                }
                checkSizes(size, limit - at, size, end - out, at - from);
                System.arraycopy(input, at, output, out, size);
                at += size;
                out += size;
                continue;
            }
            int compressed = ((input[at] & 0xFF) << 8 | (input[at + 1] & 0xFF)) + 1;
            at += 2;
            if (control >= 0xC0) {
                setProperties(input[at++] & 0xFF, at - from);
                needsProperties = false;
                resetState();
                needsState = false;
            } else if (needsProperties) {
                fail("an LZMA2 chunk lacks properties", at - from);
            } else if (control >= 0xA0) {
                resetState();
                needsState = false;
            } else if (needsState) {
                fail("an LZMA2 chunk lacks a state reset", at - from);
            }
            checkSizes(compressed, limit - at, size, end - out, at - from);
            if (compressed < 5 || input[at] != 0) {
                fail("bad begin of an LZMA chunk", at - from);
            }
            decodeChunk(input, at, at + compressed, output, out, out + size, dictionaryStart);
            at += compressed;
            out += size;
        }
        inputEnd = at;
        outputEnd = out;
    }

    /** Where the last stream ended in its input. */
    int inputEnd() {
        return inputEnd;
    }

    /** Where the last stream ended in its output. */
    int outputEnd() {
        return outputEnd;
    }

    private static int fail(String what, int position) throws CodecException {
        throw new CodecException(what + " at byte " + position + " of the xz block");
    }

    private static void checkSizes(int compressed, int available, int size, int room, int position)
            throws CodecException {
        if (compressed > available) {
            fail("an LZMA2 chunk of " + compressed + " bytes is cut off after " + available, position);
        }
        if (size > room) {
            fail("an LZMA2 chunk decodes to " + size + " bytes where " + room + " are left", position);
        }
    }

    private void setProperties(int properties, int position) throws CodecException {
        int contextBits = properties % 9;
        int positionBits = properties / 9 % 5;
        if (properties >= 9 * 5 * 5 || contextBits + positionBits > MAX_LITERAL_BITS) {
            fail("bad LZMA properties " + properties, position);
        }
        literalContextBits = contextBits;
        literalPositionMask = (1 << positionBits) - 1;
        positionMask = (1 << (properties / 45)) - 1;
    }

    private void resetState() {
        int literals = LITERAL_SIZE << (literalContextBits + Integer.bitCount(literalPositionMask));
        Arrays.fill(probabilities, 0, LITERAL + literals, (short) EVEN);
        state = 0;
        distance0 = 0;
        distance1 = 0;
        distance2 = 0;
        distance3 = 0;
    }

    /** One LZMA chunk; reading beyond its end is found at its end, since every symbol writes at least one byte. */
    private void decodeChunk(byte[] in, int from, int inEnd, byte[] out, int start, int end, int dictionaryStart)
            throws CodecException {
        short[] probs = probabilities;
        int contextShift = 8 - literalContextBits;
        int literalMask = literalPositionMask;
        int contextBits = literalContextBits;
        int posMask = positionMask;
        int st = state;
        int rep0 = distance0;
        int rep1 = distance1;
        int rep2 = distance2;
        int rep3 = distance3;
        int at = start;
        int pos = from + 5;
        long range = 0xFFFFFFFFL;
        long code = (in[from + 1] & 0xFFL) << 24
                | (in[from + 2] & 0xFF) << 16
                | (in[from + 3] & 0xFF) << 8
                | (in[from + 4] & 0xFF);
        while (at < end) {
            int written = at - dictionaryStart;
            int posState = written & posMask;
            int index = IS_MATCH + (st << 4) + posState;
            int p = probs[index];
            long bound = (range >>> 11) * p;
            if (code < bound) {
                probs[index] = (short) (p + ((2048 - p) >> 5));
                range = bound;
                if (range < TOP) {
                    range <<= 8;
                    code = code << 8 | (in[pos++] & 0xFF);
                }
                int previous = written == 0 ? 0 : out[at - 1] & 0xFF;
                int literal = LITERAL
                        + LITERAL_SIZE * (((written & literalMask) << contextBits) + (previous >>> contextShift));
                int symbol = 1;
                if (st < LITERAL_STATES) {
                    do {
                        index = literal + symbol;
                        p = probs[index];
                        bound = (range >>> 11) * p;
                        long rest = code - bound;
                        long zero = rest >> 63;
                        range = range - bound + (bound + bound - range & zero);
                        code = rest + (bound & zero);
                        probs[index] = (short) (p - ((p + ((int) zero & 31 - 2048)) >> 5));
                        symbol = symbol + symbol + 1 + (int) zero;
                        if (range < TOP) {
                            range <<= 8;
                            code = code << 8 | (in[pos++] & 0xFF);
                        }
                    } while (symbol < 0x100);
                    st = st < 4 ? 0 : st - 3;
                } else {
                    int match = (out[at - rep0 - 1] & 0xFF) << 1;
                    int offset = 0x100;
                    do {
                        int matchBit = match & offset;
                        match <<= 1;
                        index = literal + offset + matchBit + symbol;
                        p = probs[index];
                        bound = (range >>> 11) * p;
                        long rest = code - bound;
                        long zero = rest >> 63;
                        range = range - bound + (bound + bound - range & zero);
                        code = rest + (bound & zero);
                        probs[index] = (short) (p - ((p + ((int) zero & 31 - 2048)) >> 5));
                        symbol = symbol + symbol + 1 + (int) zero;
                        offset &= matchBit ^ (int) zero;
                        if (range < TOP) {
                            range <<= 8;
                            code = code << 8 | (in[pos++] & 0xFF);
                        }
                    } while (symbol < 0x100);
                    st = st < 10 ? st - 3 : st - 6;
                }
                out[at++] = (byte) symbol;
                continue;
            }
            probs[index] = (short) (p - (p >> 5));
            code -= bound;
            range -= bound;
            if (range < TOP) {
                range <<= 8;
                code = code << 8 | (in[pos++] & 0xFF);
            }
            int lengths;
            index = IS_REPEAT + st;
            p = probs[index];
            bound = (range >>> 11) * p;
            boolean repeat = code >= bound;
            if (!repeat) {
                probs[index] = (short) (p + ((2048 - p) >> 5));
                range = bound;
                if (range < TOP) {
                    range <<= 8;
                    code = code << 8 | (in[pos++] & 0xFF);
                }
                rep3 = rep2;
                rep2 = rep1;
                rep1 = rep0;
                st = st < LITERAL_STATES ? 7 : 10;
                lengths = MATCH_LENGTH;
            } else {
                probs[index] = (short) (p - (p >> 5));
                code -= bound;
                range -= bound;
                if (range < TOP) {
                    range <<= 8;
                    code = code << 8 | (in[pos++] & 0xFF);
                }
                index = IS_REPEAT_0 + st;
                p = probs[index];
                bound = (range >>> 11) * p;
                if (code < bound) {
                    probs[index] = (short) (p + ((2048 - p) >> 5));
                    range = bound;
                    if (range < TOP) {
                        range <<= 8;
                        code = code << 8 | (in[pos++] & 0xFF);
                    }
                    index = IS_LONG_REPEAT_0 + (st << 4) + posState;
                    p = probs[index];
                    bound = (range >>> 11) * p;
                    if (code < bound) {
                        probs[index] = (short) (p + ((2048 - p) >> 5));
                        range = bound;
                        if (range < TOP) {
                            range <<= 8;
                            code = code << 8 | (in[pos++] & 0xFF);
                        }
                        st = st < LITERAL_STATES ? 9 : 11;
                        if (Integer.compareUnsigned(rep0, written) >= 0) {
                            fail("an LZMA match before the first byte", pos);
                        }
                        out[at] = out[at - rep0 - 1];
                        at++;
                        continue;
                    }
                    probs[index] = (short) (p - (p >> 5));
                    code -= bound;
                    range -= bound;
                    if (range < TOP) {
                        range <<= 8;
                        code = code << 8 | (in[pos++] & 0xFF);
                    }
                } else {
                    probs[index] = (short) (p - (p >> 5));
                    code -= bound;
                    range -= bound;
                    if (range < TOP) {
                        range <<= 8;
                        code = code << 8 | (in[pos++] & 0xFF);
                    }
                    int distance;
                    index = IS_REPEAT_1 + st;
                    p = probs[index];
                    bound = (range >>> 11) * p;
                    if (code < bound) {
                        probs[index] = (short) (p + ((2048 - p) >> 5));
                        range = bound;
                        distance = rep1;
                    } else {
                        probs[index] = (short) (p - (p >> 5));
                        code -= bound;
                        range -= bound;
                        if (range < TOP) {
                            range <<= 8;
                            code = code << 8 | (in[pos++] & 0xFF);
                        }
                        index = IS_REPEAT_2 + st;
                        p = probs[index];
                        bound = (range >>> 11) * p;
                        if (code < bound) {
                            probs[index] = (short) (p + ((2048 - p) >> 5));
                            range = bound;
                            distance = rep2;
                        } else {
                            probs[index] = (short) (p - (p >> 5));
                            code -= bound;
                            range -= bound;
                            distance = rep3;
                            rep3 = rep2;
                        }
                        rep2 = rep1;
                    }
                    if (range < TOP) {
                        range <<= 8;
                        code = code << 8 | (in[pos++] & 0xFF);
                    }
                    rep1 = rep0;
                    rep0 = distance;
                }
                st = st < LITERAL_STATES ? 8 : 11;
                lengths = REPEAT_LENGTH;
            }

            // the length: a choice among three trees of 3, 3 and 8 bits
            int tree;
            int treeSize;
            int length;
            index = lengths;
            p = probs[index];
            bound = (range >>> 11) * p;
            if (code < bound) {
                probs[index] = (short) (p + ((2048 - p) >> 5));
                range = bound;
                tree = lengths + LENGTH_LOW + (posState << 3);
                treeSize = 8;
                length = 2 - 8;
            } else {
                probs[index] = (short) (p - (p >> 5));
                code -= bound;
                range -= bound;
                if (range < TOP) {
                    range <<= 8;
                    code = code << 8 | (in[pos++] & 0xFF);
                }
                index = lengths + 1;
                p = probs[index];
                bound = (range >>> 11) * p;
                if (code < bound) {
                    probs[index] = (short) (p + ((2048 - p) >> 5));
                    range = bound;
                    tree = lengths + LENGTH_MIDDLE + (posState << 3);
                    treeSize = 8;
                    length = 10 - 8;
                } else {
                    probs[index] = (short) (p - (p >> 5));
                    code -= bound;
                    range -= bound;
                    tree = lengths + LENGTH_HIGH;
                    treeSize = 256;
                    length = 18 - 256;
                }
            }
            if (range < TOP) {
                range <<= 8;
                code = code << 8 | (in[pos++] & 0xFF);
            }
            int symbol = 1;
            do {
                index = tree + symbol;
                p = probs[index];
                bound = (range >>> 11) * p;
                long rest = code - bound;
                long zero = rest >> 63;
                range = range - bound + (bound + bound - range & zero);
                code = rest + (bound & zero);
                probs[index] = (short) (p - ((p + ((int) zero & 31 - 2048)) >> 5));
                symbol = symbol + symbol + 1 + (int) zero;
                if (range < TOP) {
                    range <<= 8;
                    code = code << 8 | (in[pos++] & 0xFF);
                }
            } while (symbol < treeSize);
            length += symbol;

            if (!repeat) {
                tree = SLOT + ((Math.min(length, 5) - 2) << 6);
                symbol = 1;
                do {
                    index = tree + symbol;
                    p = probs[index];
                    bound = (range >>> 11) * p;
                    long rest = code - bound;
                    long zero = rest >> 63;
                    range = range - bound + (bound + bound - range & zero);
                    code = rest + (bound & zero);
                    probs[index] = (short) (p - ((p + ((int) zero & 31 - 2048)) >> 5));
                    symbol = symbol + symbol + 1 + (int) zero;
                    if (range < TOP) {
                        range <<= 8;
                        code = code << 8 | (in[pos++] & 0xFF);
                    }
                } while (symbol < 64);
                int slot = symbol - 64;
                rep0 = slot;
                if (slot >= 4) {
                    int bits = (slot >> 1) - 1;
                    rep0 = 2 | (slot & 1);
                    if (slot < 14) {
                        rep0 <<= bits;
                        tree = SPECIAL + rep0 - slot;
                    } else {
                        for (int i = bits - 4; i > 0; i--) {
                            range >>>= 1;
                            long rest = code - range;
                            long zero = rest >> 63;
                            code = rest + (range & zero);
                            rep0 = rep0 + rep0 + 1 + (int) zero;
                            if (range < TOP) {
                                range <<= 8;
                                code = code << 8 | (in[pos++] & 0xFF);
                            }
                        }
                        rep0 <<= 4;
                        tree = ALIGN;
                        bits = 4;
                    }
                    symbol = 1;
                    for (int i = 0; i < bits; i++) {
                        index = tree + symbol;
                        p = probs[index];
                        bound = (range >>> 11) * p;
                        long rest = code - bound;
                        long zero = rest >> 63;
                        range = range - bound + (bound + bound - range & zero);
                        code = rest + (bound & zero);
                        probs[index] = (short) (p - ((p + ((int) zero & 31 - 2048)) >> 5));
                        int bit = 1 + (int) zero;
                        symbol = symbol + symbol + bit;
                        rep0 += bit << i;
                        if (range < TOP) {
                            range <<= 8;
                            code = code << 8 | (in[pos++] & 0xFF);
                        }
                    }
                }
            }
            if (Integer.compareUnsigned(rep0, written) >= 0 || length > end - at) {
                fail("an LZMA match before the first byte or beyond the last", pos);
            }
            int match = at - rep0 - 1;
            int matchEnd = at + length;
            if (rep0 >= length && length > 16) {
                System.arraycopy(out, match, out, at, length);
                at = matchEnd;
            } else {
                do {
                    out[at++] = out[match++];
                } while (at < matchEnd);
            }
        }
        if (pos != inEnd || code != 0) {
            fail("an LZMA chunk does not end where it should", inEnd);
        }
        state = st;
        distance0 = rep0;
        distance1 = rep1;
        distance2 = rep2;
        distance3 = rep3;
    }
}
