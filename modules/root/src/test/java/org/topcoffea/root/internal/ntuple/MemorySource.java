package org.topcoffea.root.internal.ntuple;

import java.lang.foreign.MemorySegment;
import org.topcoffea.root.ByteSource;
import org.topcoffea.root.RootError;
import org.topcoffea.root.RootException;

/** A file that is an array. */
record MemorySource(byte[] bytes) implements ByteSource {
    @Override
    public String name() {
        return "memory.root";
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public void read(long position, MemorySegment target) {
        if (position < 0 || target.byteSize() > bytes.length - position) {
            throw new RootException(RootError.TRUNCATED, "behind the end");
        }
        MemorySegment.copy(MemorySegment.ofArray(bytes), position, target, 0, target.byteSize());
    }

    @Override
    public void close() {}
}
