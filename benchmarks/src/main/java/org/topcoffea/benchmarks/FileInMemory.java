package org.topcoffea.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.topcoffea.root.ByteSource;

/**
 * The bytes of a file, read once: what is left of reading without the system calls.
 *
 * @param name the path
 * @param bytes the content
 */
record FileInMemory(String name, MemorySegment bytes) implements ByteSource {
    static FileInMemory of(Path path) {
        try (FileChannel channel = FileChannel.open(path);
                Arena arena = Arena.ofConfined()) {
            MemorySegment file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            MemorySegment copy = Arena.ofAuto().allocate(file.byteSize());
            return new FileInMemory(path.toString(), copy.copyFrom(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long size() {
        return bytes.byteSize();
    }

    @Override
    public void read(long position, MemorySegment target) {
        target.copyFrom(bytes.asSlice(position, target.byteSize()));
    }

    @Override
    public void close() {}
}
