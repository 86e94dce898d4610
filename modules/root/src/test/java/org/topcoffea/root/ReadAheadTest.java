package org.topcoffea.root;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.topcoffea.spi.ColumnInfo;

/** Columns of sources far away are fetched in advance, in few requests, and hold what they hold otherwise. */
class ReadAheadTest {
    /** A file whose requests are counted, and whose bytes arrive only when they are waited for. */
    private static final class Distant implements ByteSource {
        private final byte[] bytes;
        private final long ahead;
        private int single;
        private int together;
        private int underWay;

        Distant(byte[] bytes, long ahead) {
            this.bytes = bytes;
            this.ahead = ahead;
        }

        @Override
        public String name() {
            return "distant";
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public long aheadBytes() {
            return ahead;
        }

        @Override
        public void read(long position, MemorySegment target) {
            single++;
            copy(position, target);
        }

        private void copy(long position, MemorySegment target) {
            MemorySegment.copy(MemorySegment.ofArray(bytes), position, target, 0, target.byteSize());
        }

        @Override
        public void read(long[] positions, MemorySegment[] targets) {
            start(positions, targets).await();
        }

        @Override
        public Pending start(long[] positions, MemorySegment[] targets) {
            together++;
            underWay++;
            return new Pending() {
                private boolean over;

                @Override
                public void await() {
                    for (int i = 0; i < positions.length; i++) {
                        copy(positions[i], targets[i]);
                    }
                    cancel();
                }

                @Override
                public void cancel() {
                    underWay -= over ? 0 : 1;
                    over = true;
                }
            };
        }

        @Override
        public void close() {}
    }

    @Test
    void givesTheSameInFewRequests() throws IOException {
        for (String name : List.of(
                "uproot-HZZ-lzma.root",
                "nano_dy.root",
                "uproot-issue412.root",
                "cmsopendata2015_ttbar_19980_NANOAOD_RNTupleImporter_rntuple_v1-0-0-1.root")) {
            Path path = TestData.file(name);
            Distant source = new Distant(Files.readAllBytes(path), 1 << 20);
            try (RootFile local = RootFile.open(path);
                    RootFile distant = RootFile.open(source)) {
                String tree = local.trees().getFirst();
                long entries = local.tree(tree).entries();
                assertEquals(all(local.tree(tree), 97, 0, entries), all(distant.tree(tree), 97, 0, entries), name);
                source.single = 0;
                source.together = 0;
                assertEquals(
                        all(local.tree(tree), 50, entries / 3, entries),
                        all(distant.tree(tree), 50, entries / 3, entries),
                        name);
                assertTrue(source.single <= 2, name + ": " + source.single + " single reads");
                assertTrue(
                        source.together <= 1 + source.size() / (1 << 20),
                        name + ": " + source.together + " reads together");
                assertEquals(0, source.underWay, name);
            }
        }
    }

    /** A digest of all columns, read side by side. */
    private static List<List<Object>> all(Tree tree, long step, long start, long stop) {
        List<List<Object>> digests = new ArrayList<>();
        List<String> names = tree.columns().stream().map(ColumnInfo::name).toList();
        try (EventReader reader = tree.reader(ColumnDigests.SAMPLE)) {
            reader.expect(names, start, stop);
            for (long at = start; at < stop; at += step) {
                reader.select(at, Math.min(stop, at + step));
                for (ColumnInfo column : tree.columns()) {
                    digests.add(ColumnDigests.now(reader, column));
                }
            }
        }
        return digests;
    }

    @Test
    void fetchesWhatWasNotForeseen() throws IOException {
        Path path = TestData.file("uproot-HZZ-zlib.root");
        byte[] bytes = Files.readAllBytes(path);
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            Distant source = new Distant(bytes, 1 + random.nextInt(300_000));
            try (RootFile local = RootFile.open(path);
                    RootFile distant = RootFile.open(source);
                    EventReader expected = local.tree("events").reader(ColumnDigests.SAMPLE);
                    EventReader reader = distant.tree("events").reader(ColumnDigests.SAMPLE)) {
                List<ColumnInfo> columns = distant.tree("events").columns();
                reader.expect(
                        List.of(
                                "NJet",
                                "nonsense",
                                columns.get(random.nextInt(20)).name()),
                        0,
                        2000);
                for (int i = 0; i < 20; i++) {
                    long start = random.nextInt(2300);
                    long stop = start + random.nextInt(2421 - (int) start);
                    reader.select(start, stop);
                    expected.select(start, stop);
                    ColumnInfo column = columns.get(random.nextInt(columns.size()));
                    assertEquals(
                            ColumnDigests.now(expected, column), ColumnDigests.now(reader, column), "seed " + seed);
                }
            }
            assertEquals(0, source.underWay, "seed " + seed);
        }
    }
}
