package org.topcoffea.root;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Blame;
import org.topcoffea.spi.ErrorCode;
import org.topcoffea.spi.UserError;

class EventReaderTest {
    private interface Use {
        void with(RootFile file, Tree tree, EventReader reader);
    }

    private static void nano(Use use) {
        try (RootFile file = RootFile.open(TestData.file("nano_dy.root"))) {
            Tree tree = file.tree("Events");
            try (EventReader reader = tree.reader(ColumnDigests.SAMPLE)) {
                reader.select(0, tree.entries());
                use.with(file, tree, reader);
            }
        }
    }

    private static void fails(ErrorCode code, String part, Executable action) {
        AnalysisException e = assertThrows(AnalysisException.class, action);
        assertEquals(code, e.code(), e.getMessage());
        assertTrue(e.getMessage().contains(part), e.getMessage());
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
    }

    @Test
    void collectionsExistWhenTheirCounterCounts() {
        nano((file, tree, reader) -> {
            assertTrue(reader.has("Muon_pt"));
            assertTrue(reader.has("nMuon"));
            assertTrue(reader.has("Muon"));
            assertFalse(reader.has("Muo"));
            assertFalse(reader.has("MET"));
            assertEquals("nMuon", reader.column("Muon_pt").counter());
        });
    }

    @Test
    void columnsOfACollectionShareOffsets() {
        nano((file, tree, reader) -> {
            int[] offsets = reader.offsets("Jet");
            assertSame(offsets, reader.offsets("Jet_pt"));
            assertSame(offsets, reader.offsets("Jet_eta"));
            int[] counts = reader.ints("nJet");
            for (int i = 0; i < reader.size(); i++) {
                assertEquals(counts[i], offsets[i + 1] - offsets[i]);
            }
        });
    }

    @Test
    void aColumnIsReadOnceForARange() {
        nano((file, tree, reader) -> {
            float[] pt = reader.floats("Jet_pt");
            long read = reader.bytesRead();
            assertTrue(read > 0);
            assertSame(pt, reader.floats("Jet_pt"));
            assertSame(reader.doubles("Jet_pt"), reader.doubles("Jet_pt"));
            assertEquals(read, reader.bytesRead());
        });
    }

    @Test
    void rangesWithinABasketDecompressItOnce() {
        nano((file, tree, reader) -> {
            reader.select(0, 5);
            reader.floats("Jet_pt");
            long read = reader.bytesRead();
            reader.select(5, 10);
            reader.floats("Jet_pt");
            assertEquals(read, reader.bytesRead());
        });
    }

    @Test
    void rangesAreTheSamePartsOfTheWhole() {
        nano((file, tree, reader) -> {
            float[] all = reader.floats("Jet_pt").clone();
            int[] offsets = reader.offsets("Jet").clone();
            for (int start : new int[] {17, 3, 0, 39, 40}) {
                reader.select(start, tree.entries());
                float[] part = Arrays.copyOf(reader.floats("Jet_pt"), reader.offsets("Jet")[reader.size()]);
                assertArrayEquals(Arrays.copyOfRange(all, offsets[start], offsets[40]), part, "from " + start);
            }
        });
    }

    @Test
    void conversionsWidenAndNeverNarrow() {
        nano((file, tree, reader) -> {
            assertEquals(reader.ints("nJet")[3], reader.longs("nJet")[3]);
            assertEquals(reader.ints("nJet")[3], reader.doubles("nJet")[3]);
            assertEquals(reader.bytes("Jet_cleanmask")[0] & 0xff, reader.ints("Jet_cleanmask")[0]);
            assertEquals(reader.floats("Jet_pt")[0], reader.doubles("Jet_pt")[0]);
            fails(UserError.WRONG_BRANCH_TYPE, "Jet_pt", () -> reader.ints("Jet_pt"));
            fails(UserError.WRONG_BRANCH_TYPE, "event", () -> reader.ints("event"));
            fails(UserError.WRONG_BRANCH_TYPE, "event", () -> reader.doubles("event"));
            fails(UserError.WRONG_BRANCH_TYPE, "nJet", () -> reader.floats("nJet"));
            fails(UserError.WRONG_BRANCH_TYPE, "nJet", () -> reader.bytes("nJet"));
            fails(UserError.WRONG_BRANCH_TYPE, "nJet", () -> reader.strings("nJet"));
            fails(UserError.WRONG_BRANCH_TYPE, "not jagged", () -> reader.offsets("MET_pt"));
        });
    }

    @Test
    void unknownNamesListCloseOnes() {
        nano((file, tree, reader) -> {
            fails(UserError.NO_SUCH_BRANCH, "did you mean 'Muon_pt'", () -> reader.floats("Muon_ptt"));
            fails(UserError.NO_SUCH_BRANCH, "'Muon_pt'", () -> reader.floats("muon_pt"));
            fails(UserError.NO_SUCH_BRANCH, "nano_dy.root", () -> reader.column("Nothing_like_it"));
            fails(RootError.NO_SUCH_TREE, "did you mean 'Events'", () -> file.tree("events"));
            fails(RootError.NO_SUCH_TREE, "Events, Runs", () -> file.tree("MetaData"));
        });
    }

    @Test
    void rangesOutsideTheTreeAreRefused() {
        nano((file, tree, reader) -> {
            assertThrows(IndexOutOfBoundsException.class, () -> reader.select(0, 41));
            assertThrows(IndexOutOfBoundsException.class, () -> reader.select(-1, 4));
            assertThrows(IndexOutOfBoundsException.class, () -> reader.select(5, 4));
            reader.select(40, 40);
            assertEquals(0, reader.size());
            assertEquals(0, reader.offsets("Jet")[0]);
            reader.floats("Jet_pt");
        });
    }

    @Test
    void unsupportedBranchesSayWhyAndLeaveTheRestUsable() {
        try (RootFile file = RootFile.open(TestData.file("uproot-stl_containers.root"))) {
            Tree tree = file.tree("tree");
            assertTrue(tree.unsupported().stream().anyMatch(c -> c.name().equals("map_int32_int16")));
            try (EventReader reader = tree.reader(ColumnDigests.SAMPLE)) {
                reader.select(0, tree.entries());
                assertEquals("one", reader.strings("string")[0]);
                assertEquals("two", reader.strings("vector_string")[2]);
                fails(UserError.NO_SUCH_BRANCH, "cannot be read", () -> reader.ints("map_int32_int16"));
            }
        }
    }

    @Test
    void generatedOffsetsEqualStoredOnes() {
        assertArrayEquals(jets("uproot-small-dy-withoffsets.root"), jets("uproot-small-dy-nooffsets.root"));
    }

    private static float[] jets(String name) {
        try (RootFile file = RootFile.open(TestData.file(name))) {
            Tree tree = file.tree("tree");
            try (EventReader reader = tree.reader(ColumnDigests.SAMPLE)) {
                reader.select(0, tree.entries());
                return Arrays.copyOf(reader.floats("Jet_pt"), reader.offsets("Jet_pt")[reader.size()]);
            }
        }
    }

    @Test
    void failuresAreBlamedOnTheirCause() {
        assertEquals(Blame.DATA, RootError.CORRUPT.blame());
        assertEquals(Blame.USER, UserError.NO_SUCH_BRANCH.blame());
    }
}
