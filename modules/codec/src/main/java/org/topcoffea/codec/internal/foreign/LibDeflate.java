package org.topcoffea.codec.internal.foreign;

import static org.topcoffea.codec.internal.foreign.Downcalls.INT;
import static org.topcoffea.codec.internal.foreign.Downcalls.POINTER;
import static org.topcoffea.codec.internal.foreign.Downcalls.SIZE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.topcoffea.codec.CodecException;
import org.topcoffea.codec.Compression;
import org.topcoffea.codec.Implementation;
import org.topcoffea.codec.internal.BlockCodec;
import org.topcoffea.codec.internal.BlockDecoder;
import org.topcoffea.codec.internal.BlockEncoder;

/** Deflate by libdeflate, with ({@code ZL}) or without ({@code CS}) the zlib frame. */
public final class LibDeflate implements BlockCodec {
    private static final MethodHandle ALLOCATE_DECODER = Downcalls.plain(POINTER);
    private static final MethodHandle ALLOCATE_ENCODER = Downcalls.plain(POINTER, INT);
    private static final MethodHandle FREE = Downcalls.plainVoid(POINTER);
    private static final MethodHandle DECODE = Downcalls.plain(INT, POINTER, POINTER, SIZE, POINTER, SIZE, POINTER);
    private static final MethodHandle DECODE_CRITICAL =
            Downcalls.critical(INT, POINTER, POINTER, SIZE, POINTER, SIZE, POINTER);
    private static final MethodHandle ENCODE = Downcalls.plain(SIZE, POINTER, POINTER, SIZE, POINTER, SIZE);

    private final Compression algorithm;
    private final String location;
    private final MemorySegment allocateDecoder;
    private final MemorySegment freeDecoder;
    private final MemorySegment decode;
    private final MemorySegment allocateEncoder;
    private final MemorySegment freeEncoder;
    private final MemorySegment encode;

    /**
     * Binds the library's functions.
     *
     * @param algorithm {@link Compression#ZLIB} or {@link Compression#OLD}
     * @param opened the library
     * @throws UnsatisfiedLinkError if it lacks a function
     */
    public LibDeflate(Compression algorithm, LibrarySearch.Opened opened) {
        this.algorithm = algorithm;
        location = opened.location();
        SymbolLookup symbols = opened.symbols();
        boolean raw = algorithm == Compression.OLD;
        allocateDecoder = Downcalls.function(symbols, "libdeflate_alloc_decompressor");
        freeDecoder = Downcalls.function(symbols, "libdeflate_free_decompressor");
        decode = Downcalls.function(symbols, raw ? "libdeflate_deflate_decompress" : "libdeflate_zlib_decompress");
        allocateEncoder = Downcalls.function(symbols, "libdeflate_alloc_compressor");
        freeEncoder = Downcalls.function(symbols, "libdeflate_free_compressor");
        encode = Downcalls.function(symbols, raw ? "libdeflate_deflate_compress" : "libdeflate_zlib_compress");
    }

    @Override
    public Implementation description() {
        return new Implementation(algorithm, true, "libdeflate", "libdeflate", "", location, "");
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
        private final MemorySegment context;

        Decoder() {
            try {
                context = scratch.context(
                        (MemorySegment) ALLOCATE_DECODER.invokeExact(allocateDecoder), FREE, freeDecoder);
            } catch (Throwable e) {
                throw Downcalls.failure(e);
            }
        }

        @Override
        public void decode(MemorySegment source, long position, int size, byte[] target, int offset, int length)
                throws CodecException {
            int result;
            try {
                if (size <= Downcalls.CRITICAL_LIMIT) {
                    result = (int) DECODE_CRITICAL.invokeExact(
                            decode,
                            context,
                            source.asSlice(position, size),
                            (long) size,
                            MemorySegment.ofArray(target).asSlice(offset, length),
                            (long) length,
                            MemorySegment.NULL);
                } else {
                    MemorySegment output = scratch.target(length);
                    MemorySegment input = scratch.source(source, position, size);
                    result = (int) DECODE.invokeExact(
                            decode, context, input, (long) size, output, (long) length, MemorySegment.NULL);
                    MemorySegment.copy(output, ValueLayout.JAVA_BYTE, 0, target, offset, length);
                }
            } catch (Throwable e) {
                throw Downcalls.failure(e);
            }
            if (result != 0) {
                throw new CodecException(
                        switch (result) {
                            case 2 -> "the deflate stream ends before " + length + " bytes are decoded";
                            case 3 -> "the deflate stream goes on after " + length + " bytes";
                            default -> "bad deflate stream of " + size + " bytes";
                        });
            }
        }

        @Override
        public void close() {
            scratch.close();
        }
    }

    private final class Encoder implements BlockEncoder {
        private final Scratch scratch = new Scratch();
        private final MemorySegment context;

        Encoder(int level) {
            try {
                context = scratch.context(
                        (MemorySegment) ALLOCATE_ENCODER.invokeExact(allocateEncoder, level), FREE, freeEncoder);
            } catch (Throwable e) {
                throw Downcalls.failure(e);
            }
        }

        @Override
        public int encode(byte[] source, int offset, int length, byte[] target, int at, int limit) {
            MemorySegment output = scratch.target(limit);
            MemorySegment input = scratch.source(source, offset, length);
            try {
                int size = (int) (long) ENCODE.invokeExact(encode, context, input, (long) length, output, (long) limit);
                MemorySegment.copy(output, ValueLayout.JAVA_BYTE, 0, target, at, size);
                return size;
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
