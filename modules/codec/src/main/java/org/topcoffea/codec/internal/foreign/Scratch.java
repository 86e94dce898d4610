package org.topcoffea.codec.internal.foreign;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Off-heap memory of one coder: its context and buffers that grow to the largest block seen. */
final class Scratch implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final Buffer source = new Buffer();
    private final Buffer target = new Buffer();

    /** Ties a context to this memory: it is freed at {@link #close}. */
    @SuppressWarnings("restricted")
    MemorySegment context(MemorySegment context, MethodHandle free, MemorySegment function) {
        if (context.address() == 0) {
            close();
            throw new OutOfMemoryError("no native memory for a compression context");
        }
        return context.reinterpret(0, arena, freed -> {
            try {
                free.invoke(function, freed);
            } catch (Throwable e) {
                throw Downcalls.failure(e);
            }
        });
    }

    /** Memory that lives as long as this. */
    MemorySegment allocate(long size) {
        return arena.allocate(size, 16);
    }

    /** The part of a segment off heap: itself, or a copy that the next call overwrites. */
    MemorySegment source(MemorySegment from, long position, int size) {
        if (from.isNative()) {
            return from.asSlice(position, size);
        }
        return source.part(size).copyFrom(from.asSlice(position, size));
    }

    /** A copy of part of an array that the next call overwrites. */
    MemorySegment source(byte[] from, int offset, int length) {
        MemorySegment copy = source.part(length);
        MemorySegment.copy(from, offset, copy, ValueLayout.JAVA_BYTE, 0, length);
        return copy;
    }

    /** Room for a result, which the next call hands out again. */
    MemorySegment target(int length) {
        return target.part(length);
    }

    @Override
    public void close() {
        arena.close();
        source.arena.close();
        target.arena.close();
    }

    /** Memory that is replaced when it is too small. */
    private static final class Buffer {
        private Arena arena = Arena.ofShared();
        private MemorySegment memory = MemorySegment.NULL;

        MemorySegment part(int size) {
            if (size > memory.byteSize()) {
                arena.close();
                arena = Arena.ofShared();
                memory = arena.allocate(size, 16);
            }
            return memory.asSlice(0, size);
        }
    }
}
