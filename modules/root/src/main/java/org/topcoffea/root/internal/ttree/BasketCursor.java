package org.topcoffea.root.internal.ttree;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.topcoffea.codec.CodecException;
import org.topcoffea.root.BasketStore;
import org.topcoffea.root.ByteSource;
import org.topcoffea.root.RootError;
import org.topcoffea.root.RootException;
import org.topcoffea.root.internal.column.Decode;
import org.topcoffea.root.internal.column.ReadContext;
import org.topcoffea.root.internal.column.Room;
import org.topcoffea.root.internal.container.Blocks;

/** The baskets of one branch for one reader: one basket at a time, kept until another is asked for. */
final class BasketCursor {
    private static final byte[] NONE = new byte[0];
    private static final int UNCHECKED_BYTES = 1 << 20;

    private final String where;
    private final BasketIndex index;
    private final ByteSource source;
    private final ReadContext context;
    private final Runnable forget = this::forget;
    private int loaded = -1;
    private boolean passing;
    private @Nullable ExpectedOffsets ending;
    private byte[] own = NONE;

    private byte[] bytes = NONE;
    private int begin;
    private int length;
    private byte[] offsets = NONE;
    private int offsetsAt;
    private int keyBytes;
    private int entries;

    BasketCursor(String where, BasketIndex index, ByteSource source, ReadContext context) {
        this.where = where;
        this.index = index;
        this.source = source;
        this.context = context;
    }

    BasketIndex index() {
        return index;
    }

    /** Makes a basket the current one, and keeps it until another is. */
    void load(int basket) {
        load(basket, null);
    }

    /**
     * Makes a basket the current one until any basket of this reader is loaded in passing, without its offsets. If all of
     * its data are decoded before, that saves work: no offset is decompressed where the codec can stop early, and all baskets
     * are decompressed into one array, which stays in the processor's cache.
     *
     * @param expected what the offsets are by the counter
     */
    void loadInPassing(int basket, ExpectedOffsets expected) {
        load(basket, context.store() == null ? expected : null);
    }

    private void load(int basket, @Nullable ExpectedOffsets expected) {
        if (basket == loaded) {
            return;
        }
        loaded = -1;
        passing = expected != null && basket < index.inFile();
        ending = expected;
        if (basket >= index.inFile()) {
            embedded(index.embedded(basket));
        } else {
            record(basket);
        }
        long wanted = index.behind(basket) - index.first(basket);
        if (entries < wanted) {
            throw corrupt(basket, "holds " + entries + " entries but should hold " + wanted);
        }
        loaded = basket;
    }

    /**
     * Refuses a range that its baskets cannot hold, before memory for it is taken.
     *
     * @param basket the first basket of the range
     * @param stop the entry behind the range
     * @param wanted the bytes that its values take in the baskets
     */
    void check(int basket, long stop, long wanted) {
        if (wanted <= UNCHECKED_BYTES) {
            return;
        }
        long held = 0;
        for (int i = basket; i < index.count() && index.first(i) < stop; i++) {
            held += decodedBytes(i);
        }
        if (wanted > held) {
            throw new RootException(
                    RootError.CORRUPT,
                    where + ": the entries before " + stop + " take " + wanted + " bytes but their baskets hold only "
                            + held);
        }
    }

    private long decodedBytes(int basket) {
        if (basket >= index.inFile()) {
            return index.embedded(basket).length();
        }
        MemorySegment head = context.scratch(BasketKey.SIZES);
        context.read(source, index.seek(basket), head);
        return BasketKey.objectBytes(head);
    }

    /** The number of the current basket, for messages. */
    int current() {
        return loaded;
    }

    private void embedded(EmbeddedBasket basket) {
        bytes = basket.bytes();
        begin = basket.data();
        length = basket.length();
        offsets = basket.offsets();
        offsetsAt = basket.offsetsAt();
        keyBytes = basket.keyBytes();
        entries = basket.entries();
    }

    private void record(int basket) {
        long seek = index.seek(basket);
        long stored = index.bytes(basket);
        if (seek < 0 || stored < BasketKey.TAIL_BYTES || stored > source.size() - seek) {
            throw new RootException(
                    seek < 0 || stored < BasketKey.TAIL_BYTES ? RootError.CORRUPT : RootError.TRUNCATED,
                    at(basket) + ": its " + stored + " bytes are not within the file's " + source.size());
        }
        BasketStore store = context.store();
        if (store != null && kept(store, basket)) {
            return;
        }
        MemorySegment record = context.scratch(stored);
        context.read(source, seek, record);
        BasketKey key = BasketKey.parse(record, stored, what -> corrupt(basket, what));
        // What is kept for later is the key and behind it the data.
        begin = store == null ? 0 : key.keyBytes();
        decompress(record.asSlice(key.keyBytes()), key, basket);
        context.count(stored, key.objectBytes());
        present(key, basket);
        if (store != null) {
            MemorySegment.copy(record, 0, MemorySegment.ofArray(bytes), 0, begin);
            store.put(seek, bytes, begin + key.objectBytes());
        }
    }

    /** Takes a basket that was decompressed before, if there is one. */
    private boolean kept(BasketStore store, int basket) {
        long seek = index.seek(basket);
        int size = store.length(seek);
        if (size < BasketKey.MIN_BYTES) {
            return false;
        }
        own = Room.bytes(own, size);
        if (!store.get(seek, own, size)) {
            return false;
        }
        MemorySegment record = MemorySegment.ofArray(own).asSlice(0, size);
        BasketKey key = BasketKey.parse(record, index.bytes(basket), what -> corrupt(basket, what));
        if (size - key.keyBytes() != key.objectBytes()) {
            return false;
        }
        begin = key.keyBytes();
        bytes = own;
        context.count(0, key.objectBytes());
        present(key, basket);
        return true;
    }

    private void present(BasketKey key, int basket) {
        keyBytes = key.keyBytes();
        entries = key.entries();
        length = key.border();
        offsets = NONE;
        if (!passing) {
            offsetArray(begin + key.border(), begin + key.objectBytes(), basket);
        }
    }

    private void decompress(MemorySegment payload, BasketKey key, int basket) {
        int objectBytes = key.objectBytes();
        if (payload.byteSize() == objectBytes) {
            bytes = room(begin + objectBytes);
            MemorySegment.copy(payload, 0, MemorySegment.ofArray(bytes), begin, objectBytes);
            return;
        }
        String problem = Blocks.problem(payload, objectBytes);
        if (problem != null) {
            throw corrupt(basket, problem);
        }
        bytes = room(begin + objectBytes);
        try {
            if (passing && ending != null) {
                context.decompressor()
                        .decompressBeginning(payload, bytes, begin, objectBytes, key.border(), ending.in(key));
            } else {
                context.decompressor().decompress(payload, bytes, begin, objectBytes);
            }
        } catch (CodecException e) {
            throw new RootException(RootError.CORRUPT, at(basket) + ": " + e.getMessage(), e);
        }
    }

    private byte[] room(int length) {
        if (passing) {
            return context.passing(forget, length);
        }
        own = Room.bytes(own, length);
        return own;
    }

    /** Another cursor has taken the array that all share. */
    private void forget() {
        if (passing) {
            loaded = -1;
            bytes = NONE;
        }
    }

    /** Takes the offsets of entries, if there are any between two places of the array. */
    private void offsetArray(int from, int to, int basket) {
        if (to - from < 4 || entries == 0) {
            return;
        }
        int count = Decode.intAt(bytes, from);
        if (count < entries || count > (to - from - 4) / 4) {
            throw corrupt(basket, "has " + count + " offsets for " + entries + " entries");
        }
        offsets = bytes;
        offsetsAt = from + 4;
    }

    /** The array that holds the current basket's data. */
    byte[] bytes() {
        return bytes;
    }

    /** Where the data begin in the array. */
    int begin() {
        return begin;
    }

    /** The number of bytes of data. */
    int length() {
        return length;
    }

    /** Whether the basket says where each entry begins. */
    boolean hasOffsets() {
        return offsets.length > 0;
    }

    /**
     * Where an entry begins, counted from the beginning of the data; checked to be within them.
     *
     * @param entry the entry, which may be the one behind the last
     */
    int offset(long entry) {
        long within = entry - index.first(loaded);
        if (within >= entries) {
            return length;
        }
        int offset = Decode.intAt(offsets, offsetsAt + 4 * (int) within) - keyBytes;
        if (offset < 0 || offset > length) {
            throw corrupt(loaded, "entry " + entry + " begins at byte " + offset + " of " + length);
        }
        return offset;
    }

    /** The failure that something in a basket is wrong. */
    RootException corrupt(int basket, String what) {
        return new RootException(RootError.CORRUPT, at(basket) + ": " + what);
    }

    private String at(int basket) {
        return where + ", basket " + basket
                + (basket < index.inFile() && basket >= 0 ? " at offset " + index.seek(basket) : "");
    }

    /** The failure that this reader's columns do not fit into arrays. */
    static RootException tooLarge(String where, long values, @Nullable String hint) {
        return new RootException(
                RootError.UNSUPPORTED,
                where + ": " + values + " values do not fit into one array: select fewer entries"
                        + (hint == null ? "" : hint));
    }
}
