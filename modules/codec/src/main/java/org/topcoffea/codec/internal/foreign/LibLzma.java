package org.topcoffea.codec.internal.foreign;

import static org.topcoffea.codec.internal.foreign.Downcalls.INT;
import static org.topcoffea.codec.internal.foreign.Downcalls.POINTER;
import static org.topcoffea.codec.internal.foreign.Downcalls.SIZE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.topcoffea.codec.CodecException;
import org.topcoffea.codec.Compression;
import org.topcoffea.codec.Ending;
import org.topcoffea.codec.Implementation;
import org.topcoffea.codec.internal.BlockCodec;
import org.topcoffea.codec.internal.BlockDecoder;
import org.topcoffea.codec.internal.BlockEncoder;
import org.topcoffea.codec.internal.LzmaDictionary;

/** LZMA2 in xz streams by liblzma. */
public final class LibLzma implements BlockCodec {
    private static final MethodHandle DECODE =
            Downcalls.plain(INT, POINTER, INT, POINTER, POINTER, POINTER, SIZE, POINTER, POINTER, SIZE);
    private static final MethodHandle DECODE_CRITICAL =
            Downcalls.critical(INT, POINTER, INT, POINTER, POINTER, POINTER, SIZE, POINTER, POINTER, SIZE);
    private static final MethodHandle START_ENCODER = Downcalls.plain(INT, POINTER, POINTER, INT);
    private static final MethodHandle CODE = Downcalls.plain(INT, POINTER, INT);
    private static final MethodHandle END = Downcalls.plainVoid(POINTER);
    private static final MethodHandle PRESET = Downcalls.plain(INT, POINTER, INT);

    static final int OK = 0;
    private static final int STREAM_END = 1;
    private static final int FINISH = 3;
    private static final int CHECK_CRC32 = 1;
    private static final long FILTER_LZMA2 = 0x21;

    /** The size of the structure that a stream is kept in, and where in it input and output are, each a pointer and a length. */
    private static final int STREAM_SIZE = 136;

    static final long NEXT_IN = 0;
    static final long NEXT_OUT = 24;

    /** More than any options structure of the library takes, which grows from version to version. */
    private static final int OPTIONS_SIZE = 512;

    /** No block needs a larger dictionary than itself, but headers written with preset 9 ask for 64 MiB. */
    static final long MEMORY_LIMIT = 1L << 29;

    private final String location;
    private final String version;
    private final MemorySegment decode;
    private final MemorySegment startDecoder;
    private final MemorySegment startEncoder;
    private final MemorySegment code;
    private final MemorySegment end;
    private final MemorySegment preset;

    /**
     * Binds the library's functions.
     *
     * @param opened the library
     * @throws UnsatisfiedLinkError if it lacks a function
     */
    public LibLzma(LibrarySearch.Opened opened) {
        location = opened.location();
        SymbolLookup symbols = opened.symbols();
        decode = Downcalls.function(symbols, "lzma_stream_buffer_decode");
        startDecoder = Downcalls.function(symbols, "lzma_stream_decoder");
        startEncoder = Downcalls.function(symbols, "lzma_stream_encoder");
        code = Downcalls.function(symbols, "lzma_code");
        end = Downcalls.function(symbols, "lzma_end");
        preset = Downcalls.function(symbols, "lzma_lzma_preset");
        version = Downcalls.text(symbols, "lzma_version_string");
    }

    @Override
    public Implementation description() {
        String advice = isFast(version) ? "" : "liblzma 5.6 or newer decodes about 1.5 times as fast";
        return new Implementation(Compression.LZMA, true, "liblzma", "liblzma", version, location, advice);
    }

    /** Whether a version has the decoding loop of 5.6, which is 1.5 times as fast as that before. */
    static boolean isFast(String version) {
        Matcher matcher = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})").matcher(version);
        if (!matcher.lookingAt()) {
            return true;
        }
        int major = Integer.parseInt(matcher.group(1));
        return major > 5 || (major == 5 && Integer.parseInt(matcher.group(2)) >= 6);
    }

    @Override
    public BlockDecoder decoder() {
        return new Decoder();
    }

    @Override
    public BlockEncoder encoder(int level) {
        return new Encoder(level);
    }

    private XzBeginning beginning(Scratch scratch) {
        MemorySegment stream = scratch.allocate(STREAM_SIZE);
        return new XzBeginning(startDecoder, code, stream, () -> end(stream), scratch);
    }

    private void end(MemorySegment stream) {
        try {
            END.invokeExact(end, stream);
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    private final class Decoder implements BlockDecoder {
        private final Scratch scratch = new Scratch();
        /** The memory limit and the positions in input and output, for calls on and off heap. */
        private final long[] numbers = new long[3];

        private final MemorySegment heapNumbers = MemorySegment.ofArray(numbers);
        private final MemorySegment heapRead = heapNumbers.asSlice(8, 8);
        private final MemorySegment heapWritten = heapNumbers.asSlice(16, 8);
        private final MemorySegment offHeapNumbers = scratch.allocate(24);
        private final XzBeginning beginning = beginning(scratch);

        @Override
        public void decode(MemorySegment source, long position, int size, byte[] target, int offset, int length)
                throws CodecException {
            numbers[0] = MEMORY_LIMIT;
            numbers[1] = 0;
            numbers[2] = 0;
            int result = size <= Downcalls.CRITICAL_LIMIT
                    ? onHeap(source, position, size, target, offset, length)
                    : offHeap(source, position, size, target, offset, length);
            if (result != OK) {
                throw new CodecException(
                        switch (result) {
                            case 5 -> "no native memory for its LZMA dictionary";
                            case 6 -> "its LZMA dictionary is larger than " + (MEMORY_LIMIT >> 20) + " MiB";
                            case 7 -> "its data are no xz stream";
                            case 8 -> "its xz stream uses an unknown filter or option";
                            case 10 -> "its xz stream does not decode to " + length + " bytes";
                            default -> "bad or truncated xz stream of " + size + " bytes";
                        });
            }
            if (numbers[2] != length) {
                throw new CodecException("it decodes to " + numbers[2] + " bytes, not to " + length);
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
            if (!beginning.decode(source, position, size, target, offset, length, wanted, ending)) {
                decode(source, position, size, target, offset, length);
            }
        }

        private int onHeap(MemorySegment source, long position, int size, byte[] target, int offset, int length) {
            try {
                return (int) DECODE_CRITICAL.invokeExact(
                        decode,
                        heapNumbers,
                        0,
                        MemorySegment.NULL,
                        source.asSlice(position, size),
                        heapRead,
                        (long) size,
                        MemorySegment.ofArray(target).asSlice(offset, length),
                        heapWritten,
                        (long) length);
            } catch (Throwable e) {
                throw Downcalls.failure(e);
            }
        }

        private int offHeap(MemorySegment source, long position, int size, byte[] target, int offset, int length) {
            MemorySegment output = scratch.target(length);
            MemorySegment input = scratch.source(source, position, size);
            offHeapNumbers.copyFrom(heapNumbers);
            try {
                int result = (int) DECODE.invokeExact(
                        decode,
                        offHeapNumbers,
                        0,
                        MemorySegment.NULL,
                        input,
                        offHeapNumbers.asSlice(8, 8),
                        (long) size,
                        output,
                        offHeapNumbers.asSlice(16, 8),
                        (long) length);
                heapNumbers.copyFrom(offHeapNumbers);
                MemorySegment.copy(output, ValueLayout.JAVA_BYTE, 0, target, offset, length);
                return result;
            } catch (Throwable e) {
                throw Downcalls.failure(e);
            }
        }

        @Override
        public void close() {
            beginning.close();
            scratch.close();
        }
    }

    /**
     * Feeds the library as a stream, although the whole block is there: only then does it leave out the optional sizes in the xz
     * block header, which ROOT does not write either and which not every reader of ROOT files understands.
     */
    private final class Encoder implements BlockEncoder {
        private final Scratch scratch = new Scratch();
        private final MemorySegment options = scratch.allocate(OPTIONS_SIZE);
        private final MemorySegment filters = scratch.allocate(32);
        private final MemorySegment stream = scratch.allocate(STREAM_SIZE);
        private final int presetDictionary;

        Encoder(int level) {
            try {
                int result = (int) PRESET.invokeExact(preset, options, level);
                if (result != OK) {
                    throw new IllegalArgumentException("liblzma knows no preset " + level);
                }
            } catch (Throwable e) {
                throw Downcalls.failure(e);
            }
            presetDictionary = options.get(ValueLayout.JAVA_INT, 0);
            filters.set(ValueLayout.JAVA_LONG, 0, FILTER_LZMA2);
            filters.set(ValueLayout.ADDRESS, 8, options);
            filters.set(ValueLayout.JAVA_LONG, 16, -1L);
        }

        @Override
        public int encode(byte[] source, int offset, int length, byte[] target, int at, int limit) {
            options.set(ValueLayout.JAVA_INT, 0, LzmaDictionary.size(length, presetDictionary));
            MemorySegment output = scratch.target(limit);
            MemorySegment input = scratch.source(source, offset, length);
            try {
                int started = (int) START_ENCODER.invokeExact(startEncoder, stream, filters, CHECK_CRC32);
                if (started != OK) {
                    return 0;
                }
                stream.set(ValueLayout.ADDRESS, NEXT_IN, input);
                stream.set(ValueLayout.JAVA_LONG, NEXT_IN + 8, length);
                stream.set(ValueLayout.ADDRESS, NEXT_OUT, output);
                stream.set(ValueLayout.JAVA_LONG, NEXT_OUT + 8, limit);
                int result = (int) CODE.invokeExact(code, stream, FINISH);
                if (result != STREAM_END) {
                    return 0;
                }
                int size = limit - (int) stream.get(ValueLayout.JAVA_LONG, NEXT_OUT + 8);
                MemorySegment.copy(output, ValueLayout.JAVA_BYTE, 0, target, at, size);
                return size;
            } catch (Throwable e) {
                throw Downcalls.failure(e);
            }
        }

        @Override
        public void close() {
            end(stream);
            scratch.close();
        }
    }
}
