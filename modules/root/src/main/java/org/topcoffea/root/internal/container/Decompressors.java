package org.topcoffea.root.internal.container;

import java.lang.foreign.MemorySegment;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.topcoffea.codec.CodecException;
import org.topcoffea.codec.Decompressor;

/** Where decompressors come from. */
public final class Decompressors {
    private Decompressors() {}

    /** A new decompressor for one thread. */
    public static Decompressor open() {
        return new ZlibOnly();
    }

    private static final class ZlibOnly implements Decompressor {
        @Override
        public void decompress(MemorySegment source, byte[] target, int offset, int length) throws CodecException {
            byte[] in = source.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
            int p = 0;
            int done = 0;
            while (done < length) {
                int compressed = (in[p + 3] & 0xff) | (in[p + 4] & 0xff) << 8 | (in[p + 5] & 0xff) << 16;
                int decoded = (in[p + 6] & 0xff) | (in[p + 7] & 0xff) << 8 | (in[p + 8] & 0xff) << 16;
                Inflater inflater = new Inflater();
                try {
                    if (in[p] != 'Z' || in[p + 1] != 'L') {
                        throw new CodecException("unknown block");
                    }
                    inflater.setInput(in, p + 9, compressed);
                    if (inflater.inflate(target, offset + done, decoded) != decoded) {
                        throw new CodecException("block at " + p + " decodes to another length");
                    }
                } catch (DataFormatException e) {
                    throw new CodecException("block at " + p + ": " + e.getMessage());
                } finally {
                    inflater.end();
                }
                p += 9 + compressed;
                done += decoded;
            }
        }

        @Override
        public void close() {}
    }
}
