package org.topcoffea.root;

import java.util.Set;
import org.topcoffea.codec.Compression;

/**
 * How a column is stored in its file.
 *
 * @param compressedBytes the bytes of its baskets or pages in the file, without their headers
 * @param bytes the same after decompression
 * @param parts the number of baskets or pages
 * @param compressions the algorithms that really occur, {@link Compression#NONE} for parts stored as they are
 */
public record ColumnStorage(long compressedBytes, long bytes, int parts, Set<Compression> compressions) {
    /** Copies the set. */
    public ColumnStorage {
        compressions = Set.copyOf(compressions);
    }
}
