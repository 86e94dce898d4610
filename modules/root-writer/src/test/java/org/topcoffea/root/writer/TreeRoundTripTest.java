package org.topcoffea.root.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.topcoffea.codec.Compression;

/** What other programs read from trees is what was written, bit by bit. */
class TreeRoundTripTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Oracle.class)
    void readsEveryTypeAndShape(Oracle oracle) throws Exception {
        Path path = directory.resolve("trees.root");
        List<String> expected = new ArrayList<>();
        try (RootFileWriter file = RootFileWriter.create(path)) {
            expected.addAll(RandomTree.write(file, "clusters", TreeOptions.clusters("some", 37), 200, false, 1));
            expected.addAll(RandomTree.write(file, "single", TreeOptions.clusters("", 1000), 100, false, 2));
            expected.addAll(RandomTree.write(file, "ragged", TreeOptions.withoutClusters("x", 50), 150, false, 3));
            expected.addAll(RandomTree.write(file, "none", TreeOptions.clusters("x", 50), 0, false, 4));
            expected.addAll(RandomTree.write(file, "exact", TreeOptions.clusters("x", 50), 100, false, 5));
            file.commit();
        }
        assertSameLines(expected, oracle.dump(path));
    }

    @ParameterizedTest
    @EnumSource(value = Compression.class, mode = EnumSource.Mode.EXCLUDE, names = "OLD")
    void readsEveryCodecAndLevel(Compression compression) throws Exception {
        List<String> expected = new ArrayList<>();
        FileOptions options = FileOptions.defaults();
        for (int level : new int[] {1, 5, 9}) {
            Path target = directory.resolve("codec" + level + ".root");
            try (RootFileWriter file = RootFileWriter.create(target, options.withCompression(compression, level))) {
                expected = RandomTree.write(file, "tree", TreeOptions.clusters("", 70), 200, false, level);
                file.commit();
            }
            assertSameLines(expected, Oracle.UPROOT.dump(target));
        }
    }

    @ParameterizedTest
    @EnumSource(Oracle.class)
    void readsBranchesWithCodecsOfTheirOwn(Oracle oracle) throws Exception {
        Path path = directory.resolve("mixed.root");
        List<String> expected = new ArrayList<>();
        try (RootFileWriter file = RootFileWriter.create(path)) {
            expected.addAll(RandomTree.write(file, "aligned", TreeOptions.clusters("", 64), 300, true, 7));
            expected.addAll(RandomTree.write(file, "ragged", TreeOptions.withoutClusters("", 64), 300, true, 8));
            file.commit();
        }
        assertSameLines(expected, oracle.dump(path));
    }

    /** Compares line by line, so that a failure names the first difference instead of everything. */
    static void assertSameLines(List<String> expected, List<String> actual) {
        String place = "";
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            if (expected.get(i).startsWith("branch") || expected.get(i).startsWith("tree")) {
                place = expected.get(i);
            }
            assertEquals(expected.get(i).strip(), actual.get(i).strip(), "line " + (i + 1) + ", in " + place);
        }
        assertEquals(expected.size(), actual.size(), "lines");
    }
}
