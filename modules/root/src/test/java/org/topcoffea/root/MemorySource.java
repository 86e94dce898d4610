package org.topcoffea.root;

import java.lang.foreign.MemorySegment;

/** A file in memory. */
record MemorySource(String name, byte[] bytes) implements ByteSource {
    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public void read(long position, MemorySegment target) {
        long length = target.byteSize();
        if (position < 0 || length > bytes.length - position) {
            throw new RootException(RootError.TRUNCATED, name + ": " + length + " bytes at offset " + position);
        }
        MemorySegment.copy(MemorySegment.ofArray(bytes), position, target, 0, length);
    }

    @Override
    public void close() {}
}
