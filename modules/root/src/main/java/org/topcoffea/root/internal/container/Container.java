package org.topcoffea.root.internal.container;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.topcoffea.codec.CodecException;
import org.topcoffea.codec.Codecs;
import org.topcoffea.codec.Decompressor;
import org.topcoffea.root.ByteSource;
import org.topcoffea.root.RootError;
import org.topcoffea.root.RootException;

/** A ROOT file as records: header, keys, directories, payloads. Safe for use by several threads. */
public final class Container {
    private static final int FIRST_READ = 512;
    private static final int KEY_GUESS = 512;

    private final ByteSource source;
    private final FileHeader header;

    /**
     * Reads the header.
     *
     * @throws RootException if this is not a ROOT file
     */
    public Container(ByteSource source) {
        this.source = source;
        byte[] first = new byte[(int) Math.min(FIRST_READ, source.size())];
        source.read(0, MemorySegment.ofArray(first));
        this.header = FileHeader.parse(first, source.size(), source.name());
    }

    private Container(ByteSource source, FileHeader header) {
        this.source = source;
        this.header = header;
    }

    /**
     * The same file, with some records already in memory where requests cost something.
     *
     * @param positions where the records begin
     * @param lengths how long they are
     */
    public Container with(long[] positions, long[] lengths) {
        ByteSource prefetched = Prefetched.of(source, positions, lengths);
        return prefetched == source ? this : new Container(prefetched, header);
    }

    /** The bytes of the file. */
    public ByteSource source() {
        return source;
    }

    /** The file's path or URL, for messages. */
    public String name() {
        return source.name();
    }

    /** The file header. */
    public FileHeader header() {
        return header;
    }

    /** The directory at the top. */
    public Directory top() {
        return directory(header.begin() + header.nameBytes(), "");
    }

    /** The directory of a key of class {@code TDirectory} or {@code TDirectoryFile}. */
    public Directory directory(Key key, String path) {
        return directory(key.seek() + key.keyBytes(), path);
    }

    private Directory directory(long position, String path) {
        String where = name() + ": directory '/" + path + "'";
        BytesIn in = new BytesIn(read(position, upTo(position, 64), where), where);
        boolean wide = in.i16() > 1000;
        in.skip(8);
        int listBytes = in.i32();
        in.skip(4);
        in.seekField(wide);
        in.seekField(wide);
        long seekKeys = in.seekField(wide);
        return new Directory(path, seekKeys == 0 ? List.of() : keys(seekKeys, listBytes, where));
    }

    private List<Key> keys(long seek, int bytes, String where) {
        if (bytes < 0) {
            throw new RootException(RootError.CORRUPT, where + ": its list of keys has a length of " + bytes);
        }
        BytesIn in = new BytesIn(read(seek, bytes, where), where + ", list of keys at offset " + seek);
        Key list = Key.parse(in);
        in.seek(list.keyBytes());
        int count = in.count(Key.MIN_BYTES);
        List<Key> keys = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            keys.add(Key.parse(in));
        }
        return keys;
    }

    /** Reads the key of the record at a position. */
    public Key key(long position) {
        String where = name() + ": record at offset " + position;
        int guess = upTo(position, KEY_GUESS);
        byte[] bytes = read(position, guess, where);
        BytesIn in = new BytesIn(bytes, where);
        in.skip(14);
        int keyBytes = in.i16();
        if (keyBytes > guess) {
            bytes = read(position, keyBytes, where);
        }
        return Key.parse(new BytesIn(bytes, where));
    }

    /**
     * The payload of a record, decompressed.
     *
     * @param key a key of this file, from a directory or the record itself
     */
    public byte[] payload(Key key) {
        String where = name() + ": " + key.className() + " '" + key.name() + "' at offset " + key.seek();
        if (key.payloadBytes() < 0) {
            throw new RootException(
                    RootError.CORRUPT,
                    where + ": its record of " + key.bytes() + " bytes has a key of " + key.keyBytes());
        }
        return inflate(key.seek() + key.keyBytes(), key.payloadBytes(), key.objectBytes(), where);
    }

    /**
     * Bytes of the file, decompressed if the lengths differ.
     *
     * @param position the first byte
     * @param stored the number of bytes in the file
     * @param length the number of bytes after decompression
     * @param where what is read, for messages
     */
    public byte[] inflate(long position, int stored, int length, String where) {
        byte[] payload = read(position, stored, where);
        if (stored == length) {
            return payload;
        }
        MemorySegment segment = MemorySegment.ofArray(payload);
        String problem = Blocks.problem(segment, length);
        if (problem != null) {
            throw new RootException(RootError.CORRUPT, where + ": " + problem);
        }
        byte[] target = new byte[length];
        try (Decompressor decompressor = Codecs.system().decompressor()) {
            decompressor.decompress(segment, target, 0, length);
        } catch (CodecException e) {
            throw new RootException(RootError.CORRUPT, where + ": " + e.getMessage(), e);
        }
        return target;
    }

    /**
     * Bytes of the file as they are.
     *
     * @param position the first byte
     * @param length how many; checked against the file's size before anything is allocated
     * @param where what is read, for messages
     */
    public byte[] read(long position, int length, String where) {
        if (position < 0 || length < 0) {
            throw new RootException(
                    RootError.CORRUPT, where + ": says it is at offset " + position + " with " + length + " bytes");
        }
        if (length > source.size() - position) {
            throw new RootException(
                    RootError.TRUNCATED,
                    where + ": " + length + " bytes at offset " + position + " are behind the end of the file ("
                            + source.size() + " bytes)");
        }
        byte[] bytes = new byte[length];
        source.read(position, MemorySegment.ofArray(bytes));
        return bytes;
    }

    private int upTo(long position, int length) {
        return Math.clamp(source.size() - position, 0, length);
    }
}
