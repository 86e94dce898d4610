package org.topcoffea.root;

/**
 * Keeps decompressed baskets and pages of one file, so that they need neither be fetched nor decompressed again. What it
 * gives is exactly what was put in, or nothing. Safe for use by several threads.
 */
public interface BasketStore {
    /**
     * The length of what is kept of a position of the file.
     *
     * @return -1 if nothing is
     */
    int length(long position);

    /**
     * Gets what is kept.
     *
     * @param position where the basket or page lies in the file
     * @param target takes the bytes, from its beginning
     * @param length as {@link #length} says
     * @return false if it is not there any more, or damaged; then the target's content is undefined
     */
    boolean get(long position, byte[] target, int length);

    /**
     * Keeps something, if it pays.
     *
     * @param position where the basket or page lies in the file
     * @param bytes hold it
     * @param length the number of bytes, from the beginning of the array
     */
    void put(long position, byte[] bytes, int length);
}
