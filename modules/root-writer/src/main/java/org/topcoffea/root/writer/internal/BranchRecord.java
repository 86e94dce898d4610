package org.topcoffea.root.writer.internal;

import java.util.List;

/**
 * All that a file tells of a branch.
 *
 * @param name the name of the branch
 * @param title the branch's title
 * @param leaves what an entry consists of, in this order; only one if entries differ in size
 * @param baskets where the values are
 */
public record BranchRecord(String name, String title, List<LeafRecord> leaves, Baskets baskets) {
    /** The room for offsets that ROOT keeps for branches whose entries differ in size. */
    public static final int OFFSETS = 1000;
    /** The size of the memory that ROOT keeps for a basket. */
    public static final int BASKET_BYTES = 32000;

    private static final int FEWEST_BASKETS = 10;

    /** Whether entries differ in size. */
    private boolean ragged() {
        return leaves.stream().anyMatch(LeafRecord::ragged);
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
        TreeRecord.writeArray(out, leaves.size(), () -> writeLeaves(out));
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

    /** Writes pointers to the leaves. */
    void writeLeaves(ObjectBuffer out) {
        leaves.forEach(leaf -> leaf.write(out));
    }
}
