package org.topcoffea.root.writer.internal;

import org.jspecify.annotations.Nullable;

/**
 * All that a file tells of a branch and its leaf.
 *
 * @param name the name of branch and leaf
 * @param title the branch's title
 * @param leafTitle the leaf list without type
 * @param type the type of the values
 * @param length the values per entry or object; of texts the longest in bytes and one
 * @param counting whether the leaf counts others
 * @param counter the branch that counts this one
 * @param highest the largest value of a counting leaf
 * @param baskets where the values are
 */
public record BranchRecord(
        String name,
        String title,
        String leafTitle,
        LeafType type,
        int length,
        boolean counting,
        @Nullable BranchRecord counter,
        long highest,
        Baskets baskets) {
    /** The room for offsets that ROOT keeps for branches whose entries differ in size. */
    public static final int OFFSETS = 1000;
    /** The size of the memory that ROOT keeps for a basket. */
    public static final int BASKET_BYTES = 32000;

    private static final int FEWEST_BASKETS = 10;

    /** Whether entries differ in size. */
    boolean ragged() {
        return counter != null || type == LeafType.STRING;
    }

    /** Writes the branch. */
    void write(ObjectBuffer out) {
        int start = out.begin(StreamerTable.version("TBranch"));
        out.writeNamed(name, title, 0);
        Attributes.writeFill(out);
        out.writeInt(baskets.compression()).writeInt(BASKET_BYTES).writeInt(ragged() ? OFFSETS : 0);
        out.writeInt(baskets.count()).writeLong(baskets.nextEntry());
        TreeRecord.writeFeatures(out);
        int slots = Math.max(FEWEST_BASKETS, baskets.count() + 1);
        out.writeInt(0).writeInt(slots).writeInt(0);
        out.writeLong(baskets.nextEntry()).writeLong(0);
        out.writeLong(baskets.plainBytes()).writeLong(baskets.storedBytes());
        TreeRecord.writeArray(out, 0, () -> {});
        TreeRecord.writeArray(out, 1, () -> writeLeaf(out));
        TreeRecord.writeArray(out, 0, () -> {});
        out.writeByte(1);
        for (int i = 0; i < slots; i++) {
            out.writeInt(baskets.bytes(i));
        }
        out.writeByte(1);
        for (int i = 0; i < slots; i++) {
            out.writeLong(baskets.firstEntry(i));
        }
        out.writeByte(1);
        for (int i = 0; i < slots; i++) {
            out.writeLong(baskets.seek(i));
        }
        out.writeString("").end(start);
    }

    /** Writes a pointer to the leaf. */
    void writeLeaf(ObjectBuffer out) {
        out.writePointer(type.leafClass(), this, () -> writeLeafObject(out));
    }

    private void writeLeafObject(ObjectBuffer out) {
        int start = out.begin(StreamerTable.version(type.leafClass()));
        int common = out.begin(StreamerTable.version("TLeaf"));
        out.writeNamed(name, leafTitle, 0);
        out.writeInt(length).writeInt(type.bytes()).writeInt(0);
        out.writeByte(counting ? 1 : 0).writeByte(type.unsigned() ? 1 : 0);
        if (counter == null) {
            out.writeNull();
        } else {
            counter.writeLeaf(out);
        }
        out.end(common);
        writeRange(out, 0);
        writeRange(out, type == LeafType.STRING ? length : counting ? highest : 0);
        out.end(start);
    }

    private void writeRange(ObjectBuffer out, long value) {
        switch (type) {
            case BOOL, INT8, UINT8 -> out.writeByte((int) value);
            case INT16, UINT16 -> out.writeShort((int) value);
            case INT32, UINT32, FLOAT32, STRING -> out.writeInt((int) value);
            case INT64, UINT64, FLOAT64 -> out.writeLong(value);
        }
    }
}
