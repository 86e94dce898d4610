package org.topcoffea.root.internal.ntuple;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.topcoffea.codec.CodecException;
import org.topcoffea.codec.Xxh3;
import org.topcoffea.root.BasketStore;
import org.topcoffea.root.RootError;
import org.topcoffea.root.RootException;
import org.topcoffea.root.internal.column.ReadContext;
import org.topcoffea.root.internal.container.Blocks;
import org.topcoffea.root.internal.ntuple.Schema.PhysicalColumn;

/** Fetches, verifies and decompresses pages for one reader, with buffers that all its columns use. */
final class PageReader {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int BATCH_BYTES = 8 << 20;
    private static final int BATCH_PAGES = 256;
    /** Behind a page, so that wide loads may look further than the last element. */
    private static final int PADDING = 8;

    private final Blobs blobs;
    private final ReadContext context;
    private final PageDecoder decoder = new PageDecoder();
    private byte[] stored = new byte[0];
    private MemorySegment storedSegment = MemorySegment.ofArray(stored);
    private byte @Nullable [] spare;

    PageReader(Blobs blobs, ReadContext context) {
        this.blobs = blobs;
        this.context = context;
    }

    /** What turns pages into elements. */
    PageDecoder decoder() {
        return decoder;
    }

    /** A buffer for a page, to be given back. */
    byte[] take(int bytes) {
        byte[] buffer = spare;
        if (buffer != null && buffer.length >= bytes + PADDING) {
            spare = null;
            return buffer;
        }
        return new byte[bytes + PADDING];
    }

    /** Takes a buffer back for the next page. */
    void give(byte[] buffer) {
        if (spare == null || spare.length < buffer.length) {
            spare = buffer;
        }
    }

    /** Pages as they are in the file, one behind the other; valid until others are fetched. */
    static final class Batch {
        private final Pages pages;
        private final int first;
        private final int[] at;

        Batch(Pages pages, int first, int[] at) {
            this.pages = pages;
            this.first = first;
            this.at = at;
        }

        /** Whether a page is in the batch. */
        boolean holds(Pages of, int page) {
            return of == pages && page >= first && page < first + at.length;
        }
    }

    private static int storedBytes(Pages pages, int page) {
        return pages.bytes(page) + (pages.checked(page) ? Long.BYTES : 0);
    }

    /**
     * Reads pages of a column in one request, as many as one batch holds.
     *
     * @param pages the pages of the column in a cluster
     * @param first the first page
     * @param last the last page that is wanted
     * @param where the column, for messages
     */
    Batch fetch(Pages pages, int first, int last, String where) {
        int stop = first;
        long total = 0;
        while (stop <= last && stop - first < BATCH_PAGES) {
            int bytes = storedBytes(pages, stop);
            if (stop > first && total + bytes > BATCH_BYTES) {
                break;
            }
            blobs.check(pages.position(stop), bytes, where + ", page " + stop);
            total += sameAsBefore(pages, first, stop) ? 0 : bytes;
            stop++;
        }
        if (total > stored.length) {
            stored = new byte[Math.toIntExact(Math.min(Integer.MAX_VALUE - 16L, total + (total >> 2)))];
            storedSegment = MemorySegment.ofArray(stored);
        }
        long[] positions = new long[stop - first];
        MemorySegment[] targets = new MemorySegment[stop - first];
        int[] at = new int[stop - first];
        int requests = 0;
        int end = 0;
        for (int page = first; page < stop; page++) {
            if (sameAsBefore(pages, first, page)) {
                at[page - first] = at[page - first - 1];
                continue;
            }
            int bytes = storedBytes(pages, page);
            at[page - first] = end;
            positions[requests] = pages.position(page);
            targets[requests++] = storedSegment.asSlice(end, bytes);
            end += bytes;
        }
        read(positions, targets, requests, where);
        return new Batch(pages, first, at);
    }

    /** Whether a page is stored only once for itself and the one before it. */
    private static boolean sameAsBefore(Pages pages, int first, int page) {
        return page > first
                && pages.position(page) == pages.position(page - 1)
                && storedBytes(pages, page) == storedBytes(pages, page - 1);
    }

    private void read(long[] positions, MemorySegment[] targets, int requests, String where) {
        boolean cut = false;
        for (int i = 0; i < requests; i++) {
            cut |= blobs.isCut(targets[i].byteSize());
        }
        if (cut) {
            for (int i = 0; i < requests; i++) {
                blobs.read(positions[i], targets[i], where);
            }
        } else if (requests == positions.length) {
            context.read(blobs.source(), positions, targets);
        } else {
            context.read(blobs.source(), Arrays.copyOf(positions, requests), Arrays.copyOf(targets, requests));
        }
    }

    /**
     * Verifies and decompresses one page.
     *
     * @param batch what was fetched last
     * @param page one of its pages
     * @param column the column it belongs to
     * @param buffer takes the page, from {@link #take}
     * @param length the bytes of the page after decompression
     * @param where the column, for messages
     */
    void decompress(Batch batch, int page, PhysicalColumn column, byte[] buffer, int length, String where) {
        int at = batch.at[page - batch.first];
        int bytes = batch.pages.bytes(page);
        if (batch.pages.checked(page) && Xxh3.hash64(stored, at, bytes) != storedSegment.get(LONG, (long) at + bytes)) {
            throw damaged(batch, page, where, "its checksum is wrong: the file is damaged, fetch it again", null);
        }
        context.count(storedBytes(batch.pages, page), length);
        inflate(batch, page, column, buffer, length, where);
        BasketStore store = context.store();
        if (store != null) {
            store.put(batch.pages.position(page), buffer, length);
        }
    }

    /**
     * Takes a page that was decompressed before, if there is one.
     *
     * @param buffer takes the page, from {@link #take}
     * @param length the bytes of the page after decompression
     */
    boolean kept(Pages pages, int page, byte[] buffer, int length) {
        BasketStore store = context.store();
        if (store == null || !store.get(pages.position(page), buffer, length)) {
            return false;
        }
        context.count(0, length);
        return true;
    }

    /** Whether there may be a page that was decompressed before. */
    boolean isKept(Pages pages, int page, long length) {
        BasketStore store = context.store();
        return store != null && store.length(pages.position(page)) == length;
    }

    private void inflate(Batch batch, int page, PhysicalColumn column, byte[] buffer, int length, String where) {
        int at = batch.at[page - batch.first];
        int bytes = batch.pages.bytes(page);
        if (bytes == length) {
            System.arraycopy(stored, at, buffer, 0, length);
            return;
        }
        MemorySegment source = storedSegment.asSlice(at, bytes);
        try {
            context.decompressor().decompress(source, buffer, 0, length);
        } catch (CodecException e) {
            throw damaged(batch, page, where, e.getMessage() + " (column type " + column.encoding() + ")", e);
        }
    }

    /** Refuses a page whose blocks cannot decode to its length, before a buffer is made for it. */
    void checkLength(Batch batch, int page, long length, String where) {
        int bytes = batch.pages.bytes(page);
        if (bytes != length) {
            int at = batch.at[page - batch.first];
            String problem = length > Integer.MAX_VALUE - 64
                    ? "it decodes to " + length + " bytes"
                    : Blocks.problem(storedSegment.asSlice(at, bytes), (int) length);
            if (problem != null) {
                throw damaged(batch, page, where, problem, null);
            }
        }
    }

    private static RootException damaged(
            Batch batch, int page, String where, @Nullable String what, @Nullable Throwable cause) {
        return new RootException(
                RootError.CORRUPT,
                where + ", page " + page + " at offset " + batch.pages.position(page) + ": " + what,
                cause);
    }
}
