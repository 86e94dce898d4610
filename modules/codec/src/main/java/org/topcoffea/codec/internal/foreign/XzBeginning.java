package org.topcoffea.codec.internal.foreign;

import static org.topcoffea.codec.internal.foreign.Downcalls.INT;
import static org.topcoffea.codec.internal.foreign.Downcalls.POINTER;
import static org.topcoffea.codec.internal.foreign.Downcalls.SIZE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.zip.CRC32;
import org.topcoffea.codec.Ending;
import org.topcoffea.codec.internal.XzTrailer;

/**
 * Decodes beginnings of xz streams by liblzma. The checksum of a stream is that of all its decoded bytes; it is verified
 * with those that are expected at the end instead of decoding them.
 */
final class XzBeginning implements AutoCloseable {
    private static final MethodHandle START = Downcalls.plain(INT, POINTER, SIZE, INT);
    private static final MethodHandle CODE = Downcalls.plain(INT, POINTER, INT);
    private static final int RUN = 0;

    private final MemorySegment start;
    private final MemorySegment code;
    private final Runnable end;
    private final Scratch scratch;

    /** Keeps the memory of one decoding for the next. */
    private final MemorySegment stream;

    private final CRC32 crc32 = new CRC32();

    /**
     * Makes room.
     *
     * @param start the function {@code lzma_stream_decoder}
     * @param code the function {@code lzma_code}
     * @param stream the library's structure, zeros at first
     * @param end releases what the library has attached to it
     * @param scratch for input and output
     */
    XzBeginning(MemorySegment start, MemorySegment code, MemorySegment stream, Runnable end, Scratch scratch) {
        this.start = start;
        this.code = code;
        this.stream = stream;
        this.end = end;
        this.scratch = scratch;
    }

    /** Whether {@code wanted} bytes were decoded and are right: they and the expected ending have the stream's checksum. */
    boolean decode(
            MemorySegment source,
            long position,
            int size,
            byte[] target,
            int offset,
            int length,
            int wanted,
            Ending ending) {
        long check = XzTrailer.crc32(source, position, size);
        if (check == XzTrailer.NONE || !ending.write(target, offset + wanted, length - wanted)) {
            return false;
        }
        if (decode(source, position, size, target, offset, wanted)) {
            crc32.reset();
            crc32.update(target, offset, length);
            if (crc32.getValue() == check) {
                return true;
            }
        }
        ending.refuted();
        return false;
    }

    private boolean decode(MemorySegment source, long position, int size, byte[] target, int offset, int wanted) {
        MemorySegment output = scratch.target(wanted);
        MemorySegment input = scratch.source(source, position, size);
        try {
            if ((int) START.invokeExact(start, stream, LibLzma.MEMORY_LIMIT, 0) != LibLzma.OK) {
                return false;
            }
            stream.set(ValueLayout.ADDRESS, LibLzma.NEXT_IN, input);
            stream.set(ValueLayout.JAVA_LONG, LibLzma.NEXT_IN + 8, size);
            stream.set(ValueLayout.ADDRESS, LibLzma.NEXT_OUT, output);
            stream.set(ValueLayout.JAVA_LONG, LibLzma.NEXT_OUT + 8, wanted);
            int result = (int) CODE.invokeExact(code, stream, RUN);
            MemorySegment.copy(output, ValueLayout.JAVA_BYTE, 0, target, offset, wanted);
            return result == LibLzma.OK && stream.get(ValueLayout.JAVA_LONG, LibLzma.NEXT_OUT + 8) == 0;
        } catch (Throwable e) {
            throw Downcalls.failure(e);
        }
    }

    @Override
    public void close() {
        end.run();
    }
}
