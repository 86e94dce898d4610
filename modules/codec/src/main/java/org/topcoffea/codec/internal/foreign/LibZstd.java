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

/** Zstandard frames by the system's libzstd. */
public final class LibZstd implements BlockCodec {
    private static final MethodHandle ALLOCATE = Downcalls.plain(POINTER);
    private static final MethodHandle FREE = Downcalls.plain(SIZE, POINTER);
    private static final MethodHandle DECODE = Downcalls.plain(SIZE, POINTER, POINTER, SIZE, POINTER, SIZE);
    private static final MethodHandle DECODE_CRITICAL = Downcalls.critical(SIZE, POINTER, POINTER, SIZE, POINTER, SIZE);
    private static final MethodHandle ENCODE = Downcalls.plain(SIZE, POINTER, POINTER, SIZE, POINTER, SIZE, INT);
    private static final MethodHandle ERROR_NAME = Downcalls.plain(POINTER, SIZE);

    private final String location;
    private final String version;
    private final MemorySegment allocateDecoder;
    private final MemorySegment freeDecoder;
    private final MemorySegment decode;
    private final MemorySegment allocateEncoder;
    private final MemorySegment freeEncoder;
    private final MemorySegment encode;
    private final MemorySegment errorName;

    /**
     * Binds the library's functions.
     *
     * @param opened the library
     * @throws UnsatisfiedLinkError if it lacks a function
     */
    public LibZstd(LibrarySearch.Opened opened) {
        location = opened.location();
        SymbolLookup symbols = opened.symbols();
        allocateDecoder = Downcalls.function(symbols, "ZSTD_createDCtx");
        freeDecoder = Downcalls.function(symbols, "ZSTD_freeDCtx");
        decode = Downcalls.function(symbols, "ZSTD_decompressDCtx");
        allocateEncoder = Downcalls.function(symbols, "ZSTD_createCCtx");
        freeEncoder = Downcalls.function(symbols, "ZSTD_freeCCtx");
        encode = Downcalls.function(symbols, "ZSTD_compressCCtx");
        errorName = Downcalls.function(symbols, "ZSTD_getErrorName");
        version = Downcalls.text(symbols, "ZSTD_versionString");
    }

    /** Whether it decodes as fast as the newest versions do, which it does since 1.5. */
    boolean isRecent() {
        return version.matches("1\\.([5-9]|\\d\\d).*|[2-9].*");
    }

    @Override
    public Implementation description() {
        return new Implementation(Compression.ZSTD, true, "libzstd", "libzstd", version, location, "");
    }

    @Override
    public BlockDecoder decoder() {
        return new Decoder();
    }

    @Override
    public BlockEncoder encoder(int level) {
        return new Encoder(2 * level);
    }

    /** Error codes are the negatives of small numbers. */
    private static boolean isError(long result) {
        return result < 0;
    }

    @SuppressWarnings("restricted")
    private String error(long result) {
        try {
            MemorySegment name = (MemorySegment) ERROR_NAME.invokeExact(errorName, result);
            return name.reinterpret(256).getString(0);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    private final class Decoder implements BlockDecoder {
        private final Scratch scratch = new Scratch();
        private final MemorySegment context;

        Decoder() {
            try {
                context = scratch.context((MemorySegment) ALLOCATE.invokeExact(allocateDecoder), FREE, freeDecoder);
            } catch (Throwable e) {
                throw Downcalls.failure(e);
            }
        }

        @Override
        public void decode(MemorySegment source, long position, int size, byte[] target, int offset, int length)
                throws CodecException {
            long result;
            try {
                if (size <= Downcalls.CRITICAL_LIMIT) {
                    result = (long) DECODE_CRITICAL.invokeExact(
                            decode,
                            context,
                            MemorySegment.ofArray(target).asSlice(offset, length),
                            (long) length,
                            source.asSlice(position, size),
                            (long) size);
                } else {
                    MemorySegment output = scratch.target(length);
                    MemorySegment input = scratch.source(source, position, size);
                    result = (long) DECODE.invokeExact(decode, context, output, (long) length, input, (long) size);
                    MemorySegment.copy(output, ValueLayout.JAVA_BYTE, 0, target, offset, length);
                }
            } catch (Throwable e) {
                throw Downcalls.failure(e);
            }
            if (isError(result)) {
                throw new CodecException("bad Zstandard frame of " + size + " bytes: " + error(result));
            }
            if (result != length) {
                throw new CodecException("it decodes to " + result + " bytes, not to " + length);
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
        private final int level;

        Encoder(int level) {
            this.level = level;
            try {
                context = scratch.context((MemorySegment) ALLOCATE.invokeExact(allocateEncoder), FREE, freeEncoder);
            } catch (Throwable e) {
                throw Downcalls.failure(e);
            }
        }

        @Override
        public int encode(byte[] source, int offset, int length, byte[] target, int at, int limit) {
            MemorySegment output = scratch.target(limit);
            MemorySegment input = scratch.source(source, offset, length);
            try {
                long size =
                        (long) ENCODE.invokeExact(encode, context, output, (long) limit, input, (long) length, level);
                if (isError(size)) {
                    return 0;
                }
                MemorySegment.copy(output, ValueLayout.JAVA_BYTE, 0, target, at, (int) size);
                return (int) size;
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
