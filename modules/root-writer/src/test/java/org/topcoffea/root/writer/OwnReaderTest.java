package org.topcoffea.root.writer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.codec.Compression;
import org.topcoffea.root.EventReader;
import org.topcoffea.root.RootFile;
import org.topcoffea.root.Tree;
import org.topcoffea.spi.ColumnInfo;
import org.topcoffea.spi.ColumnType;
import org.topcoffea.spi.Sample;

/** What our own reader makes of trees is what was written, bit by bit, in ranges of any size. */
class OwnReaderTest {
    private static final Sample SAMPLE =
            new Sample("s", "p", "2017", false, 1, 1, Map.of(), List.of(), 1, "", Map.of());

    @TempDir
    Path directory;

    @Test
    void readsEveryTypeAndShape() {
        check(TreeOptions.clusters("some", 37), 200, UnaryOperator.identity());
        check(TreeOptions.clusters("one", 1000), 100, UnaryOperator.identity());
        check(TreeOptions.withoutClusters("ragged", 50), 150, UnaryOperator.identity());
        check(TreeOptions.clusters("none", 50), 0, UnaryOperator.identity());
    }

    @Test
    void readsEveryCodecAndLevel() {
        List<Compression> codecs = Stream.of(Compression.values())
                .filter(codec -> codec != Compression.OLD)
                .toList();
        Random random = new Random(3);
        for (Compression codec : codecs) {
            check(TreeOptions.clusters("codec", 64), 200, branch -> branch.compressed(codec, 1 + random.nextInt(9)));
        }
        UnaryOperator<Branch> mixed =
                branch -> branch.compressed(codecs.get(random.nextInt(codecs.size())), 1 + random.nextInt(9));
        check(TreeOptions.withoutClusters("mixed", 64), 200, mixed);
    }

    private void check(TreeOptions options, int entries, UnaryOperator<Branch> shape) {
        Path path = directory.resolve(options.title() + ".root");
        List<String> expected;
        try (RootFileWriter file = RootFileWriter.create(path)) {
            expected = RandomTree.write(file, "tree", options, entries, entries, shape);
            file.commit();
        }
        Random random = new Random(entries);
        List<String> actual = new ArrayList<>();
        try (RootFile file = RootFile.open(path)) {
            Tree tree = file.tree("tree");
            assertEquals(entries, tree.entries());
            if (options.aligned() && entries > 0) {
                long[] clusters = tree.clusters();
                long size = options.clusterEntries();
                assertEquals((entries + size - 1) / size + 1, clusters.length);
            }
            for (ColumnInfo column : tree.columns()) {
                actual.add("branch " + column.name());
                try (EventReader reader = tree.reader(SAMPLE)) {
                    for (long start = 0; start < entries; ) {
                        long stop = Math.min(entries, start + 1 + random.nextInt(90));
                        reader.select(start, stop);
                        print(reader, column, actual);
                        start = stop;
                    }
                }
            }
        }
        List<String> values = expected.stream()
                .skip(1)
                .map(line -> line.startsWith("branch") ? line.substring(0, line.indexOf(' ', 7)) : line)
                .toList();
        TreeRoundTripTest.assertSameLines(values, actual);
    }

    private static void print(EventReader reader, ColumnInfo column, List<String> lines) {
        IntFunction<String> value = values(reader, column);
        int[] offsets = column.jagged() ? reader.offsets(column.name()) : null;
        for (int e = 0; e < reader.size(); e++) {
            int from = (offsets == null ? e : offsets[e]) * column.width();
            int to = (offsets == null ? e + 1 : offsets[e + 1]) * column.width();
            StringJoiner line = new StringJoiner(" ");
            for (int i = from; i < to; i++) {
                line.add(value.apply(i));
            }
            lines.add(line.toString());
        }
    }

    private static IntFunction<String> values(EventReader reader, ColumnInfo column) {
        String name = column.name();
        switch (column.type()) {
            case FLOAT32 -> {
                float[] values = reader.floats(name);
                return i -> HexFormat.of().toHexDigits(Float.floatToIntBits(values[i]));
            }
            case FLOAT64 -> {
                double[] values = reader.doubles(name);
                return i -> HexFormat.of().toHexDigits(Double.doubleToLongBits(values[i]));
            }
            case STRING -> {
                String[] values = reader.strings(name);
                return i -> "x" + HexFormat.of().formatHex(values[i].getBytes(StandardCharsets.UTF_8));
            }
            case UINT64 -> {
                long[] values = reader.longs(name);
                return i -> Long.toUnsignedString(values[i]);
            }
            default -> {
                long[] values = reader.longs(name);
                return i -> Long.toString(values[i]);
            }
        }
    }

    @Test
    void readsBehindTwoGigabytes() {
        Path path = directory.resolve("large.root");
        try (RootFileWriter file = RootFileWriter.create(path)) {
            TreeWriter tree = file.tree("a/b", "tree", TreeOptions.clusters("", 10));
            BranchWriter number = tree.branch(Branch.scalar("number", ColumnType.INT32));
            for (int i = 0; i < 40; i++) {
                if (i == 20) {
                    file.leaveGap(2_100_000_000L);
                }
                number.put(i);
                tree.fill();
            }
            file.commit();
        }
        try (RootFile file = RootFile.open(path);
                EventReader reader = file.tree("a/b/tree").reader(SAMPLE)) {
            reader.select(0, 40);
            int[] numbers = reader.ints("number");
            for (int i = 0; i < 40; i++) {
                assertEquals(i, numbers[i]);
            }
            assertArrayEquals(
                    new long[] {0, 10, 20, 30, 40}, file.tree("a/b/tree").clusters());
        }
    }
}
