package org.topcoffea.codec.internal;

/** How large a dictionary an LZMA encoder asks its decoders to hold. */
public final class LzmaDictionary {
    /** The least that the format knows. */
    private static final int LEAST = 4096;

    private LzmaDictionary() {}

    /**
     * The size for a block: nothing is gained beyond the block's own length, and the header rounds up to the next
     * 2ⁿ or 2ⁿ + 2ⁿ⁻¹.
     *
     * @param length the bytes to encode
     * @param preset the size that the level stands for
     * @return the size
     */
    public static int size(int length, int preset) {
        return Math.clamp(length, LEAST, preset);
    }
}
