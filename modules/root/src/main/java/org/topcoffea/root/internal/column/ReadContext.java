package org.topcoffea.root.internal.column;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.topcoffea.codec.Decompressor;

/**
 * What the cursors of one event reader have in common: the decompressor, the counts of bytes, and whatever columns of one
 * tree keep together, such as the offsets of a collection. Confined to one thread.
 */
public final class ReadContext implements AutoCloseable {
    private final Decompressor decompressor;
    private final Map<Object, Object> shared = new HashMap<>();
    private MemorySegment scratch = MemorySegment.NULL;
    private long bytesRead;
    private long bytesDecompressed;

    /**
     * Makes the context of one reader.
     *
     * @param decompressor is closed with this context
     */
    public ReadContext(Decompressor decompressor) {
        this.decompressor = decompressor;
    }

    /** Decodes compressed payloads. */
    public Decompressor decompressor() {
        return decompressor;
    }

    /**
     * Finds what a tree keeps for this reader, making it when it is first asked for.
     *
     * @param <T> its type
     * @param owner whose it is
     * @param type its class
     * @param create makes it
     */
    public <T> T shared(Object owner, Class<T> type, Supplier<? extends T> create) {
        Object known = shared.get(owner);
        if (known == null) {
            // Not computeIfAbsent: what is made may ask for other shared things.
            known = create.get();
            shared.put(owner, known);
        }
        return type.cast(known);
    }

    /**
     * Native memory for compressed bytes, valid until it is asked for again.
     *
     * @param bytes its exact size, which the caller has compared with the size of the file
     */
    public MemorySegment scratch(long bytes) {
        if (scratch.byteSize() < bytes) {
            scratch = Arena.ofAuto().allocate(Math.max(bytes + (bytes >> 2), 1 << 16));
        }
        return scratch.asSlice(0, bytes);
    }

    /**
     * Counts a basket or page.
     *
     * @param read its bytes in the file
     * @param decompressed its bytes when decoded
     */
    public void count(long read, long decompressed) {
        bytesRead += read;
        bytesDecompressed += decompressed;
    }

    /** Compressed bytes read from the source so far. */
    public long bytesRead() {
        return bytesRead;
    }

    /** Bytes after decompression so far. */
    public long bytesDecompressed() {
        return bytesDecompressed;
    }

    @Override
    public void close() {
        decompressor.close();
    }
}
