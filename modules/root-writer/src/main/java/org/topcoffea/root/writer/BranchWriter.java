package org.topcoffea.root.writer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.topcoffea.root.writer.internal.Baskets;
import org.topcoffea.root.writer.internal.BranchRecord;
import org.topcoffea.root.writer.internal.Key;
import org.topcoffea.root.writer.internal.LeafType;
import org.topcoffea.spi.AnalysisException;

/**
 * Takes the values of one branch. For each entry a value is put, or as many as the branch's length and counter say, and then
 * {@link TreeWriter#fill()} completes the entry. Or the values of many entries are put at once, followed by {@link TreeWriter#fill(int)}.
 *
 * <p>Integers are checked against the range of the branch's type; numbers for a branch in single precision are rounded.
 */
public final class BranchWriter {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int LARGEST_BUFFER = 1 << 30;

    private final TreeWriter tree;
    private final Branch branch;
    private final LeafType type;
    private final @Nullable BranchWriter counter;
    private final Baskets baskets;
    private final int valueBytes;
    private final int basketLimit;

    private byte[] data = new byte[1024];
    private int size;
    private int[] ends = new int[256];
    private int pending;
    private long highest;
    private int longest = 1;

    private @Nullable BranchRecord record;

    BranchWriter(TreeWriter tree, Branch branch, @Nullable BranchWriter counter, Baskets baskets, int basketLimit) {
        this.tree = tree;
        this.branch = branch;
        this.type = LeafType.of(branch.type());
        this.counter = counter;
        this.baskets = baskets;
        this.valueBytes = type.bytes() * branch.length();
        this.basketLimit = basketLimit;
    }

    /** What the branch is. */
    public Branch branch() {
        return branch;
    }

    private boolean ragged() {
        return counter != null || type == LeafType.STRING;
    }

    private int claim(int bytes) {
        int position = size;
        if (bytes > data.length - position) {
            grow(bytes);
        }
        size = position + bytes;
        return position;
    }

    private void grow(int bytes) {
        long needed = (long) size + bytes;
        if (needed > LARGEST_BUFFER) {
            throw new AnalysisException(
                    WriterError.TOO_LARGE,
                    tree.place() + ", branch " + branch.name() + ": more than " + LARGEST_BUFFER
                            + " bytes in one basket; choose smaller clusters or baskets");
        }
        data = Arrays.copyOf(data, (int) Math.max(needed, Math.min(2L * data.length, LARGEST_BUFFER)));
    }

    /** Puts a truth value; for a branch of numbers 0 or 1. */
    public void put(boolean value) {
        put(value ? 1L : 0L);
    }

    /**
     * Puts an integer, which must be in the range of the branch's type. For {@link org.topcoffea.spi.ColumnType#UINT64} all bit
     * patterns are good.
     */
    public void put(long value) {
        switch (type) {
            case FLOAT32 -> INT.set(data, claim(4), Float.floatToRawIntBits(value));
            case FLOAT64 -> LONG.set(data, claim(8), Double.doubleToRawLongBits((double) value));
            case BOOL -> putBool(value);
            case STRING -> throw wrongType("an integer");
            case INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 -> putInteger(value);
        }
    }

    private void putBool(long value) {
        if ((value & ~1L) != 0) {
            throw outOfRange(value);
        }
        int position = claim(1);
        data[position] = (byte) value;
    }

    private void putInteger(long value) {
        if (type.bytes() < 8 && (value < type.lowest() || value > type.highest())) {
            throw outOfRange(value);
        }
        int position = claim(type.bytes());
        switch (type.bytes()) {
            case 1 -> data[position] = (byte) value;
            case 2 -> SHORT.set(data, position, (short) value);
            case 4 -> INT.set(data, position, (int) value);
            default -> LONG.set(data, position, value);
        }
    }

    /** Puts a number, for branches of floating-point numbers only. */
    public void put(double value) {
        switch (type) {
            case FLOAT32 -> INT.set(data, claim(4), Float.floatToRawIntBits((float) value));
            case FLOAT64 -> LONG.set(data, claim(8), Double.doubleToRawLongBits(value));
            default -> throw wrongType("a floating-point number");
        }
    }

    /** Puts a number, for branches of floating-point numbers only. */
    public void put(float value) {
        if (type == LeafType.FLOAT32) {
            INT.set(data, claim(4), Float.floatToRawIntBits(value));
        } else {
            put((double) value);
        }
    }

    /** Puts a text, for branches of texts only. It must not hold the character of code 0, where readers would end it. */
    public void put(String value) {
        if (type != LeafType.STRING) {
            throw wrongType("a text");
        }
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("branch " + branch.name() + ": a text with a zero character");
        }
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        if (text.length < 255) {
            int position = claim(1 + text.length);
            data[position] = (byte) text.length;
            System.arraycopy(text, 0, data, position + 1, text.length);
        } else {
            int position = claim(5 + text.length);
            data[position] = (byte) 255;
            INT.set(data, position + 1, text.length);
            System.arraycopy(text, 0, data, position + 5, text.length);
        }
        longest = Math.max(longest, text.length + 1);
    }

    /** Puts some numbers of an array. */
    public void put(float[] values, int offset, int count) {
        if (type == LeafType.FLOAT32) {
            int position = claim(4 * count);
            for (int i = 0; i < count; i++) {
                INT.set(data, position + 4 * i, Float.floatToRawIntBits(values[offset + i]));
            }
            return;
        }
        for (int i = offset; i < offset + count; i++) {
            put(values[i]);
        }
    }

    /** Puts some numbers of an array. */
    public void put(double[] values, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            put(values[i]);
        }
    }

    /** Puts some integers of an array. */
    public void put(int[] values, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            put((long) values[i]);
        }
    }

    /** Puts some integers of an array. */
    public void put(long[] values, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            put(values[i]);
        }
    }

    private IllegalArgumentException wrongType(String what) {
        return new IllegalArgumentException("branch " + branch.name() + " holds " + branch.type() + ", not " + what);
    }

    private IllegalArgumentException outOfRange(long value) {
        return new IllegalArgumentException(
                "branch " + branch.name() + ": " + value + " is out of the range of " + branch.type());
    }

    /** Takes what was put since the last time for the values of some entries. */
    void complete(int entries) {
        if (!ragged()) {
            requireSize((long) (pending + entries) * valueBytes, entries);
            if (branch.counting()) {
                for (int i = pending; i < pending + entries; i++) {
                    highest = Math.max(highest, count(i));
                }
            }
            pending += entries;
            return;
        }
        if (pending + entries > ends.length) {
            ends = Arrays.copyOf(ends, Math.max(pending + entries, 2 * ends.length));
        }
        if (counter == null) {
            completeTexts(entries);
        } else {
            completeCounted(counter, entries);
        }
        pending += entries;
    }

    private void completeCounted(BranchWriter counts, int entries) {
        long end = pending == 0 ? 0 : ends[pending - 1];
        for (int i = 0; i < entries; i++) {
            end += counts.count(counts.pending - entries + i) * valueBytes;
            ends[pending + i] = (int) Math.min(end, LARGEST_BUFFER);
        }
        requireSize(end, entries);
    }

    private void completeTexts(int entries) {
        int end = pending == 0 ? 0 : ends[pending - 1];
        for (int i = 0; i < entries; i++) {
            if (end >= size) {
                throw new IllegalStateException(tree.place() + ", branch " + branch.name() + ": no text for entry "
                        + (baskets.nextEntry() + pending + i));
            }
            int length = data[end] & 0xFF;
            end += length < 255 ? 1 + length : 5 + (int) INT.get(data, end + 1);
            ends[pending + i] = end;
        }
        requireSize(end, entries);
    }

    private void requireSize(long expected, int entries) {
        if (size != expected) {
            long entry = baskets.nextEntry() + pending;
            String where = entries == 1 ? "entry " + entry : "entries " + entry + " to " + (entry + entries - 1);
            throw new IllegalStateException(tree.place() + ", branch " + branch.name() + ", " + where + ": "
                    + Math.abs(size - expected) / type.bytes() + " values too " + (size < expected ? "few" : "many"));
        }
    }

    /** The number of objects in one of the pending entries. */
    private long count(int entry) {
        int position = entry * type.bytes();
        long value = switch (type.bytes()) {
            case 1 -> type.unsigned() ? data[position] & 0xFF : data[position];
            case 2 -> type.unsigned() ? (short) SHORT.get(data, position) & 0xFFFF : (short) SHORT.get(data, position);
            case 4 -> type.unsigned() ? (int) INT.get(data, position) & 0xFFFFFFFFL : (int) INT.get(data, position);
            default -> (long) LONG.get(data, position);
        };
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new IllegalStateException(tree.place() + ", counter " + branch.name() + ", entry "
                    + (baskets.nextEntry() + entry) + ": " + value + " objects");
        }
        return value;
    }

    /** The entry before which the basket that is being filled has to end. */
    long basketEnd(long clusterEnd) {
        return Math.min(clusterEnd, baskets.nextEntry() + basketLimit);
    }

    /** The first entry that is not in a basket yet. */
    long firstEntry() {
        return baskets.nextEntry();
    }

    /** Writes the first pending entries as a basket. */
    void flush(int entries) {
        Key key = baskets.nextKey();
        if (ragged()) {
            int bytes = ends[entries - 1];
            byte[] payload = tree.scratch(bytes + 4 * (entries + 2));
            int length = writeOffsets(payload, bytes, entries, key.keyLength());
            baskets.write(key, payload, length, bytes, entries, Math.max(BranchRecord.OFFSETS, entries + 1));
            drop(entries, bytes);
        } else {
            int bytes = entries * valueBytes;
            baskets.write(key, data, bytes, bytes, entries, valueBytes);
            drop(entries, bytes);
        }
    }

    /** Puts the first bytes and behind them where each entry begins, counted from the start of the key. */
    private int writeOffsets(byte[] target, int bytes, int entries, int keyLength) {
        System.arraycopy(data, 0, target, 0, bytes);
        INT.set(target, bytes, entries + 1);
        int position = bytes + 4;
        INT.set(target, position, keyLength);
        for (int i = 1; i < entries; i++) {
            INT.set(target, position + 4 * i, keyLength + ends[i - 1]);
        }
        INT.set(target, position + 4 * entries, 0);
        return position + 4 * (entries + 1);
    }

    private void drop(int entries, int bytes) {
        System.arraycopy(data, bytes, data, 0, size - bytes);
        size -= bytes;
        pending -= entries;
        if (ragged()) {
            for (int i = 0; i < pending; i++) {
                ends[i] = ends[i + entries] - bytes;
            }
        }
    }

    /** What the file tells of the branch once all of its baskets are written. */
    BranchRecord record() {
        if (record == null) {
            String title = branch.title().isEmpty() ? branch.leafTitle() + "/" + type.code() : branch.title();
            record = new BranchRecord(
                    branch.name(),
                    title,
                    branch.leafTitle(),
                    type,
                    type == LeafType.STRING ? longest : branch.length(),
                    branch.counting(),
                    counter == null ? null : counter.record(),
                    highest,
                    baskets);
        }
        return record;
    }
}
