package org.topcoffea.manager.internal.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How what was written gets on the disk: the only places where a store may find it full, or be cut off in the middle. */
public interface Disk {
    /** The disk of this machine. */
    Disk REAL = new Disk() {
        @Override
        public void sync(Path path) throws IOException {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }

        @Override
        public void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
            long at = position;
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
            channel.force(false);
        }
    };

    /**
     * Makes sure that the content of a file, or the names in a directory, are on the disk.
     *
     * @throws IOException if that fails, for example because the disk is full
     */
    void sync(Path path) throws IOException;

    /**
     * Writes into a file, and makes sure that it is on the disk.
     *
     * @throws IOException if that fails; some of it may be written
     */
    void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException;
}
