package org.topcoffea.root.writer.internal;

import java.util.Arrays;

/** The baskets of one branch: writes them and remembers where they are. */
public final class Baskets {
    /** What a basket adds to its key: version, sizes, number of entries, end of the data, flag. */
    private static final int TAIL = 19;

    private static final int BASKET_VERSION = 3;

    private final Container container;
    private final Directory directory;
    private final String tree;
    private final String branch;
    private final PayloadEncoder encoder;

    private int count;
    private int[] bytes = new int[16];
    private long[] entries = new long[16];
    private long[] seeks = new long[16];
    private long plainBytes;
    private long storedBytes;
    private long nextEntry;

    /** No baskets yet. */
    public Baskets(Container container, Directory directory, String tree, String branch, PayloadEncoder encoder) {
        this.container = container;
        this.directory = directory;
        this.tree = tree;
        this.branch = branch;
        this.encoder = encoder;
    }

    /** The first entry that is in no basket yet. */
    public long nextEntry() {
        return nextEntry;
    }

    /** The key for a basket at the end of the file. */
    public Key nextKey() {
        return container.basketKey(branch, tree, count + 1, directory.position(), TAIL);
    }

    /**
     * Writes a basket.
     *
     * @param key from {@link #nextKey}, with nothing written since
     * @param payload holds the basket's values, and behind them offsets if entries differ in size
     * @param length the length of all that
     * @param dataBytes the length of the values alone
     * @param entryCount the number of entries
     * @param entryBytes the size of an entry, or the room that a reader needs for offsets
     */
    public void write(Key key, byte[] payload, int length, int dataBytes, int entryCount, int entryBytes) {
        byte[] encoded = encoder.encode(payload, 0, length);
        Key complete = key.withPayload(encoded.length, length);
        int last = key.keyLength() + dataBytes;
        ObjectBuffer header = new ObjectBuffer(0);
        complete.write(header);
        header.writeShort(BASKET_VERSION).writeInt(Math.max(BranchRecord.BASKET_BYTES, last));
        header.writeInt(entryBytes).writeInt(entryCount).writeInt(last).writeByte(0);
        container.file().append(header);
        container.file().append(encoded, 0, encoded.length);
        note(complete);
        nextEntry += entryCount;
    }

    private void note(Key key) {
        if (count == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * count);
            entries = Arrays.copyOf(entries, 2 * count);
            seeks = Arrays.copyOf(seeks, 2 * count);
        }
        bytes[count] = key.recordLength();
        entries[count] = nextEntry;
        seeks[count] = key.position();
        count++;
        plainBytes += key.keyLength() + (long) key.length();
        storedBytes += key.recordLength();
    }

    int compression() {
        return encoder.code();
    }

    int count() {
        return count;
    }

    int bytes(int basket) {
        return basket < count ? bytes[basket] : 0;
    }

    /** The first entry of a basket; one behind the last basket, the number of entries. */
    long firstEntry(int basket) {
        return basket < count ? entries[basket] : basket == count ? nextEntry : 0;
    }

    long seek(int basket) {
        return basket < count ? seeks[basket] : 0;
    }

    long plainBytes() {
        return plainBytes;
    }

    long storedBytes() {
        return storedBytes;
    }
}
