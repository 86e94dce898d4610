package org.topcoffea.root.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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
            expected.addAll(RandomTree.write(
                    file, "clusters", TreeOptions.clusters("some", 37), 200, 1, UnaryOperator.identity()));
            expected.addAll(
                    RandomTree.write(file, "single", TreeOptions.clusters("", 1000), 100, 2, UnaryOperator.identity()));
            expected.addAll(RandomTree.write(
                    file, "ragged", TreeOptions.withoutClusters("x", 50), 150, 3, UnaryOperator.identity()));
            expected.addAll(
                    RandomTree.write(file, "none", TreeOptions.clusters("x", 50), 0, 4, UnaryOperator.identity()));
            expected.addAll(
                    RandomTree.write(file, "exact", TreeOptions.clusters("x", 50), 100, 5, UnaryOperator.identity()));
            file.commit();
        }
        assertSameLines(expected, oracle.dump(path));
    }

    @ParameterizedTest
    @EnumSource(Oracle.class)
    void readsEveryCodecAndLevel(Oracle oracle) throws Exception {
        Path path = directory.resolve("codecs.root");
        List<String> expected = new ArrayList<>();
        try (RootFileWriter file = RootFileWriter.create(path)) {
            for (Compression codec : codecs()) {
                for (int level : new int[] {1, 4, 9}) {
                    expected.addAll(RandomTree.write(
                            file,
                            codec + "_" + level,
                            TreeOptions.clusters("", 70),
                            100,
                            level,
                            branch -> branch.compressed(codec, level)));
                }
            }
            file.commit();
        }
        assertSameLines(expected, oracle.dump(path));
    }

    @ParameterizedTest
    @EnumSource(value = Compression.class, mode = EnumSource.Mode.EXCLUDE, names = "OLD")
    void readsMetadataInEveryCodec(Compression compression) throws Exception {
        Path path = directory.resolve("metadata.root");
        List<String> expected;
        FileOptions options = FileOptions.defaults().withCompression(compression, 6);
        try (RootFileWriter file = RootFileWriter.create(path, options)) {
            expected = RandomTree.write(file, "tree", TreeOptions.clusters("", 70), 80, 6, UnaryOperator.identity());
            file.commit();
        }
        assertSameLines(expected, Oracle.UPROOT.dump(path));
    }

    @ParameterizedTest
    @EnumSource(Oracle.class)
    void readsBranchesWithCodecsOfTheirOwn(Oracle oracle) throws Exception {
        Path path = directory.resolve("mixed.root");
        List<String> expected = new ArrayList<>();
        Random random = new Random(9);
        UnaryOperator<Branch> mixed =
                branch -> branch.compressed(codecs().get(random.nextInt(codecs().size())), 1 + random.nextInt(9));
        try (RootFileWriter file = RootFileWriter.create(path)) {
            expected.addAll(RandomTree.write(file, "aligned", TreeOptions.clusters("", 64), 300, 7, mixed));
            expected.addAll(RandomTree.write(file, "ragged", TreeOptions.withoutClusters("", 64), 300, 8, mixed));
            file.commit();
        }
        assertSameLines(expected, oracle.dump(path));
    }

    private static List<Compression> codecs() {
        return Stream.of(Compression.values())
                .filter(codec -> codec != Compression.OLD)
                .toList();
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
