package org.topcoffea.codec.internal.pure;

import java.util.zip.Deflater;
import org.topcoffea.codec.internal.BlockEncoder;

/** Deflates with the JDK's zlib. */
final class JdkZlibEncoder implements BlockEncoder {
    private final Deflater deflater;

    JdkZlibEncoder(int level) {
        deflater = new Deflater(level);
    }

    @Override
    public int encode(byte[] source, int offset, int length, byte[] target, int at, int limit) {
        deflater.reset();
        deflater.setInput(source, offset, length);
        deflater.finish();
        int written = 0;
        while (!deflater.finished()) {
            int more = written < limit ? deflater.deflate(target, at + written, limit - written) : 0;
            if (more == 0 && !deflater.finished()) {
                return 0;
            }
            written += more;
        }
        return written;
    }

    @Override
    public void close() {
        deflater.end();
    }
}
