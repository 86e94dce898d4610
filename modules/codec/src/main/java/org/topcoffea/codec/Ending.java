package org.topcoffea.codec;

/** What a payload probably ends with, so that it need not be decoded to be sure of all that comes before. */
public interface Ending {
    /** Nothing is known. */
    Ending UNKNOWN = (target, offset, length) -> false;

    /**
     * Writes the expected bytes.
     *
     * @param target where they go
     * @param offset the first of them
     * @param length their number
     * @return whether anything is expected; if not, what has been written does not matter
     */
    boolean write(byte[] target, int offset, int length);

    /** The payload ends with other bytes, and had to be decoded once more. */
    default void refuted() {}
}
