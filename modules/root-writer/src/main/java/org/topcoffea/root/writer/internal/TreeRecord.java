package org.topcoffea.root.writer.internal;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A tree as ROOT streams it, once all of its baskets are in the file. */
public final class TreeRecord {
    private static final int MUST_CLEAN_UP = 0x8;
    private static final long UNLIMITED = 1_000_000_000_000L;
    private static final long AUTO_SAVE = -300_000_000L;
    private static final long ESTIMATE = 1_000_000L;

    private TreeRecord() {}

    /** The classes whose descriptions a file with such a tree needs. */
    public static Set<String> classes(List<BranchRecord> branches) {
        Set<String> classes = new TreeSet<>(Set.of("TTree", "TBranch", "TString", "TList"));
        for (BranchRecord branch : branches) {
            branch.leaves().forEach(leaf -> classes.add(leaf.type().leafClass()));
        }
        return classes;
    }

    /**
     * Writes a tree.
     *
     * @param clusterEntries the number of entries in each cluster but the last, or 0 if there are no clusters
     * @param branches in the order in which counters come before what they count
     */
    public static void write(
            ObjectBuffer out,
            String name,
            String title,
            long entries,
            long clusterEntries,
            List<BranchRecord> branches) {
        int start = out.begin(StreamerTable.version("TTree"));
        out.writeNamed(name, title, MUST_CLEAN_UP);
        Attributes.writeLineFillMarker(out);
        long plain = branches.stream()
                .mapToLong(branch -> branch.baskets().plainBytes())
                .sum();
        long stored = branches.stream()
                .mapToLong(branch -> branch.baskets().storedBytes())
                .sum();
        out.writeLong(entries)
                .writeLong(plain)
                .writeLong(stored)
                .writeLong(plain)
                .writeLong(stored);
        out.writeDouble(1)
                .writeInt(0)
                .writeInt(25)
                .writeInt(0)
                .writeInt(BranchRecord.OFFSETS)
                .writeInt(0);
        out.writeLong(UNLIMITED).writeLong(UNLIMITED).writeLong(0);
        out.writeLong(AUTO_SAVE).writeLong(clusterEntries).writeLong(ESTIMATE);
        out.writeByte(0).writeByte(0);
        writeFeatures(out);
        writeArray(
                out,
                branches.size(),
                () -> branches.forEach(branch -> out.writePointer("TBranch", new Object(), () -> branch.write(out))));
        int leaves =
                branches.stream().mapToInt(branch -> branch.leaves().size()).sum();
        writeArray(out, leaves, () -> branches.forEach(branch -> branch.writeLeaves(out)));
        out.writeNull().writeInt(0).writeInt(0);
        out.writeNull().writeNull().writeNull().writeNull().end(start);
    }

    /** Writes no special features. The class has no version, so its checksum stands for it. */
    static void writeFeatures(ObjectBuffer out) {
        int start = out.begin(0);
        out.writeInt(StreamerTable.checksum("ROOT::TIOFeatures")).writeByte(0).end(start);
    }

    /** Writes a TObjArray. */
    static void writeArray(ObjectBuffer out, int count, Runnable content) {
        int start = out.begin(StreamerTable.version("TObjArray"));
        out.writeObject(0, 0).writeString("").writeInt(count).writeInt(0);
        content.run();
        out.end(start);
    }
}
