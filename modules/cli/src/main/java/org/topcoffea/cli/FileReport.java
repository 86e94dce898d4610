package org.topcoffea.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.topcoffea.codec.Compression;
import org.topcoffea.root.ColumnStorage;
import org.topcoffea.root.RootFile;
import org.topcoffea.root.RootKey;
import org.topcoffea.root.Tree;
import org.topcoffea.root.UnsupportedColumn;
import org.topcoffea.spi.ColumnInfo;

/**
 * What {@code inspect} tells of a file; the names of the components are the keys of its JSON.
 *
 * @param file the path or URL
 * @param bytes the size of the file
 * @param uuid the identity its writer gave it
 * @param version the version of ROOT that wrote it
 * @param keys the objects in it
 * @param trees the trees that were asked for, or all of them without branches
 */
record FileReport(String file, long bytes, String uuid, String version, List<KeyReport> keys, List<TreeReport> trees) {
    /**
     * One object.
     *
     * @param path where it is
     * @param cycle its version
     * @param className its C++ class
     * @param title its title
     * @param storedBytes its size in the file
     * @param objectBytes its size after decompression
     */
    record KeyReport(String path, int cycle, String className, String title, int storedBytes, int objectBytes) {}

    /**
     * One tree.
     *
     * @param name its name
     * @param entries how many
     * @param clusters where clusters begin, and the end
     * @param compressedBytes of all branches
     * @param uncompressedBytes of all branches
     * @param compressionRatio uncompressed over compressed
     * @param branches those that can be read
     * @param unsupported those that cannot, with the reason
     */
    record TreeReport(
            String name,
            long entries,
            long[] clusters,
            long compressedBytes,
            long uncompressedBytes,
            double compressionRatio,
            List<BranchReport> branches,
            List<UnsupportedColumn> unsupported) {}

    /**
     * One branch.
     *
     * @param name its name
     * @param type its type, with {@code []} for a jagged one and {@code [n]} for a fixed array
     * @param counter what counts its objects
     * @param title its documentation
     * @param compressedBytes in the file
     * @param uncompressedBytes after decompression
     * @param baskets baskets or pages
     * @param codecs the algorithms that occur
     */
    record BranchReport(
            String name,
            String type,
            String counter,
            String title,
            long compressedBytes,
            long uncompressedBytes,
            int baskets,
            List<String> codecs) {}

    static FileReport of(RootFile root, List<String> trees) {
        List<KeyReport> keys = root.keys().stream().map(FileReport::key).toList();
        List<TreeReport> reports = new ArrayList<>();
        for (String name : trees.isEmpty() ? root.trees() : trees) {
            reports.add(tree(root.tree(name)));
        }
        return new FileReport(root.name(), root.size(), root.uuid().toString(), root.version(), keys, reports);
    }

    private static KeyReport key(RootKey key) {
        return new KeyReport(
                key.path(), key.cycle(), key.className(), key.title(), key.storedBytes(), key.objectBytes());
    }

    private static TreeReport tree(Tree tree) {
        List<BranchReport> branches = new ArrayList<>();
        long compressed = 0;
        long uncompressed = 0;
        for (ColumnInfo column : tree.columns()) {
            ColumnStorage storage = tree.storage(column.name());
            compressed += storage.compressedBytes();
            uncompressed += storage.bytes();
            branches.add(branch(column, storage));
        }
        return new TreeReport(
                tree.name(),
                tree.entries(),
                tree.clusters(),
                compressed,
                uncompressed,
                compressed == 0 ? 1 : uncompressed / (double) compressed,
                branches,
                tree.unsupported());
    }

    private static BranchReport branch(ColumnInfo column, ColumnStorage storage) {
        List<String> codecs = storage.compressions().stream()
                .sorted()
                .map(codec -> codec == Compression.NONE ? "none" : codec.name().toLowerCase(Locale.ROOT))
                .toList();
        return new BranchReport(
                column.name(),
                type(column),
                column.counter(),
                column.title(),
                storage.compressedBytes(),
                storage.bytes(),
                storage.parts(),
                codecs);
    }

    private static String type(ColumnInfo column) {
        String type = column.type().name().toLowerCase(Locale.ROOT);
        return type + (column.jagged() ? "[]" : "") + (column.width() > 1 ? "[" + column.width() + "]" : "");
    }
}
