package org.topcoffea.root.writer.internal;

import org.topcoffea.codec.Codecs;
import org.topcoffea.codec.Compression;
import org.topcoffea.codec.Compressor;

/** Encodes the payloads of records with one algorithm at one level. */
public final class PayloadEncoder implements AutoCloseable {
    private final Compressor compressor;
    private final int code;

    /** Takes the implementation of an algorithm that this system has. */
    public PayloadEncoder(Compression compression, int level) {
        this.compressor = Codecs.system().compressor(compression, level);
        this.code = code(compression, level);
    }

    private static int code(Compression compression, int level) {
        return switch (compression) {
            case NONE -> 0;
            case ZLIB -> 100 + level;
            case LZMA -> 200 + level;
            case OLD -> 300 + level;
            case LZ4 -> 400 + level;
            case ZSTD -> 500 + level;
        };
    }

    /** The algorithm and level as one number, as files hold it. */
    public int code() {
        return code;
    }

    /** Encodes a payload; what does not shrink comes back as it is. */
    public byte[] encode(byte[] source, int offset, int length) {
        return compressor.compress(source, offset, length);
    }

    @Override
    public void close() {
        compressor.close();
    }
}
