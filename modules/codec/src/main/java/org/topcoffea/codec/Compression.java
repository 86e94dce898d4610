package org.topcoffea.codec;

/** The compression algorithms of ROOT files. */
public enum Compression {
    /** Stored as it is. */
    NONE("", 0, 0),
    /** Deflate in a zlib stream, tag {@code ZL}. */
    ZLIB("ZL", 8, 1),
    /** LZMA2 in an xz stream, tag {@code XZ}. */
    LZMA("XZ", 0, 2),
    /** Raw deflate of files before ROOT 3, tag {@code CS}; read only. */
    OLD("CS", 8, 3),
    /** One raw LZ4 block behind an XXH64, tag {@code L4}. */
    LZ4("L4", 1, 4),
    /** A Zstandard frame, tag {@code ZS}. */
    ZSTD("ZS", 1, 5);

    /** The bytes before the data of a block: tag, method, compressed and uncompressed size. */
    public static final int HEADER_SIZE = 9;

    /** The bytes that one block can hold, compressed or not. */
    public static final int MAX_BLOCK_SIZE = 0xFFFFFF;

    private final String tag;
    private final int method;
    private final int code;

    Compression(String tag, int method, int code) {
        this.tag = tag;
        this.method = method;
        this.code = code;
    }

    /** The two letters that begin a block; empty for {@link #NONE}. */
    public String tag() {
        return tag;
    }

    /** The third byte of a block. */
    public int method() {
        return method;
    }

    /** ROOT's number of the algorithm: its compression setting is 100 times this plus the level. */
    public int code() {
        return code;
    }

    /**
     * Finds the algorithm of a block by its first two bytes.
     *
     * @param first the first byte
     * @param second the second byte
     * @return the algorithm, or {@link #NONE} if these are no tag
     */
    public static Compression ofTag(byte first, byte second) {
        return switch (first << 8 | second) {
            case 'Z' << 8 | 'L' -> ZLIB;
            case 'X' << 8 | 'Z' -> LZMA;
            case 'C' << 8 | 'S' -> OLD;
            case 'L' << 8 | '4' -> LZ4;
            case 'Z' << 8 | 'S' -> ZSTD;
            default -> NONE;
        };
    }
}
