package org.topcoffea.codec.internal.pure;

import java.util.Arrays;

/** Copies earlier output to its end. */
final class Matches {
    private Matches() {}

    /**
     * Copies a match, which may reach into its own copy.
     *
     * @param out the output
     * @param match where the match begins, before {@code at}
     * @param at where it is copied to
     * @param length how many bytes are asked for
     * @param limit bytes up to here may be overwritten with anything
     */
    static void copy(byte[] out, int match, int at, int length, int limit) {
        if (at - match >= 8 && length <= 128 && limit - at >= length + 8) {
            int i = 0;
            do {
                LittleEndian.copyLong(out, match + i, out, at + i);
                i += 8;
            } while (i < length);
        } else {
            copyLong(out, match, at, length);
        }
    }

    /** Copies a match that repeats itself or is long. */
    private static void copyLong(byte[] out, int match, int at, int length) {
        int distance = at - match;
        if (distance == 1) {
            Arrays.fill(out, at, at + length, out[match]);
            return;
        }
        // what is copied doubles the period that can be copied next
        int done = 0;
        while (done < length) {
            int part = Math.min(length - done, distance + done);
            System.arraycopy(out, match, out, at + done, part);
            done += part;
        }
    }
}
