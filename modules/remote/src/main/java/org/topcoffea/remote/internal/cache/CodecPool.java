package org.topcoffea.remote.internal.cache;

import java.lang.foreign.MemorySegment;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.topcoffea.codec.CodecException;
import org.topcoffea.codec.Codecs;
import org.topcoffea.codec.Compression;
import org.topcoffea.codec.Compressor;
import org.topcoffea.codec.Decompressor;

/** Codecs that nobody uses at the moment: each belongs to one thread at a time. */
final class CodecPool implements AutoCloseable {
    private static final int LEVEL = 1;

    private final Deque<Compressor> compressors = new ConcurrentLinkedDeque<>();
    private final Deque<Decompressor> decompressors = new ConcurrentLinkedDeque<>();

    /** Encodes the beginning of an array; the result is a copy of it if it does not shrink. */
    byte[] compress(byte[] bytes, int length) {
        Compressor compressor = compressors.poll();
        if (compressor == null) {
            compressor = Codecs.system().compressor(Compression.ZSTD, LEVEL);
        }
        try {
            return compressor.compress(bytes, 0, length);
        } finally {
            compressors.push(compressor);
        }
    }

    /** Decodes into the beginning of an array. */
    void decompress(MemorySegment source, byte[] target, int length) throws CodecException {
        Decompressor decompressor = decompressors.poll();
        if (decompressor == null) {
            decompressor = Codecs.system().decompressor();
        }
        try {
            decompressor.decompress(source, target, 0, length);
        } finally {
            decompressors.push(decompressor);
        }
    }

    @Override
    public void close() {
        for (Compressor each = compressors.poll(); each != null; each = compressors.poll()) {
            each.close();
        }
        for (Decompressor each = decompressors.poll(); each != null; each = decompressors.poll()) {
            each.close();
        }
    }
}
