package org.topcoffea.root.internal.ntuple;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.topcoffea.root.EventReader;
import org.topcoffea.root.RootError;
import org.topcoffea.root.RootException;
import org.topcoffea.root.Tree;
import org.topcoffea.root.UnsupportedColumn;
import org.topcoffea.root.internal.column.Origin;
import org.topcoffea.spi.ColumnInfo;
import org.topcoffea.spi.ColumnType;
import org.topcoffea.spi.Sample;

/** Schemas and page lists of all kinds, from files made here. */
final class NTupleTest {
    private static final Sample SAMPLE =
            new Sample("test", "test", "2018", false, 1, 1, Map.of(), List.of(), 0, "", Map.of());
    private static final int REAL32 = 0x0C;
    private static final int INT32 = 0x07;
    private static final int INDEX64 = 0x0F;
    private static final int SPLIT_INDEX64 = 0x1B;
    private static final int BIT = 0x00;
    private static final int CHAR = 0x02;
    private static final int SWITCH = 0x10;

    private static byte[] reals(float... values) {
        return Encoded.plain(4, values.length, i -> Float.floatToRawIntBits(values[i]));
    }

    private static byte[] ints(int... values) {
        return Encoded.plain(4, values.length, i -> values[i]);
    }

    private static byte[] ends(long... values) {
        return Encoded.plain(8, values.length, i -> values[i]);
    }

    private static byte[] deltas(long... values) {
        return Encoded.delta(8, values.length, i -> values[i]);
    }

    private static EventReader all(Tree tree) {
        EventReader reader = tree.reader(SAMPLE);
        reader.select(0, tree.entries());
        return reader;
    }

    private static List<String> names(Tree tree) {
        return tree.columns().stream().map(ColumnInfo::name).toList();
    }

    private static float[] floats(EventReader reader, String name, int count) {
        return Arrays.copyOf(reader.floats(name), count);
    }

    /** Two clusters of a collection of records, as CMSSW writes it. */
    private static NTupleImage muons() {
        NTupleImage image = new NTupleImage();
        int muon = image.field("Muon", "", 1, -1);
        int item = image.field("_0", "", 2, muon);
        int pt = image.field("pt", "float", 0, item);
        int charge = image.field("charge", "std::int32_t", 0, item);
        int run = image.field("run", "std::uint32_t", 0, -1);
        int muons = image.column(SPLIT_INDEX64, 64, muon);
        int pts = image.column(REAL32, 32, pt);
        int charges = image.column(INT32, 32, charge);
        int runs = image.column(0x08, 32, run);
        image.cluster(3)
                .page(muons, 2, deltas(2, 2))
                .page(muons, 1, deltas(3))
                .page(pts, 3, reals(1, 2, 3))
                .page(charges, 1, ints(1))
                .page(charges, 2, ints(-1, 1))
                .page(runs, 3, ints(1, 1, 1));
        image.cluster(2)
                .page(muons, 2, deltas(1, 4))
                .page(pts, 4, reals(4, 5, 6, 7))
                .page(charges, 4, ints(-1, -1, -1, -1))
                .page(runs, 2, ints(2, 2));
        return image;
    }

    private static void checkMuons(Tree tree) {
        assertEquals(List.of("nMuon", "Muon_pt", "Muon_charge", "run"), names(tree));
        assertArrayEquals(new long[] {0, 3, 5}, tree.clusters());
        assertEquals("nMuon", tree.columns().get(1).counter());
        assertEquals("about pt", tree.columns().get(1).title());
        try (EventReader reader = all(tree)) {
            assertTrue(reader.has("Muon"));
            assertArrayEquals(new int[] {2, 0, 1, 1, 3}, Arrays.copyOf(reader.ints("nMuon"), 5));
            assertArrayEquals(new int[] {0, 2, 2, 3, 4, 7}, Arrays.copyOf(reader.offsets("Muon"), 6));
            assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6, 7}, floats(reader, "Muon_pt", 7));
            assertArrayEquals(new int[] {1, -1, 1, -1, -1, -1, -1}, Arrays.copyOf(reader.ints("Muon_charge"), 7));
            reader.select(2, 5);
            assertArrayEquals(new int[] {0, 1, 2, 5}, Arrays.copyOf(reader.offsets("Muon_charge"), 4));
            assertArrayEquals(new float[] {3, 4, 5, 6, 7}, floats(reader, "Muon_pt", 5));
            assertArrayEquals(new int[] {1, 2, 2}, Arrays.copyOf(reader.ints("run"), 3));
            reader.select(1, 2);
            assertEquals(0, reader.offsets("Muon")[1]);
            reader.floats("Muon_pt");
        }
    }

    @Test
    void collectionsOfRecordsLookLikeBranchesWithACounter() {
        checkMuons(muons().open());
    }

    @Test
    void envelopesAndPagesMayBeCutCompressedFarAndManyGroups() {
        NTupleImage cut = muons();
        cut.maxBlobBytes = 120;
        checkMuons(cut.open());
        NTupleImage cutPage = new NTupleImage();
        int x = cutPage.column(INT32, 32, cutPage.field("x", "std::int32_t", 0, -1));
        cutPage.maxBlobBytes = 120;
        cutPage.cluster(100).page(x, 100, Encoded.plain(4, 100, i -> (long) i * i));
        try (EventReader reader = all(cutPage.open())) {
            assertEquals(99 * 99, reader.ints("x")[99]);
        }
        NTupleImage large = muons();
        large.largeLocators = true;
        large.clustersPerGroup = 1;
        checkMuons(large.open());
        NTupleImage packed = muons();
        packed.zlib = true;
        packed.checksums = false;
        checkMuons(packed.open());
    }

    @Test
    void projectedFieldsReplaceTheImportersCollections() {
        NTupleImage image = new NTupleImage();
        int made = image.field("_collection0", "", 1, -1);
        int item = image.field("_0", "", 2, made);
        int pt = image.field("Jet_pt", "float", 0, item);
        int index = image.column(INDEX64, 64, made);
        int pts = image.column(REAL32, 32, pt);
        int shown = image.field("Jet_pt", "ROOT::VecOps::RVec<float>", 1, -1, -1, true);
        int element = image.field("_0", "float", 0, shown, -1, true);
        int count = image.field("nJet", "ROOT::RNTupleCardinality<std::uint32_t>", 0, -1, -1, true);
        image.alias(index, shown);
        image.alias(pts, element);
        image.alias(index, count);
        image.cluster(3).page(index, 3, ends(0, 2, 3)).page(pts, 3, reals(1, 2, 3));
        Tree tree = image.open();
        assertEquals(List.of("Jet_pt", "nJet"), names(tree));
        assertEquals("nJet", tree.columns().getFirst().counter());
        assertEquals(ColumnType.UINT32, tree.columns().get(1).type());
        try (EventReader reader = all(tree)) {
            assertArrayEquals(new int[] {0, 2, 1}, Arrays.copyOf(reader.ints("nJet"), 3));
            assertArrayEquals(new int[] {0, 0, 2, 3}, Arrays.copyOf(reader.offsets("Jet"), 4));
            assertArrayEquals(new float[] {1, 2, 3}, floats(reader, "Jet_pt", 3));
        }
    }

    @Test
    void arraysBitsetsRecordsTextAndEnumsAreColumns() {
        NTupleImage image = new NTupleImage();
        int array = image.field("cov", "std::array<float,2>", 0, -1, 2, false);
        int covs = image.column(REAL32, 32, image.field("_0", "float", 0, array));
        int bitset = image.column(BIT, 1, image.field("bits", "std::bitset<3>", 0, -1, 3, false));
        int record = image.field("p4", "", 2, -1);
        int xs = image.column(REAL32, 32, image.field("x", "float", 0, record));
        int base = image.field(":_0", "Base", 2, record);
        int ys = image.column(REAL32, 32, image.field("y", "float", 0, base));
        int name = image.field("name", "std::string", 0, -1);
        int nameEnds = image.column(INDEX64, 64, name);
        int characters = image.column(CHAR, 8, name);
        int words = image.field("words", "std::vector<std::string>", 1, -1);
        int wordIndex = image.column(SPLIT_INDEX64, 64, words);
        int word = image.field("_0", "std::string", 0, words);
        int wordEnds = image.column(SPLIT_INDEX64, 64, word);
        int wordCharacters = image.column(CHAR, 8, word);
        int enumeration = image.field("colour", "Colour", 0, -1);
        int colours = image.column(INT32, 32, image.field("_0", "std::int32_t", 0, enumeration));
        int half = image.column(0x0B, 16, image.field("half", "double", 0, -1));
        int small = image.column(INT32, 32, image.field("small", "std::int8_t", 0, -1));
        image.cluster(2)
                .page(covs, 4, reals(1, 2, 3, 4))
                .page(bitset, 6, Encoded.packed(1, 6, i -> i % 3 == 1 ? 1 : 0))
                .page(xs, 2, reals(5, 6))
                .page(ys, 2, reals(7, 8))
                .page(nameEnds, 2, ends(0, 3))
                .page(characters, 3, "\u00b5a".getBytes(StandardCharsets.UTF_8))
                .page(wordIndex, 2, deltas(1, 3))
                .page(wordEnds, 3, deltas(1, 1, 3))
                .page(wordCharacters, 3, "abc".getBytes(StandardCharsets.UTF_8))
                .page(colours, 2, ints(9, -9))
                .page(half, 2, Encoded.plain(2, 2, i -> Float.floatToFloat16(i + 0.5f)))
                .page(small, 2, ints(-128, 127));
        Tree tree = image.open();
        assertEquals(List.of("cov", "bits", "p4.x", "p4.y", "name", "words", "colour", "half", "small"), names(tree));
        assertEquals(List.of(), tree.unsupported());
        assertEquals(3, tree.columns().get(1).width());
        try (EventReader reader = all(tree)) {
            assertArrayEquals(new float[] {1, 2, 3, 4}, floats(reader, "cov", 4));
            assertArrayEquals(new byte[] {0, 1, 0, 0, 1, 0}, Arrays.copyOf(reader.bytes("bits"), 6));
            assertArrayEquals(new float[] {7, 8}, floats(reader, "p4.y", 2));
            assertArrayEquals(new String[] {"", "\u00b5a"}, Arrays.copyOf(reader.strings("name"), 2));
            assertArrayEquals(new String[] {"a", "", "bc"}, Arrays.copyOf(reader.strings("words"), 3));
            assertArrayEquals(new int[] {0, 1, 3}, Arrays.copyOf(reader.offsets("words"), 3));
            assertArrayEquals(new int[] {9, -9}, Arrays.copyOf(reader.ints("colour"), 2));
            assertArrayEquals(new double[] {0.5, 1.5}, Arrays.copyOf(reader.doubles("half"), 2));
            assertArrayEquals(new byte[] {-128, 127}, Arrays.copyOf(reader.bytes("small"), 2));
            reader.select(1, 2);
            assertArrayEquals(new float[] {3, 4}, floats(reader, "cov", 2));
            assertEquals("", reader.strings("words")[0]);
            assertEquals("bc", reader.strings("words")[1]);
        }
    }

    @Test
    void valuesThatDoNotFitTheFieldsTypeAreRefused() {
        NTupleImage image = new NTupleImage();
        int small = image.column(INT32, 32, image.field("small", "std::uint8_t", 0, -1));
        image.cluster(2).page(small, 2, ints(1, 256));
        try (EventReader reader = all(image.open())) {
            RootException e = assertThrows(RootException.class, () -> reader.bytes("small"));
            assertTrue(e.getMessage().contains("UINT8") && e.getMessage().contains("small"), e.getMessage());
        }
    }

    @Test
    void whatCannotBeReadIsListedAndTheRestIsUsable() {
        NTupleImage image = new NTupleImage();
        int outer = image.field("nested", "std::vector<std::vector<float>>", 1, -1);
        int inner = image.field("_0", "std::vector<float>", 1, outer);
        int value = image.field("_0", "float", 0, inner);
        int variant = image.field("either", "std::variant<float,std::int32_t>", 3, -1);
        int future = image.field("future", "float", 0, -1);
        int good = image.field("good", "float", 0, -1);
        int c0 = image.column(INDEX64, 64, outer);
        int c1 = image.column(INDEX64, 64, inner);
        int c2 = image.column(REAL32, 32, value);
        int c3 = image.column(SWITCH, 96, variant);
        int c4 = image.column(0x99, 17, future);
        int c5 = image.column(REAL32, 32, good);
        image.cluster(1)
                .empty(c0)
                .empty(c1)
                .empty(c2)
                .empty(c3)
                .page(c4, 1, new byte[3])
                .page(c5, 1, reals(3));
        Tree tree = image.open();
        assertEquals(List.of("good"), names(tree));
        assertEquals(
                List.of("nested", "either", "future"),
                tree.unsupported().stream().map(UnsupportedColumn::name).toList());
        try (EventReader reader = all(tree)) {
            assertEquals(3, reader.floats("good")[0]);
        }
    }

    @Test
    void columnsAddedLaterAreZerosBefore() {
        NTupleImage image = new NTupleImage();
        int old = image.column(INT32, 32, image.field("old", "std::int32_t", 0, -1));
        image.extensionFields = 1;
        image.extensionColumns = 1;
        int late = image.column(REAL32, 32, image.field("late", "float", 0, -1), 0, 1, 4, 0, 0);
        int vector = image.field("vector", "std::vector<float>", 1, -1);
        int index = image.column(INDEX64, 64, vector, 0, 1, 4, 0, 0);
        int values = image.column(REAL32, 32, image.field("_0", "float", 0, vector), 0, 1, 0, 0, 0);
        image.cluster(3).page(old, 3, ints(1, 2, 3)).columns = 1;
        NTupleImage.Cluster second = image.cluster(3)
                .page(old, 3, ints(4, 5, 6))
                .page(late, 2, reals(1, 2))
                .page(index, 2, ends(1, 3))
                .page(values, 3, reals(7, 8, 9));
        second.offsets.put(late, 4L);
        second.offsets.put(index, 4L);
        Tree tree = image.open();
        assertEquals(List.of("old", "late", "vector"), names(tree));
        try (EventReader reader = all(tree)) {
            assertArrayEquals(new int[] {1, 2, 3, 4, 5, 6}, Arrays.copyOf(reader.ints("old"), 6));
            assertArrayEquals(new float[] {0, 0, 0, 0, 1, 2}, floats(reader, "late", 6));
            assertArrayEquals(new int[] {0, 0, 0, 0, 0, 1, 3}, Arrays.copyOf(reader.offsets("vector"), 7));
            assertArrayEquals(new float[] {7, 8, 9}, floats(reader, "vector", 3));
            reader.select(0, 2);
            assertArrayEquals(new float[] {0, 0}, floats(reader, "late", 2));
            reader.select(5, 6);
            assertArrayEquals(new float[] {8, 9}, floats(reader, "vector", 2));
            reader.select(3, 5);
            assertArrayEquals(new float[] {0, 1}, floats(reader, "late", 2));
        }
    }

    @Test
    void eachClusterUsesTheRepresentationThatIsNotSuppressed() {
        NTupleImage image = new NTupleImage();
        int field = image.field("x", "float", 0, -1);
        int single = image.column(REAL32, 32, field);
        int half = image.column(0x0B, 16, field, 1, 0, 0, 0, 0);
        image.cluster(2).page(single, 2, reals(1, 2));
        image.cluster(2).page(half, 2, Encoded.plain(2, 2, i -> Float.floatToFloat16(3 + i)));
        image.cluster(1).page(single, 1, reals(5));
        try (EventReader reader = all(image.open())) {
            assertArrayEquals(new float[] {1, 2, 3, 4, 5}, floats(reader, "x", 5));
        }
    }

    @Test
    void anEmptyNTupleHasNoClusters() {
        NTupleImage image = new NTupleImage();
        image.column(REAL32, 32, image.field("x", "float", 0, -1));
        Tree tree = image.open();
        assertEquals(0, tree.entries());
        assertArrayEquals(new long[] {0}, tree.clusters());
        try (EventReader reader = all(tree)) {
            assertEquals(0, reader.size());
            reader.floats("x");
        }
    }

    @Test
    void unknownFeaturesAreRefused() {
        NTupleImage image = muons();
        image.featureFlags = 4;
        RootException e = assertThrows(RootException.class, image::open);
        assertEquals(RootError.UNSUPPORTED, e.code());
        assertTrue(e.getMessage().contains("0x4"), e.getMessage());
    }

    @Test
    void everyDamagedByteIsNoticed() {
        NTupleImage image = muons();
        byte[] bytes = image.write();
        int noticed = 0;
        for (int[] envelope : image.envelopes) {
            for (int i = 0; i < envelope[1]; i++) {
                byte[] damaged = bytes.clone();
                damaged[envelope[0] + i] ^= 0x10;
                RootException e = assertThrows(RootException.class, () -> {
                    Tree tree = NTuple.open(new Origin(new MemorySource(damaged), null), image.anchor, "test");
                    tree.clusters();
                });
                assertTrue(e.getMessage().contains("memory.root: n-tuple 'test'"), e.getMessage());
                assertFalse(e.getMessage().contains("\n"), e.getMessage());
                noticed++;
            }
        }
        assertTrue(noticed > 500, "envelopes have " + noticed + " bytes");
    }
}
