package org.topcoffea.codec.internal.foreign;

import static org.topcoffea.codec.internal.foreign.Downcalls.INT;
import static org.topcoffea.codec.internal.foreign.Downcalls.POINTER;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.topcoffea.codec.CodecException;
import org.topcoffea.codec.Compression;
import org.topcoffea.codec.Ending;
import org.topcoffea.codec.Implementation;
import org.topcoffea.codec.Xxh64;
import org.topcoffea.codec.internal.BlockCodec;
import org.topcoffea.codec.internal.BlockDecoder;
import org.topcoffea.codec.internal.BlockEncoder;
import org.topcoffea.codec.internal.Lz4Frame;

/** LZ4 blocks by liblz4. */
public final class LibLz4 implements BlockCodec {
    private static final MethodHandle DECODE = Downcalls.plain(INT, POINTER, POINTER, INT, INT);
    private static final MethodHandle DECODE_CRITICAL = Downcalls.critical(INT, POINTER, POINTER, INT, INT);
    private static final MethodHandle DECODE_PART = Downcalls.critical(INT, POINTER, POINTER, INT, INT, INT);
    private static final MethodHandle ENCODE = Downcalls.plain(INT, POINTER, POINTER, INT, INT);
    private static final MethodHandle ENCODE_HIGH = Downcalls.plain(INT, POINTER, POINTER, INT, INT, INT);

    /** ROOT's levels below are served by the fast encoder. */
    private static final int HIGH_LEVEL = 4;

    private final String location;
    private final String version;
    private final MemorySegment decode;
    private final MemorySegment decodePart;
    private final MemorySegment encode;
    private final MemorySegment encodeHigh;

    /**
     * Binds the library's functions.
     *
     * @param opened the library
     * @throws UnsatisfiedLinkError if it lacks a function
     */
    public LibLz4(LibrarySearch.Opened opened) {
        location = opened.location();
        SymbolLookup symbols = opened.symbols();
        decode = Downcalls.function(symbols, "LZ4_decompress_safe");
        decodePart = Downcalls.function(symbols, "LZ4_decompress_safe_partial");
        encode = Downcalls.function(symbols, "LZ4_compress_default");
        encodeHigh = Downcalls.function(symbols, "LZ4_compress_HC");
        version = Downcalls.text(symbols, "LZ4_versionString");
    }

    @Override
    public Implementation description() {
        return new Implementation(Compression.LZ4, true, "liblz4", "liblz4", version, location, "");
    }

    @Override
    public BlockDecoder decoder() {
        return new Decoder();
    }

    @Override
    public BlockEncoder encoder(int level) {
        return new Encoder(level);
    }

    private final class Decoder implements BlockDecoder {
        private final Scratch scratch = new Scratch();
        private final byte[] room = Xxh64.room();

        @Override
        public void decode(MemorySegment source, long position, int size, byte[] target, int offset, int length)
                throws CodecException {
            Lz4Frame.verify(source, position, size, room);
            long from = position + Lz4Frame.CHECKSUM_SIZE;
            int bytes = size - Lz4Frame.CHECKSUM_SIZE;
            int result;
            try {
                if (bytes <= Downcalls.CRITICAL_LIMIT) {
                    result = (int) DECODE_CRITICAL.invokeExact(
                            decode,
                            source.asSlice(from, bytes),
                            MemorySegment.ofArray(target).asSlice(offset, length),
                            bytes,
                            length);
                } else {
                    MemorySegment output = scratch.target(length);
                    MemorySegment input = scratch.source(source, from, bytes);
                    result = (int) DECODE.invokeExact(decode, input, output, bytes, length);
                    MemorySegment.copy(output, ValueLayout.JAVA_BYTE, 0, target, offset, length);
                }
            } catch (Throwable e) {
                throw Downcalls.failure(e);
            }
            if (result < 0) {
                throw new CodecException("bad LZ4 sequence near byte " + (Lz4Frame.CHECKSUM_SIZE - result) + " of "
                        + size + ", or more than " + length + " bytes");
            }
            if (result != length) {
                throw new CodecException("it decodes to " + result + " bytes, not to " + length);
            }
        }

        @Override
        public void decodeBeginning(
                MemorySegment source,
                long position,
                int size,
                byte[] target,
                int offset,
                int length,
                int wanted,
                Ending ending)
                throws CodecException {
            int bytes = size - Lz4Frame.CHECKSUM_SIZE;
            if (bytes > 0 && bytes <= Downcalls.CRITICAL_LIMIT) {
                Lz4Frame.verify(source, position, size, room);
                int result;
                try {
                    result = (int) DECODE_PART.invokeExact(
                            decodePart,
                            source.asSlice(position + Lz4Frame.CHECKSUM_SIZE, bytes),
                            MemorySegment.ofArray(target).asSlice(offset, length),
                            bytes,
                            wanted,
                            length);
                } catch (Throwable e) {
                    throw Downcalls.failure(e);
                }
                if (result >= wanted) {
                    return;
                }
            }
            // Damaged, which is told in the usual way, or a library that stops too early.
            decode(source, position, size, target, offset, length);
        }

        @Override
        public void close() {
            scratch.close();
        }
    }

    private final class Encoder implements BlockEncoder {
        private final Scratch scratch = new Scratch();
        private final int level;

        Encoder(int level) {
            this.level = level;
        }

        @Override
        public int encode(byte[] source, int offset, int length, byte[] target, int at, int limit) {
            int room = limit - Lz4Frame.CHECKSUM_SIZE;
            if (room <= 0) {
                return 0;
            }
            MemorySegment output = scratch.target(room);
            MemorySegment input = scratch.source(source, offset, length);
            try {
                int size = level < HIGH_LEVEL
                        ? (int) ENCODE.invokeExact(encode, input, output, length, room)
                        : (int) ENCODE_HIGH.invokeExact(encodeHigh, input, output, length, room, level);
                if (size <= 0) {
                    return 0;
                }
                MemorySegment.copy(output, ValueLayout.JAVA_BYTE, 0, target, at + Lz4Frame.CHECKSUM_SIZE, size);
                return Lz4Frame.seal(target, at, size);
            } catch (Throwable e) {
                throw Downcalls.failure(e);
            }
        }

        @Override
        public void close() {
            scratch.close();
        }
    }
}
