package org.topcoffea.root.writer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.topcoffea.codec.Compression;
import org.topcoffea.root.EventReader;
import org.topcoffea.root.RootFile;
import org.topcoffea.root.Tree;
import org.topcoffea.root.writer.internal.Baskets;
import org.topcoffea.root.writer.internal.BranchRecord;
import org.topcoffea.root.writer.internal.Container;
import org.topcoffea.root.writer.internal.Directory;
import org.topcoffea.root.writer.internal.Key;
import org.topcoffea.root.writer.internal.LeafRecord;
import org.topcoffea.root.writer.internal.LeafType;
import org.topcoffea.root.writer.internal.ObjectBuffer;
import org.topcoffea.root.writer.internal.PayloadEncoder;
import org.topcoffea.root.writer.internal.TreeRecord;
import org.topcoffea.root.writer.internal.ValueBuffer;
import org.topcoffea.spi.ColumnInfo;
import org.topcoffea.spi.Sample;

/** A branch with the leaf list {@code x/F:y/D:n/s:flags[3]/b}, which our writer does not offer, is read leaf by leaf. */
class LeafListTest {
    private static final int ENTRIES = 250;
    private static final int BASKET = 100;
    private static final int ENTRY_BYTES = 17;

    @TempDir
    Path directory;

    private final float[] x = new float[ENTRIES];
    private final double[] y = new double[ENTRIES];
    private final long[] n = new long[ENTRIES];
    private final long[] flags = new long[3 * ENTRIES];

    @BeforeEach
    void write() {
        Random random = new Random(7);
        try (PayloadEncoder encoder = new PayloadEncoder(Compression.ZSTD, 3)) {
            Container container = new Container(file(), new UUID(1, 2), LocalDateTime.of(2026, 1, 1, 0, 0), encoder);
            Directory root = container.directory("");
            Baskets baskets = new Baskets(container, root, "tree", "hit", encoder);
            ValueBuffer values = new ValueBuffer();
            for (int entry = 0; entry < ENTRIES; entry++) {
                put(entry, random, values);
                if ((entry + 1) % BASKET == 0 || entry + 1 == ENTRIES) {
                    int count = values.size() / ENTRY_BYTES;
                    baskets.write(baskets.nextKey(), values.bytes(), values.size(), values.size(), count, ENTRY_BYTES);
                    values.drop(values.size());
                }
            }
            List<BranchRecord> branches = List.of(new BranchRecord("hit", "x/F:y/D:n/s:flags[3]/b", leaves(), baskets));
            Key key = container.key("TTree", "tree", "", 1, root.position());
            ObjectBuffer payload = new ObjectBuffer(key.keyLength());
            TreeRecord.write(payload, "tree", "", ENTRIES, 0, branches);
            container.appendObject(root, key, payload, TreeRecord.classes(branches));
            container.commit();
        }
    }

    private Path file() {
        return directory.resolve("leaves.root");
    }

    private void put(int entry, Random random, ValueBuffer values) {
        x[entry] = random.nextFloat();
        y[entry] = random.nextGaussian();
        n[entry] = random.nextInt(1 << 16);
        values.put32(Float.floatToRawIntBits(x[entry]));
        values.put64(Double.doubleToRawLongBits(y[entry]));
        values.put16((int) n[entry]);
        for (int i = 3 * entry; i < 3 * entry + 3; i++) {
            flags[i] = random.nextInt(256);
            values.put8((int) flags[i]);
        }
    }

    private static List<LeafRecord> leaves() {
        return List.of(
                new LeafRecord("x", "x", LeafType.FLOAT32, 1, 0, false, null, 0),
                new LeafRecord("y", "y", LeafType.FLOAT64, 1, 4, false, null, 0),
                new LeafRecord("n", "n", LeafType.UINT16, 1, 12, false, null, 0),
                new LeafRecord("flags", "flags[3]", LeafType.UINT8, 3, 14, false, null, 0));
    }

    @Test
    void ourReaderHasAColumnForEachLeaf() {
        Sample sample = new Sample("s", "p", "2017", false, 1, 1, Map.of(), List.of(), 1, "", Map.of());
        try (RootFile file = RootFile.open(file())) {
            Tree tree = file.tree("tree");
            assertEquals(
                    List.of("hit.x", "hit.y", "hit.n", "hit.flags"),
                    tree.columns().stream().map(ColumnInfo::name).toList());
            try (EventReader reader = tree.reader(sample)) {
                for (int start = 0; start < ENTRIES; start += 70) {
                    int stop = Math.min(ENTRIES, start + 70);
                    reader.select(start, stop);
                    for (int e = start; e < stop; e++) {
                        assertEquals(x[e], reader.floats("hit.x")[e - start]);
                        assertEquals(y[e], reader.doubles("hit.y")[e - start]);
                        assertEquals(n[e], reader.longs("hit.n")[e - start]);
                        assertArrayEquals(
                                Arrays.copyOfRange(flags, 3 * e, 3 * e + 3),
                                Arrays.copyOfRange(reader.longs("hit.flags"), 3 * (e - start), 3 * (e - start) + 3));
                    }
                }
            }
        }
    }

    @Test
    void uprootReadsTheSame() throws Exception {
        List<String> expected = new ArrayList<>();
        for (int e = 0; e < ENTRIES; e++) {
            HexFormat hex = HexFormat.of();
            expected.add(hex.toHexDigits(Float.floatToIntBits(x[e])) + ", "
                    + hex.toHexDigits(Double.doubleToLongBits(y[e])) + ", " + n[e] + ", " + flags[3 * e] + " "
                    + flags[3 * e + 1] + " " + flags[3 * e + 2]);
        }
        List<String> lines = Oracle.UPROOT.dump(file());
        TreeRoundTripTest.assertSameLines(expected, lines.subList(2, lines.size()));
    }
}
