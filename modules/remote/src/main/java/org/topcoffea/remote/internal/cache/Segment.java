package org.topcoffea.remote.internal.cache;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BiConsumer;
import org.topcoffea.codec.Xxh3;

/**
 * One file of the cache: entries one behind the other, written by one process only and never changed. An entry is
 *
 * <pre>
 * magic:int  stored:int  length:int  0:int  position:long  checksum:long  bytes:byte*stored
 * </pre>
 *
 * all big-endian; the checksum is the XXH3 of the bytes. A file may end within an entry, when its process was killed; it is
 * read up to there.
 */
final class Segment implements AutoCloseable {
    private static final int MAGIC = 0x74634231;
    /** The bytes of an entry before its content. */
    static final int HEADER = 32;

    private static final int MAX_BYTES = 1 << 30;

    private final Path path;
    private final FileChannel channel;
    private long end;

    /**
     * Where an entry is.
     *
     * @param segment the file
     * @param offset where its bytes begin
     * @param stored the number of bytes in the file
     * @param length the number of bytes when decoded
     * @param checksum of the bytes in the file
     */
    record Entry(Segment segment, long offset, int stored, int length, long checksum) {}

    private Segment(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Makes a new file. */
    static Segment create(Path path) throws IOException {
        return new Segment(
                path,
                FileChannel.open(
                        path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ));
    }

    /**
     * Opens a file that exists and goes through its entries.
     *
     * @param found takes the position and place of each
     */
    static Segment open(Path path, BiConsumer<Long, Entry> found) throws IOException {
        Segment segment = new Segment(path, FileChannel.open(path, StandardOpenOption.READ));
        try {
            segment.scan(found);
            return segment;
        } catch (IOException | RuntimeException e) {
            segment.close();
            throw e;
        }
    }

    private void scan(BiConsumer<Long, Entry> found) throws IOException {
        long size = channel.size();
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        while (end + HEADER <= size) {
            fill(header.clear(), end);
            header.flip();
            int magic = header.getInt();
            int stored = header.getInt();
            int length = header.getInt();
            header.getInt();
            long position = header.getLong();
            boolean sensible =
                    magic == MAGIC && stored >= 0 && stored <= MAX_BYTES && length >= 0 && length <= MAX_BYTES;
            if (!sensible || end + HEADER + stored > size) {
                return;
            }
            found.accept(position, new Entry(this, end + HEADER, stored, length, header.getLong()));
            end += HEADER + stored;
        }
    }

    private void fill(ByteBuffer target, long from) throws IOException {
        while (target.hasRemaining()) {
            if (channel.read(target, from + target.position()) < 0) {
                throw new EOFException(path + " ends within an entry");
            }
        }
    }

    Path path() {
        return path;
    }

    /** Appends an entry. */
    synchronized Entry append(long position, byte[] bytes, int length) throws IOException {
        long checksum = Xxh3.hash64(bytes, 0, bytes.length);
        ByteBuffer record = ByteBuffer.allocate(HEADER + bytes.length);
        record.putInt(MAGIC).putInt(bytes.length).putInt(length).putInt(0);
        record.putLong(position).putLong(checksum).put(bytes).flip();
        long at = end;
        while (record.hasRemaining()) {
            channel.write(record, at + record.position());
        }
        end = at + record.limit();
        return new Entry(this, at + HEADER, bytes.length, length, checksum);
    }

    /**
     * Reads the bytes of an entry as they are in the file.
     *
     * @throws IOException if they cannot be read, or their checksum is wrong
     */
    byte[] read(Entry entry) throws IOException {
        byte[] bytes = new byte[entry.stored()];
        fill(ByteBuffer.wrap(bytes), entry.offset());
        if (Xxh3.hash64(bytes, 0, bytes.length) != entry.checksum()) {
            throw new IOException(path + ": an entry is damaged");
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
