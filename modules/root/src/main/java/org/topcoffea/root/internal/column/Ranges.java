package org.topcoffea.root.internal.column;

/** Takes ranges of bytes. */
@FunctionalInterface
public interface Ranges {
    /**
     * Adds a range.
     *
     * @param position its first byte in the file
     * @param bytes its length
     */
    void add(long position, long bytes);
}
