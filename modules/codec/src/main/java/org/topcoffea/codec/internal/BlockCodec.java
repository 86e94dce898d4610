package org.topcoffea.codec.internal;

import org.topcoffea.codec.Implementation;

/** One implementation of one compression algorithm. Immutable; the coders it makes are not. */
public interface BlockCodec {
    /** Tells what this is, for reports. */
    Implementation description();

    /** Makes a decoder. */
    BlockDecoder decoder();

    /**
     * Makes an encoder.
     *
     * @param level ROOT's level, 1 (fast) to 9 (small)
     */
    BlockEncoder encoder(int level);
}
