package org.topcoffea.root.internal.container;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.topcoffea.codec.Compression;

/** The headers of compression blocks, looked at before anything is allocated for what they decode to. */
public final class Blocks {
    /** The length of a block's header. */
    public static final int HEADER_BYTES = 9;

    private Blocks() {}

    /**
     * Checks that blocks can decode to a length at all.
     *
     * @param source the payload as stored
     * @param objectBytes what the key says it decodes to
     * @return what is wrong, or null
     */
    public static @Nullable String problem(MemorySegment source, int objectBytes) {
        long position = 0;
        long total = 0;
        long size = source.byteSize();
        while (total < objectBytes) {
            if (size - position < HEADER_BYTES) {
                return "its compression blocks end after " + total + " of " + objectBytes + " bytes";
            }
            long compressed = int24(source, position + 3);
            long decoded = int24(source, position + 6);
            Compression algorithm = algorithm(source, position);
            if (algorithm == Compression.NONE) {
                return "has an unknown compression block at byte " + position + " of the payload";
            }
            position += HEADER_BYTES + compressed;
            if (decoded == 0 || position > size) {
                return "has a compression block with impossible lengths (" + compressed + ", " + decoded + ")";
            }
            if (decoded > (compressed + 64) * greatestRatio(algorithm)) {
                return "has a compression block of " + compressed + " bytes that says it decodes to " + decoded;
            }
            total += decoded;
        }
        return total == objectBytes
                ? null
                : "its compression blocks decode to " + total + " bytes but the key says " + objectBytes;
    }

    /**
     * Adds the algorithms of a payload's blocks to a set.
     *
     * @param source the payload as stored, or its beginning
     * @param algorithms takes the algorithms
     */
    public static void collect(MemorySegment source, Set<Compression> algorithms) {
        long position = 0;
        while (source.byteSize() - position >= HEADER_BYTES) {
            algorithms.add(algorithm(source, position));
            position += HEADER_BYTES + int24(source, position + 3);
        }
    }

    private static Compression algorithm(MemorySegment source, long position) {
        int tag = source.get(ValueLayout.JAVA_BYTE, position) << 8 | source.get(ValueLayout.JAVA_BYTE, position + 1);
        return switch (tag) {
            case 'Z' << 8 | 'L' -> Compression.ZLIB;
            case 'X' << 8 | 'Z' -> Compression.LZMA;
            case 'C' << 8 | 'S' -> Compression.OLD;
            case 'L' << 8 | '4' -> Compression.LZ4;
            case 'Z' << 8 | 'S' -> Compression.ZSTD;
            default -> Compression.NONE;
        };
    }

    /** How often a byte of the algorithm's output can repeat per byte of input, rounded up. */
    private static long greatestRatio(Compression algorithm) {
        return switch (algorithm) {
            case NONE -> 1;
            case ZLIB, OLD -> 1_100;
            case LZ4 -> 256;
            case LZMA -> 10_000;
            case ZSTD -> 50_000;
        };
    }

    private static int int24(MemorySegment source, long position) {
        return (source.get(ValueLayout.JAVA_BYTE, position) & 0xff)
                | (source.get(ValueLayout.JAVA_BYTE, position + 1) & 0xff) << 8
                | (source.get(ValueLayout.JAVA_BYTE, position + 2) & 0xff) << 16;
    }
}
