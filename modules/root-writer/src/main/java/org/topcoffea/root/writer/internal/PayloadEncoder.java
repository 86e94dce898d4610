package org.topcoffea.root.writer.internal;

import java.util.Arrays;
import java.util.zip.Deflater;
import org.topcoffea.codec.Compression;

/** Encodes the payloads of records with one algorithm at one level. */
public final class PayloadEncoder implements AutoCloseable {
    private static final int LARGEST_BLOCK = (1 << 24) - 1;

    private final Compression compression;
    private final int level;

    public PayloadEncoder(Compression compression, int level) {
        this.compression = compression;
        this.level = level;
    }

    /** The algorithm and level as one number, as files hold it. */
    public int code() {
        return switch (compression) {
            case NONE -> 0;
            case ZLIB -> 100 + level;
            case LZMA -> 200 + level;
            case OLD -> 300 + level;
            case LZ4 -> 400 + level;
            case ZSTD -> 500 + level;
        };
    }

    /** Encodes a payload; what does not shrink comes back as it is. */
    public byte[] encode(byte[] source, int offset, int length) {
        byte[] plain = Arrays.copyOfRange(source, offset, offset + length);
        if (compression == Compression.NONE || length == 0) {
            return plain;
        }
        ObjectBuffer out = new ObjectBuffer(0);
        Deflater deflater = new Deflater(level);
        byte[] scratch = new byte[LARGEST_BLOCK];
        for (int at = 0; at < length; at += LARGEST_BLOCK) {
            int n = Math.min(LARGEST_BLOCK, length - at);
            deflater.reset();
            deflater.setInput(source, offset + at, n);
            deflater.finish();
            int made = deflater.deflate(scratch);
            if (!deflater.finished() || made >= n) {
                deflater.end();
                return plain;
            }
            out.writeByte('Z').writeByte('L').writeByte(8);
            out.writeByte(made).writeByte(made >> 8).writeByte(made >> 16);
            out.writeByte(n).writeByte(n >> 8).writeByte(n >> 16);
            out.writeBytes(scratch, 0, made);
        }
        deflater.end();
        return out.size() < length ? Arrays.copyOf(out.bytes(), out.size()) : plain;
    }

    @Override
    public void close() {}
}
