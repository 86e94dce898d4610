package org.topcoffea.codec.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Reads what stands behind the data of an xz stream of one block: the block's check, the index and the footer. */
public final class XzTrailer {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int HEADER = 12;
    private static final int FOOTER = 12;
    private static final int CHECK = 4;

    /** The last two bytes of a stream, "YZ". */
    private static final int MAGIC = 0x5A59;

    /** Flags of streams whose blocks carry a CRC32. */
    private static final int CRC32 = 0x0100;

    /** No CRC32 has this value. */
    public static final long NONE = -1;

    private XzTrailer() {}

    /**
     * The CRC32 of the decoded bytes.
     *
     * @param source holds the stream
     * @param position where it begins
     * @param size its number of bytes, up to its end
     * @return the CRC32 that the only block carries, or {@link #NONE} if the stream is anything else or makes no sense
     */
    public static long crc32(MemorySegment source, long position, int size) {
        long footer = position + size - FOOTER;
        if (size < HEADER + CHECK + FOOTER
                || source.get(SHORT, footer + 10) != MAGIC
                || source.get(SHORT, footer + 8) != CRC32) {
            return NONE;
        }
        long indexBytes = ((source.get(INT, footer + 4) & 0xFFFFFFFFL) + 1) * 4;
        long index = footer - indexBytes;
        // An index begins with a byte of zeros and the number of blocks.
        if (index < position + HEADER + CHECK || source.get(SHORT, index) != 1 << 8) {
            return NONE;
        }
        return source.get(INT, index - CHECK) & 0xFFFFFFFFL;
    }
}
