package org.topcoffea.codec.internal.pure;

import java.lang.foreign.MemorySegment;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.topcoffea.codec.CodecException;
import org.topcoffea.codec.internal.BlockDecoder;
import org.topcoffea.codec.internal.HeapBytes;

/** Inflates with the JDK's zlib. */
final class JdkZlibDecoder implements BlockDecoder {
    private final Inflater inflater;
    private final HeapBytes input = new HeapBytes();
    private final byte[] beyond = new byte[1];

    JdkZlibDecoder(boolean raw) {
        inflater = new Inflater(raw);
    }

    @Override
    public void decode(MemorySegment source, long position, int size, byte[] target, int offset, int length)
            throws CodecException {
        input.view(source, position, size);
        inflater.reset();
        inflater.setInput(input.array(), input.offset(), size);
        try {
            int done = 0;
            while (done < length) {
                int inflated = inflater.inflate(target, offset + done, length - done);
                if (inflated == 0) {
                    throw new CodecException(stopped(size) + ": " + done + " of " + length + " bytes are decoded");
                }
                done += inflated;
            }
            // the checksum behind the last byte is read only when more is asked for
            if (!inflater.finished() && inflater.inflate(beyond) > 0) {
                throw new CodecException("the deflate stream goes on after " + length + " bytes");
            }
            if (!inflater.finished()) {
                throw new CodecException(stopped(size) + " and has no end");
            }
        } catch (DataFormatException e) {
            throw new CodecException(
                    "bad deflate stream near byte " + inflater.getBytesRead() + " of " + size + ": " + e.getMessage());
        }
    }

    private String stopped(int size) {
        String stop = inflater.finished() ? "ends" : inflater.needsDictionary() ? "needs a dictionary" : "is cut off";
        return "the deflate stream " + stop + " at byte " + inflater.getBytesRead() + " of " + size;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
