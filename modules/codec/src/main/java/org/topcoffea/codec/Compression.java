package org.topcoffea.codec;

/** The compression algorithms of ROOT files. */
public enum Compression {
    /** Stored as it is. */
    NONE,
    /** Deflate in a zlib stream, tag {@code ZL}. */
    ZLIB,
    /** LZMA2 in an xz stream, tag {@code XZ}. */
    LZMA,
    /** Raw deflate of files before ROOT 3, tag {@code CS}; read only. */
    OLD,
    /** One raw LZ4 block behind an XXH64, tag {@code L4}. */
    LZ4,
    /** A Zstandard frame, tag {@code ZS}. */
    ZSTD
}
