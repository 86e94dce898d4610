package org.topcoffea.wire.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A part of a file, read piece by piece into memory outside the heap. */
final class FilePieces implements Closeable {
    private static final int PIECE = 128 << 10;

    private final Path file;
    private final FileChannel channel;
    private long position;
    private long left;

    /** Opens a whole file. */
    FilePieces(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        this.left = channel.size();
    }

    /** Opens a part of a file, which must be there. */
    FilePieces(Path file, long offset, long length) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        this.position = offset;
        this.left = length;
        if (channel.size() - offset < length) {
            channel.close();
            throw new IOException(file + ": has fewer than " + (offset + length) + " bytes");
        }
    }

    long left() {
        return left;
    }

    /** The next piece; null when there is no more, and the file is closed. */
    @Nullable
    ByteBuf next(ByteBufAllocator allocator) throws IOException {
        if (left == 0) {
            close();
            return null;
        }
        int length = (int) Math.min(left, PIECE);
        ByteBuf piece = allocator.directBuffer(length);
        try {
            ByteBuffer target = piece.internalNioBuffer(0, length);
            while (target.hasRemaining()) {
                int read = channel.read(target, position);
                if (read < 0) {
                    throw new IOException(file + ": became shorter while it was sent");
                }
                position += read;
            }
            piece.writerIndex(length);
            left -= length;
            return piece;
        } catch (IOException | RuntimeException e) {
            piece.release();
            close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
