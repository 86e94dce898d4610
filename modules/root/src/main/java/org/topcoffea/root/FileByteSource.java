package org.topcoffea.root;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of this machine, read with positional reads. Safe for use by several threads. */
public final class FileByteSource implements ByteSource {
    private final Path path;
    private final FileChannel channel;
    private final long size;

    private FileByteSource(Path path, FileChannel channel, long size) {
        this.path = path;
        this.channel = channel;
        this.size = size;
    }

    /**
     * Opens a file.
     *
     * @throws RootException {@link RootError#MISSING} or {@link RootError#UNREADABLE}
     */
    public static FileByteSource open(Path path) {
        if (Files.isDirectory(path)) {
            throw new RootException(RootError.UNREADABLE, path + ": is a directory, not a ROOT file");
        }
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            return new FileByteSource(path, channel, channel.size());
        } catch (NoSuchFileException e) {
            throw new RootException(RootError.MISSING, path + ": no such file", e);
        } catch (IOException e) {
            throw new RootException(RootError.UNREADABLE, path + ": cannot be read: " + reason(e), e);
        }
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, MemorySegment target) {
        long length = target.byteSize();
        if (position < 0 || length > size - position) {
            throw new RootException(
                    RootError.TRUNCATED,
                    path + ": " + length + " bytes at offset " + position + " are behind the end of the file (" + size
                            + " bytes)");
        }
        ByteBuffer buffer = target.asByteBuffer();
        try {
            while (buffer.hasRemaining()) {
                int n = channel.read(buffer, position + buffer.position());
                if (n < 0) {
                    throw new RootException(
                            RootError.TRUNCATED,
                            path + ": became shorter while it was read, at offset " + (position + buffer.position()));
                }
            }
        } catch (IOException e) {
            throw new RootException(
                    RootError.UNREADABLE, path + ": cannot be read at offset " + position + ": " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof ClosedChannelException) {
            return "it was closed";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new RootException(RootError.UNREADABLE, path + ": cannot be closed: " + reason(e), e);
        }
    }
}
