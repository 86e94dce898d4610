package org.topcoffea.spi.test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.ColumnType;
import org.topcoffea.spi.UserError;

class TestEventsTest {
    private final TestEvents events = TestEvents.builder()
            .from("a.root", 100)
            .scalar("genWeight", 1.5f, -1.5f, 2f)
            .scalar("HLT_IsoMu24", true, false, true)
            .jagged("Muon_pt", new float[] {40, 20}, new float[] {}, new float[] {7})
            .jagged("Muon_charge", new int[] {1, -1}, new int[] {}, new int[] {1})
            .jagged("PSWeight", new float[] {1}, new float[] {1}, new float[] {1})
            .title("PSWeight", "dummy PS weight (1.0)")
            .build();

    @Test
    void columnsCollectionsAndCounters() {
        assertEquals(3, events.size());
        assertTrue(events.has("Muon") && events.has("Muon_pt") && events.has("nMuon") && events.has("nPSWeight"));
        assertFalse(events.has("Electron") || events.has("nElectron") || events.has("Muon_eta") || events.has("HLT"));
        assertArrayEquals(new int[] {0, 2, 2, 3}, events.offsets("Muon"));
        assertArrayEquals(events.offsets("Muon"), events.offsets("Muon_charge"));
        assertArrayEquals(new int[] {2, 0, 1}, events.ints("nMuon"));
        assertArrayEquals(new float[] {40, 20, 7}, events.collection("Muon").floats("pt"));
        assertEquals("nMuon", events.column("Muon_pt").counter());
        assertEquals(ColumnType.BOOL, events.column("HLT_IsoMu24").type());
        assertEquals("dummy PS weight (1.0)", events.column("PSWeight").title());
    }

    @Test
    void valuesAreWidenedButNeverNarrowed() {
        assertArrayEquals(new double[] {1.5, -1.5, 2}, events.doubles("genWeight"));
        assertArrayEquals(new int[] {1, 0, 1}, events.ints("HLT_IsoMu24"));
        assertArrayEquals(new long[] {1, -1, 1}, events.longs("Muon_charge"));
        AnalysisException e = assertThrows(AnalysisException.class, () -> events.floats("Muon_charge"));
        assertEquals(UserError.WRONG_BRANCH_TYPE, e.code());
        assertEquals(
                UserError.NO_SUCH_BRANCH,
                assertThrows(AnalysisException.class, () -> events.floats("MET_pt"))
                        .code());
        assertThrows(AnalysisException.class, () -> events.offsets("genWeight"));
    }

    @Test
    void aRangeIsRebased() {
        TestEvents part = events.range(1, 3);
        assertEquals(101, part.firstEntry());
        assertArrayEquals(new int[] {0, 0, 1}, part.offsets("Muon"));
        assertArrayEquals(new float[] {7}, part.floats("Muon_pt"));
        assertArrayEquals(new float[] {-1.5f, 2}, part.floats("genWeight"));
        assertArrayEquals(new int[] {0, 1}, part.ints("nMuon"));
        assertEquals(Set.of("Muon_pt", "genWeight", "nMuon"), part.read());
        assertThrows(IllegalArgumentException.class, () -> events.range(1, 4));
    }

    @Test
    void columnsThatDoNotFitAreRefused() {
        TestEventsBuilder builder = TestEvents.builder().jagged("Jet_pt", new float[] {1, 2}, new float[] {});
        assertThrows(IllegalArgumentException.class, () -> builder.scalar("x", 1f));
        assertThrows(IllegalArgumentException.class, () -> builder.jagged("Jet_eta", new float[] {1}, new float[] {}));
        assertThrows(
                IllegalArgumentException.class, () -> builder.jagged("Jet_pt", new float[] {1, 2}, new float[] {}));
    }
}
