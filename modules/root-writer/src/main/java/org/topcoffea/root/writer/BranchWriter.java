package org.topcoffea.root.writer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.topcoffea.root.writer.internal.Baskets;
import org.topcoffea.root.writer.internal.BranchRecord;
import org.topcoffea.root.writer.internal.Key;
import org.topcoffea.root.writer.internal.LeafRecord;
import org.topcoffea.root.writer.internal.LeafType;
import org.topcoffea.root.writer.internal.ValueBuffer;
import org.topcoffea.spi.AnalysisException;

/**
 * Takes the values of one branch. For each entry a value is put, or as many as the branch's length and counter say, and then
 * {@link TreeWriter#fill()} completes the entry. Or the values of many entries are put at once, followed by {@link TreeWriter#fill(int)}.
 *
 * <p>Integers are checked against the range of the branch's type; numbers for a branch in single precision are rounded.
 */
public final class BranchWriter {

    private final TreeWriter tree;
    private final Branch branch;
    private final LeafType type;
    private final @Nullable BranchWriter counter;
    private final Baskets baskets;
    private final int valueBytes;
    private final int basketLimit;

    private final ValueBuffer values = new ValueBuffer();
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

    /** Makes sure that some bytes still fit in the basket. */
    private void reserve(long bytes) {
        if (bytes > Integer.MAX_VALUE || !values.fits((int) bytes)) {
            throw new AnalysisException(
                    WriterError.TOO_LARGE,
                    tree.place() + ", branch " + branch.name() + ": more than " + ValueBuffer.LARGEST
                            + " bytes in one basket; choose smaller clusters or baskets");
        }
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
            case FLOAT32 -> put((float) value);
            case FLOAT64 -> put((double) value);
            case STRING -> throw wrongType("an integer");
            default -> putInteger(value);
        }
    }

    private void putInteger(long value) {
        if (type.bytes() < 8 && (value < type.lowest() || value > type.highest())) {
            throw new IllegalArgumentException(
                    "branch " + branch.name() + ": " + value + " is out of the range of " + branch.type());
        }
        reserve(8);
        switch (type.bytes()) {
            case 1 -> values.put8((int) value);
            case 2 -> values.put16((int) value);
            case 4 -> values.put32((int) value);
            default -> values.put64(value);
        }
    }

    /** Puts a number, for branches of floating-point numbers only. */
    public void put(double value) {
        reserve(8);
        switch (type) {
            case FLOAT32 -> values.put32(Float.floatToRawIntBits((float) value));
            case FLOAT64 -> values.put64(Double.doubleToRawLongBits(value));
            default -> throw wrongType("a floating-point number");
        }
    }

    /** Puts a number, for branches of floating-point numbers only. */
    public void put(float value) {
        put((double) value);
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
        reserve(5L + text.length);
        values.putText(text);
        longest = Math.max(longest, text.length + 1);
    }

    /** Puts some numbers of an array. */
    public void put(float[] numbers, int offset, int count) {
        if (type == LeafType.FLOAT32) {
            reserve(4L * count);
            values.putFloats(numbers, offset, count);
            return;
        }
        for (int i = offset; i < offset + count; i++) {
            put(numbers[i]);
        }
    }

    /** Puts some numbers of an array. */
    public void put(double[] numbers, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            put(numbers[i]);
        }
    }

    /** Puts some integers of an array. */
    public void put(int[] numbers, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            put((long) numbers[i]);
        }
    }

    /** Puts some integers of an array. */
    public void put(long[] numbers, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            put(numbers[i]);
        }
    }

    private IllegalArgumentException wrongType(String what) {
        return new IllegalArgumentException("branch " + branch.name() + " holds " + branch.type() + ", not " + what);
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
            ends[pending + i] = (int) Math.min(end, ValueBuffer.LARGEST);
        }
        requireSize(end, entries);
    }

    private void completeTexts(int entries) {
        int end = pending == 0 ? 0 : ends[pending - 1];
        for (int i = 0; i < entries; i++) {
            if (end >= values.size()) {
                throw new IllegalStateException(tree.place() + ", branch " + branch.name() + ": no text for entry "
                        + (baskets.nextEntry() + pending + i));
            }
            end += values.textLength(end);
            ends[pending + i] = end;
        }
        requireSize(end, entries);
    }

    private void requireSize(long expected, int entries) {
        if (values.size() != expected) {
            long entry = baskets.nextEntry() + pending;
            String where = entries == 1 ? "entry " + entry : "entries " + entry + " to " + (entry + entries - 1);
            throw new IllegalStateException(tree.place() + ", branch " + branch.name() + ", " + where + ": "
                    + Math.abs(values.size() - expected) / type.bytes() + " values too "
                    + (values.size() < expected ? "few" : "many"));
        }
    }

    /** The number of objects in one of the pending entries. */
    private long count(int entry) {
        long value = values.integer(type, entry * type.bytes());
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
            int length = values.copyWithOffsets(payload, ends, entries, key.keyLength());
            baskets.write(key, payload, length, bytes, entries, Math.max(BranchRecord.OFFSETS, entries + 1));
            drop(entries, bytes);
        } else {
            int bytes = entries * valueBytes;
            baskets.write(key, values.bytes(), bytes, bytes, entries, valueBytes);
            drop(entries, bytes);
        }
    }

    private void drop(int entries, int bytes) {
        values.drop(bytes);
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
            LeafRecord leaf = new LeafRecord(
                    branch.name(),
                    branch.leafTitle(),
                    type,
                    type == LeafType.STRING ? longest : branch.length(),
                    0,
                    branch.counting(),
                    counter == null ? null : counter.record().leaves().getFirst(),
                    highest);
            record = new BranchRecord(branch.name(), title, List.of(leaf), baskets);
        }
        return record;
    }
}
