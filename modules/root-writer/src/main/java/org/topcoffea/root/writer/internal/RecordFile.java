package org.topcoffea.root.writer.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.topcoffea.root.writer.WriterError;
import org.topcoffea.spi.AnalysisException;

/** A file that grows at its end under another name until it is complete. */
public final class RecordFile {
    private static final int BUFFER = 1 << 18;

    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private long flushed;

    private RecordFile(Path target, Path temporary, FileChannel channel) {
        this.target = target;
        this.temporary = temporary;
        this.channel = channel;
    }

    /**
     * Starts a file beside its final place.
     *
     * @param target where the file will be once it is {@linkplain #commit() complete}
     */
    public static RecordFile create(Path target) {
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new RecordFile(target, temporary, channel);
        } catch (IOException failure) {
            String message = target + ": cannot create the file (" + reason(failure)
                    + "); choose a directory that exists and that you may write to";
            throw new AnalysisException(WriterError.CANNOT_CREATE, message, failure);
        }
    }

    /** Where the file will be. */
    public Path target() {
        return target;
    }

    /** Where the next byte goes. */
    public long position() {
        return flushed + buffer.position();
    }

    /** Appends bytes. */
    public void append(byte[] bytes, int offset, int length) {
        int done = 0;
        while (done < length) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int count = Math.min(length - done, buffer.remaining());
            buffer.put(bytes, offset + done, count);
            done += count;
        }
    }

    /** Appends all that an object buffer holds. */
    public void append(ObjectBuffer bytes) {
        append(bytes.bytes(), 0, bytes.size());
    }

    /** Replaces bytes that were appended before. */
    public void patch(long position, ObjectBuffer bytes) {
        flush();
        writeFully(ByteBuffer.wrap(bytes.bytes(), 0, bytes.size()), position);
    }

    /** Leaves out bytes, which read as zero. */
    void skip(long bytes) {
        flush();
        flushed += bytes;
    }

    private void flush() {
        buffer.flip();
        flushed += writeFully(buffer, flushed);
        buffer.clear();
    }

    private long writeFully(ByteBuffer source, long position) {
        long at = position;
        try {
            while (source.hasRemaining()) {
                at += channel.write(source, at);
            }
        } catch (IOException failure) {
            throw cannotWrite(failure);
        }
        return at - position;
    }

    /** Gives the complete file its name, after its bytes have reached the disk. */
    public void commit() {
        try {
            flush();
            channel.force(true);
            channel.close();
            move();
            syncDirectory();
        } catch (IOException failure) {
            throw cannotWrite(failure);
        }
    }

    private void move() throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException unsupported) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Makes the new name last; file systems that cannot do that do not need it. */
    private void syncDirectory() {
        Path parent = target.toAbsolutePath().getParent();
        if (parent == null) {
            return;
        }
        try (FileChannel directory = FileChannel.open(parent, StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException unsupported) {
            System.getLogger(RecordFile.class.getName())
                    .log(System.Logger.Level.DEBUG, "cannot sync directory {0}", parent);
        }
    }

    /** Removes the incomplete file. */
    public void discard() {
        try {
            channel.close();
            Files.deleteIfExists(temporary);
        } catch (IOException failure) {
            throw new UncheckedIOException(temporary + ": cannot remove the incomplete file", failure);
        }
    }

    private AnalysisException cannotWrite(IOException failure) {
        String message = target + ": cannot write at byte " + position() + " (" + reason(failure)
                + "); free space on that disk or write elsewhere";
        return new AnalysisException(WriterError.CANNOT_WRITE, message, failure);
    }

    private static String reason(IOException failure) {
        String message = failure.getMessage();
        String kind = failure.getClass().getSimpleName().replace("Exception", "");
        return message == null ? kind : kind + ": " + message;
    }
}
