package org.topcoffea.root.internal.column;

import org.jspecify.annotations.Nullable;

/**
 * Reads ranges of entries of one column. Keeps the basket or page it decoded last, so that neighbouring ranges do not
 * decompress it twice. Confined to one thread.
 */
public interface ColumnCursor extends AutoCloseable {
    /**
     * The objects of each entry of a jagged column.
     *
     * @param start the first entry
     * @param stop the entry behind the last
     * @param reuse an array from an earlier call, or null
     * @return {@code stop - start + 1} cumulative counts beginning with 0; {@code reuse} if it is long enough
     */
    int[] offsets(long start, long stop, int @Nullable [] reuse);

    /**
     * The values of a range of entries, in the array type that fits the stored type: {@code byte[]} for 8 bits and
     * booleans, {@code short[]}, {@code int[]}, {@code long[]}, {@code float[]}, {@code double[]}, {@code String[]}.
     *
     * @param start the first entry
     * @param stop the entry behind the last
     * @param reuse an array from an earlier call, or null
     * @return {@code reuse} if it is long enough
     */
    Object values(long start, long stop, @Nullable Object reuse);

    @Override
    void close();
}
