package org.topcoffea.codec.internal.pure;

import java.util.Arrays;
import org.topcoffea.codec.internal.BlockEncoder;
import org.topcoffea.codec.internal.Lz4Frame;

/** Encodes LZ4 blocks: greedy at the low levels, with chains of earlier matches and one step of patience above. */
final class Lz4Encoder implements BlockEncoder {
    private static final int MIN_MATCH = 4;
    private static final int MAX_DISTANCE = 65535;
    private static final int HASH_BITS = 15;

    /** No match begins in the last twelve bytes or reaches the last five. */
    private static final int NO_MATCH_FROM = 12;

    private static final int LAST_LITERALS = 5;

    /** ROOT's levels below are meant to be fast. */
    private static final int HIGH_LEVEL = 4;

    private final int attempts;
    private final boolean patient;
    private final int[] heads = new int[1 << HASH_BITS];
    private final int[] previous;

    private byte[] source = new byte[0];
    private int base;
    private int matchLimit;
    private int inserted;
    private int found;

    private byte[] target = new byte[0];
    private int to;
    private int end;

    Lz4Encoder(int level) {
        patient = level >= HIGH_LEVEL;
        attempts = patient ? 1 << (level - 1) : 1;
        previous = new int[patient ? MAX_DISTANCE + 1 : 1];
    }

    @Override
    public int encode(byte[] bytes, int offset, int length, byte[] room, int at, int limit) {
        source = bytes;
        base = offset;
        inserted = offset;
        matchLimit = offset + length - LAST_LITERALS;
        target = room;
        to = at + Lz4Frame.CHECKSUM_SIZE;
        end = at + limit;
        Arrays.fill(heads, -1);
        if (limit <= Lz4Frame.CHECKSUM_SIZE || !encode(offset + length)) {
            return 0;
        }
        return Lz4Frame.seal(target, at, to - at - Lz4Frame.CHECKSUM_SIZE);
    }

    private boolean encode(int sourceEnd) {
        int anchor = base;
        int at = base;
        int lastStart = sourceEnd - NO_MATCH_FROM;
        int misses = 0;
        while (at <= lastStart) {
            int length = longestMatch(at);
            if (length < MIN_MATCH) {
                at += patient ? 1 : 1 + (misses++ >> 6);
                continue;
            }
            misses = 0;
            int match = found;
            while (patient && at < lastStart) {
                int next = longestMatch(at + 1);
                if (next <= length) {
                    break;
                }
                at++;
                length = next;
                match = found;
            }
            while (at > anchor && match > base && source[at - 1] == source[match - 1]) {
                at--;
                match--;
                length++;
            }
            if (!writeSequence(anchor, at - anchor, at - match, length)) {
                return false;
            }
            at += length;
            anchor = at;
        }
        return writeSequence(anchor, sourceEnd - anchor, 0, 0);
    }

    /** The length of the longest match at a position, and in {@link #found} where it begins. */
    private int longestMatch(int at) {
        int word = LittleEndian.intAt(source, at);
        int best = 0;
        if (!patient) {
            int slot = hash(word);
            int candidate = heads[slot];
            heads[slot] = at;
            if (candidate >= 0 && at - candidate <= MAX_DISTANCE && LittleEndian.intAt(source, candidate) == word) {
                found = candidate;
                best = matchLength(candidate, at);
            }
            return best;
        }
        for (; inserted < at; inserted++) {
            int slot = hash(LittleEndian.intAt(source, inserted));
            previous[inserted & MAX_DISTANCE] = heads[slot];
            heads[slot] = inserted;
        }
        int candidate = heads[hash(word)];
        for (int i = 0; i < attempts && candidate >= 0 && at - candidate <= MAX_DISTANCE; i++) {
            if (LittleEndian.intAt(source, candidate) == word) {
                int length = matchLength(candidate, at);
                if (length > best) {
                    best = length;
                    found = candidate;
                }
            }
            int before = previous[candidate & MAX_DISTANCE];
            if (before >= candidate) {
                break;
            }
            candidate = before;
        }
        return best;
    }

    private int matchLength(int match, int at) {
        int length = MIN_MATCH;
        int most = matchLimit - at;
        while (length + 8 <= most) {
            long difference = LittleEndian.longAt(source, match + length) ^ LittleEndian.longAt(source, at + length);
            if (difference != 0) {
                return length + (Long.numberOfTrailingZeros(difference) >>> 3);
            }
            length += 8;
        }
        while (length < most && source[match + length] == source[at + length]) {
            length++;
        }
        return length;
    }

    private static int hash(int word) {
        return (word * 0x9E3779B1) >>> (32 - HASH_BITS);
    }

    /** Writes literals and the match behind them; the last sequence has no match. */
    private boolean writeSequence(int from, int literals, int distance, int length) {
        if ((long) to + literals + literals / 255 + length / 255 + 5 > end) {
            return writtenExactly(from, literals, length);
        }
        int code = length == 0 ? 0 : length - MIN_MATCH;
        target[to++] = (byte) (Math.min(literals, 15) << 4 | Math.min(code, 15));
        writeLength(literals);
        System.arraycopy(source, from, target, to, literals);
        to += literals;
        if (length > 0) {
            target[to++] = (byte) distance;
            target[to++] = (byte) (distance >>> 8);
            writeLength(code);
        }
        return true;
    }

    /** The last sequence may fit where the estimate of its size does not: it has no match. */
    private boolean writtenExactly(int from, int literals, int length) {
        int size = 1 + literals + (literals < 15 ? 0 : (literals - 15) / 255 + 1);
        if (length > 0 || size > end - to) {
            return false;
        }
        target[to++] = (byte) (Math.min(literals, 15) << 4);
        writeLength(literals);
        System.arraycopy(source, from, target, to, literals);
        to += literals;
        return true;
    }

    private void writeLength(int value) {
        if (value < 15) {
            return;
        }
        int rest = value - 15;
        for (; rest >= 255; rest -= 255) {
            target[to++] = (byte) 255;
        }
        target[to++] = (byte) rest;
    }
}
