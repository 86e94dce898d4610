package org.topcoffea.manager.internal.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A file that only grows, of records that are whole or not there. A record is on the disk when {@link #append} returns;
 * whatever was being written when the process died is cut off when the file is opened again.
 *
 * <pre>
 * file   := magic:8 bytes record*
 * record := length:int crc32c:int content:length bytes      crc32c of length and content, big-endian
 * </pre>
 *
 * Not thread-safe.
 */
public final class Journal implements Closeable {
    private static final long MAGIC = 0x7463_4a6f_7572_6e31L;
    private static final int HEADER = 2 * Integer.BYTES;
    private static final int MAXIMUM = 1 << 28;

    private final FileChannel channel;
    private final Disk disk;
    private final List<byte[]> found;
    private final long lost;
    private long end;

    private Journal(FileChannel channel, Disk disk) throws IOException {
        this.channel = channel;
        this.disk = disk;
        this.found = new ArrayList<>();
        boolean holdsNothing = channel.size() <= Long.BYTES;
        if (channel.size() < Long.BYTES || (holdsNothing && read(0, Long.BYTES).getLong() != MAGIC)) {
            channel.truncate(0);
            disk.write(channel, ByteBuffer.allocate(Long.BYTES).putLong(MAGIC).flip(), 0);
            this.end = Long.BYTES;
            this.lost = 0;
            return;
        }
        if (read(0, Long.BYTES).getLong() != MAGIC) {
            throw new IOException("it is not a journal of this version");
        }
        long size = channel.size();
        this.end = readAll(size);
        this.lost = size - end;
        if (lost > 0) {
            channel.truncate(end);
            channel.force(true);
        }
    }

    /**
     * Opens a journal, or begins one.
     *
     * @throws IOException if it cannot be read or written, or is something else
     */
    public static Journal open(Path file) throws IOException {
        return open(file, Disk.REAL);
    }

    /** The same on another disk. */
    static Journal open(Path file, Disk disk) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            return new Journal(channel, disk);
        } catch (Error e) {
            channel.close();
            throw e;
        } catch (IOException e) {
            channel.close();
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** The records that were there when the journal was opened, oldest first; the caller may clear the list. */
    public List<byte[]> found() {
        return found;
    }

    /** How many bytes of an unfinished record were cut off. */
    public long lost() {
        return lost;
    }

    private long readAll(long size) throws IOException {
        long position = Long.BYTES;
        while (size - position >= HEADER) {
            ByteBuffer header = read(position, HEADER);
            int length = header.getInt();
            int checksum = header.getInt();
            if (length < 0 || length > MAXIMUM || length > size - position - HEADER) {
                break;
            }
            byte[] content = read(position + HEADER, length).array();
            if (checksum(content) != checksum) {
                break;
            }
            found.add(content);
            position += HEADER + length;
        }
        return position;
    }

    private ByteBuffer read(long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("it ends too early");
            }
        }
        return buffer.flip();
    }

    private static int checksum(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(content.length).flip());
        crc.update(content);
        return (int) crc.getValue();
    }

    /**
     * Writes a record and waits until it is on the disk.
     *
     * @throws IOException if that fails, for example because the disk is full; then the journal is as before, and the same
     *     record may be tried again
     */
    public void append(byte[] content) throws IOException {
        appendAll(List.of(content));
    }

    /** Writes several records and waits once. */
    public void appendAll(List<byte[]> contents) throws IOException {
        int length = 0;
        for (byte[] content : contents) {
            if (content.length > MAXIMUM) {
                throw new IllegalArgumentException("a record of " + content.length + " bytes");
            }
            length = Math.addExact(length, HEADER + content.length);
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (byte[] content : contents) {
            bytes.putInt(content.length).putInt(checksum(content)).put(content);
        }
        try {
            disk.write(channel, bytes.flip(), end);
        } catch (IOException e) {
            channel.truncate(end);
            throw e;
        }
        end += length;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
