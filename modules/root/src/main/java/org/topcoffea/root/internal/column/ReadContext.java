package org.topcoffea.root.internal.column;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.topcoffea.codec.Decompressor;
import org.topcoffea.root.BasketStore;
import org.topcoffea.root.ByteSource;

/**
 * What the cursors of one event reader have in common: the decompressor, the counts of bytes, and whatever columns of one
 * tree keep together, such as the offsets of a collection. Confined to one thread.
 */
public final class ReadContext implements AutoCloseable {
    private final Decompressor decompressor;
    private final @Nullable BasketStore store;
    private final Map<Object, Object> shared = new HashMap<>();
    private @Nullable ReadAhead ahead;
    private MemorySegment scratch = MemorySegment.NULL;
    private byte[] passing = new byte[0];
    private Runnable holder = () -> {};
    private long bytesRead;
    private long bytesDecompressed;

    /**
     * Makes the context of one reader.
     *
     * @param decompressor is closed with this context
     * @param store keeps what was decompressed before; null if nothing does
     */
    public ReadContext(Decompressor decompressor, @Nullable BasketStore store) {
        this.decompressor = decompressor;
        this.store = store;
    }

    /** What keeps decompressed baskets and pages; null if nothing does. */
    public @Nullable BasketStore store() {
        return store;
    }

    /** Takes what fetches baskets and pages in advance; null for nothing. */
    void ahead(@Nullable ReadAhead given) {
        ReadAhead before = ahead;
        if (before != null) {
            before.close();
        }
        ahead = given;
    }

    /** Reads a basket or page, from what was fetched in advance if it was. */
    public void read(ByteSource source, long position, MemorySegment target) {
        ReadAhead fetched = ahead;
        if (fetched == null || !fetched.read(position, target)) {
            source.read(position, target);
        }
    }

    /** Reads several pages, from what was fetched in advance if all of them were. */
    public void read(ByteSource source, long[] positions, MemorySegment[] targets) {
        ReadAhead fetched = ahead;
        if (fetched == null) {
            source.read(positions, targets);
            return;
        }
        for (int i = 0; i < positions.length; i++) {
            if (!fetched.read(positions[i], targets[i])) {
                source.read(
                        Arrays.copyOfRange(positions, i, positions.length),
                        Arrays.copyOfRange(targets, i, targets.length));
                return;
            }
        }
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
     * An array that is shared by all who decode what they put there at once.
     *
     * @param evicted is run when somebody else asks for it
     * @param length its least length
     */
    public byte[] passing(Runnable evicted, int length) {
        holder.run();
        holder = evicted;
        passing = Room.bytes(passing, length);
        return passing;
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
        ahead(null);
        decompressor.close();
    }
}
