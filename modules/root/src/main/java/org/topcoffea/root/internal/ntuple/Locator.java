package org.topcoffea.root.internal.ntuple;

/**
 * Where an envelope or a page lies.
 *
 * @param position its first byte in the file, or {@link #ELSEWHERE} if it is not in this file
 * @param bytes its number of bytes there
 */
record Locator(long position, long bytes) {
    /** The position of what is not in this file but in some other storage. */
    static final long ELSEWHERE = -1;

    private static final int LARGE = 1;

    static Locator parse(EnvelopeIn in) {
        int size = in.i32();
        if (size >= 0) {
            return new Locator(in.i64(), size);
        }
        int head = -size;
        int payload = (head & 0xFFFF) - Integer.BYTES;
        if (payload < 0) {
            throw in.corrupt("a locator has a length of " + (head & 0xFFFF));
        }
        if (head >>> 24 == LARGE && payload == 2 * Long.BYTES) {
            long bytes = in.i64();
            return new Locator(in.i64(), bytes);
        }
        in.skip(payload);
        return new Locator(ELSEWHERE, 0);
    }
}
