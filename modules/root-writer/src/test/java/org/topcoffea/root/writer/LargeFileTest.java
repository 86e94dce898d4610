package org.topcoffea.root.writer;

import java.nio.ByteBuffer;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.topcoffea.codec.Compression;
import org.topcoffea.spi.ColumnType;

/** Files whose positions need eight bytes, and baskets of several compression blocks. */
class LargeFileTest {
    private static final long TWO_GIGABYTES = 2_100_000_000L;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Oracle.class)
    void readsRecordsBehindTwoGigabytes(Oracle oracle) throws Exception {
        // With a hole in it, the file takes hardly any space.
        Path path = directory.resolve("large.root");
        FileStore store = Files.getFileStore(directory);
        Assumptions.assumeTrue(store.getUsableSpace() > 2 * TWO_GIGABYTES, "less than 4 GB free");
        List<String> expected = new ArrayList<>();
        try (RootFileWriter file = RootFileWriter.create(path)) {
            file.write("", "before", "text");
            expected.add("text before text");
            TreeWriter across = file.tree("", "across", TreeOptions.clusters("half here, half there", 10));
            BranchWriter number = across.branch(Branch.scalar("number", ColumnType.INT32));
            for (int i = 0; i < 40; i++) {
                if (i == 20) {
                    file.leaveGap(TWO_GIGABYTES);
                }
                number.put(i);
                across.fill();
            }
            across.finish();
            expected.add("tree across 40 half here, half there");
            expected.add("branch number number/I | number ");
            for (int i = 0; i < 40; i++) {
                expected.add(Integer.toString(i));
            }
            expected.addAll(
                    RandomTree.write(file, "behind", TreeOptions.clusters("", 50), 120, 1, UnaryOperator.identity()));
            file.write("", "after", "text");
            expected.add("text after text");
            file.commit();
        }
        TreeRoundTripTest.assertSameLines(expected, oracle.dump(path));
    }

    @ParameterizedTest
    @EnumSource(
            value = Compression.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"OLD", "NONE"})
    void readsBasketsOfSeveralBlocks(Compression compression) throws Exception {
        Path path = directory.resolve("blocks.root");
        int values = 5_000_000;
        List<String> expected = new ArrayList<>();
        FileOptions options = FileOptions.defaults().withCompression(compression, 1);
        try (RootFileWriter file = RootFileWriter.create(path, options)) {
            TreeWriter tree = file.tree("", "tree", TreeOptions.clusters("", 2));
            BranchWriter count = tree.branch(Branch.counter("n", ColumnType.INT32));
            BranchWriter number = tree.branch(Branch.jagged("number", ColumnType.INT32, "n"));
            ByteBuffer bytes = ByteBuffer.allocate(4 * values);
            count.put(values);
            for (int i = 0; i < values; i++) {
                number.put(i >> 4);
                bytes.putInt(i >> 4);
            }
            tree.fill();
            count.put(0);
            tree.fill();
            expected.addAll(List.of("tree tree 2 ", "branch n n/I | n " + values, "" + values, "0"));
            CRC32 checksum = new CRC32();
            checksum.update(bytes.array());
            String line = values + " values with CRC-32 " + HexFormat.of().toHexDigits((int) checksum.getValue());
            expected.addAll(List.of("branch number number[n]/I | number[n] ", line, ""));
            file.commit();
        }
        TreeRoundTripTest.assertSameLines(expected, Oracle.UPROOT.dump(path));
    }
}
