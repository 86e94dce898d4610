package org.topcoffea.codec.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.topcoffea.codec.CodecException;
import org.topcoffea.codec.Compression;
import org.topcoffea.codec.Decompressor;
import org.topcoffea.codec.Ending;

/** Walks the blocks of a payload and has each decoded by the codec of its tag. */
public final class PayloadDecoder implements Decompressor {
    private final Map<Compression, BlockCodec> codecs;
    private final @Nullable BlockDecoder[] decoders = new BlockDecoder[Compression.values().length];
    private boolean closed;

    /**
     * Makes a decoder.
     *
     * @param codecs what serves each algorithm; decoders are made when first needed
     */
    public PayloadDecoder(Map<Compression, BlockCodec> codecs) {
        this.codecs = codecs;
    }

    @Override
    public void decompress(MemorySegment source, byte[] target, int offset, int length) throws CodecException {
        decompressBeginning(source, target, offset, length, length, Ending.UNKNOWN);
    }

    @Override
    public void decompressBeginning(
            MemorySegment source, byte[] target, int offset, int length, int wanted, Ending ending)
            throws CodecException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (closed) {
            throw new IllegalStateException("the decompressor is closed");
        }
        long position = 0;
        int done = 0;
        while (done < wanted) {
            Compression algorithm = algorithm(source, position, done, length);
            int size = size(source, position + 3);
            int decoded = size(source, position + 6);
            check(source, position, size, decoded, length - done);
            if (decoded > 0) {
                decode(
                        algorithm,
                        source,
                        position,
                        size,
                        target,
                        offset + done,
                        decoded,
                        wanted - done,
                        done + decoded == length ? ending : Ending.UNKNOWN);
            }
            done += decoded;
            position += Compression.HEADER_SIZE + size;
        }
    }

    private static void check(MemorySegment source, long position, int size, int decoded, int left)
            throws CodecException {
        long rest = source.byteSize() - position - Compression.HEADER_SIZE;
        if (size > rest) {
            throw damaged(source, position, "its " + size + " bytes of data are cut off after " + rest);
        }
        if (decoded > left) {
            throw damaged(source, position, "it decodes to " + decoded + " bytes where " + left + " are left");
        }
    }

    private void decode(
            Compression algorithm,
            MemorySegment source,
            long position,
            int size,
            byte[] target,
            int at,
            int decoded,
            int wanted,
            Ending ending)
            throws CodecException {
        long data = position + Compression.HEADER_SIZE;
        try {
            if (wanted < decoded) {
                decoder(algorithm).decodeBeginning(source, data, size, target, at, decoded, wanted, ending);
            } else {
                decoder(algorithm).decode(source, data, size, target, at, decoded);
            }
        } catch (CodecException e) {
            throw damaged(source, position, e.getMessage());
        }
    }

    private BlockDecoder decoder(Compression algorithm) {
        BlockDecoder decoder = decoders[algorithm.ordinal()];
        if (decoder == null) {
            decoder = Objects.requireNonNull(codecs.get(algorithm)).decoder();
            decoders[algorithm.ordinal()] = decoder;
        }
        return decoder;
    }

    private static Compression algorithm(MemorySegment source, long position, int done, int length)
            throws CodecException {
        if (source.byteSize() - position < Compression.HEADER_SIZE) {
            throw new CodecException("the payload of " + source.byteSize() + " bytes ends at byte " + position
                    + ", where a block should begin: " + done + " of " + length + " bytes are decoded");
        }
        byte first = source.get(ValueLayout.JAVA_BYTE, position);
        byte second = source.get(ValueLayout.JAVA_BYTE, position + 1);
        Compression algorithm = Compression.ofTag(first, second);
        if (algorithm == Compression.NONE) {
            throw new CodecException("no compression block at byte " + position
                    + ": it begins with 0x%02x 0x%02x".formatted(first, second));
        }
        // LZ4 stores the major version of its library here; ROOT ignores it, and so do we
        int method = source.get(ValueLayout.JAVA_BYTE, position + 2) & 0xFF;
        if (method != algorithm.method() && algorithm != Compression.LZ4) {
            throw damaged(source, position, "unknown method " + method);
        }
        return algorithm;
    }

    private static int size(MemorySegment source, long position) {
        return (source.get(ValueLayout.JAVA_BYTE, position) & 0xFF)
                | (source.get(ValueLayout.JAVA_BYTE, position + 1) & 0xFF) << 8
                | (source.get(ValueLayout.JAVA_BYTE, position + 2) & 0xFF) << 16;
    }

    private static CodecException damaged(MemorySegment source, long position, @Nullable String reason) {
        return new CodecException("compression block at byte " + position + " ("
                + (char) source.get(ValueLayout.JAVA_BYTE, position)
                + (char) source.get(ValueLayout.JAVA_BYTE, position + 1)
                + "): " + reason);
    }

    @Override
    public void close() {
        closed = true;
        for (int i = 0; i < decoders.length; i++) {
            BlockDecoder decoder = decoders[i];
            if (decoder != null) {
                decoders[i] = null;
                decoder.close();
            }
        }
    }
}
