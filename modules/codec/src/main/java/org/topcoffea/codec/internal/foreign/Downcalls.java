package org.topcoffea.codec.internal.foreign;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Makes handles to native functions; each takes the function's address as first argument, so that handles can be
 * constants (which the compiler inlines) while libraries are found at run time.
 */
@SuppressWarnings("restricted")
final class Downcalls {
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    static final ValueLayout.OfLong SIZE = ValueLayout.JAVA_LONG;
    static final AddressLayout POINTER = ValueLayout.ADDRESS;

    /**
     * Compressed bytes up to which a block is decoded straight into the heap. Such a call holds up garbage collection;
     * this many bytes take at most about 10 ms, with LZMA.
     */
    static final int CRITICAL_LIMIT = 256 * 1024;

    private static final Linker LINKER = Linker.nativeLinker();

    private Downcalls() {}

    /** A function that may be given heap memory, and holds up garbage collection while it runs. */
    static MethodHandle critical(MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(FunctionDescriptor.of(result, arguments), Linker.Option.critical(true));
    }

    /** A function that takes off-heap memory only. */
    static MethodHandle plain(MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(FunctionDescriptor.of(result, arguments));
    }

    /** A function without result. */
    static MethodHandle plainVoid(MemoryLayout... arguments) {
        return LINKER.downcallHandle(FunctionDescriptor.ofVoid(arguments));
    }

    /** Finds a function. */
    static MemorySegment function(SymbolLookup symbols, String name) {
        return symbols.find(name).orElseThrow(() -> new UnsatisfiedLinkError("the library has no function " + name));
    }

    /** Calls a function that returns a text and takes nothing. */
    static String text(SymbolLookup symbols, String name) {
        try {
            MemorySegment text = (MemorySegment) plain(POINTER).invokeExact(function(symbols, name));
            return text.reinterpret(64).getString(0);
        } catch (Throwable e) {
            throw failure(e);
        }
    }

    /** What to throw for something that a method handle threw. */
    static RuntimeException failure(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException exception ? exception : new IllegalStateException(thrown);
    }
}
