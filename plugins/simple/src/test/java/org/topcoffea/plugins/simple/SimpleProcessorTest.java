package org.topcoffea.plugins.simple;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.hist.Histogram;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Sample;
import org.topcoffea.spi.test.TestEvents;
import org.topcoffea.spi.test.TestRun;
import org.topcoffea.spi.test.TestSample;

class SimpleProcessorTest {
    private static final Sample SAMPLE = TestSample.named("tt").wcNames("ctG").build();

    /** One event: particles as (id, pt, η, φ), jets as (pt, η, φ). */
    private static TestEvents event(double[][] particles, double[][] jets) {
        int[] id = new int[particles.length];
        float[][] p = columns(particles, 1, 3);
        for (int i = 0; i < id.length; i++) {
            id[i] = (int) particles[i][0];
        }
        float[][] j = columns(jets, 0, 3);
        return TestEvents.builder()
                .sample(SAMPLE)
                .jagged("GenPart_pdgId", new int[][] {id})
                .jagged("GenPart_pt", new float[][] {p[0]})
                .jagged("GenPart_eta", new float[][] {p[1]})
                .jagged("GenPart_phi", new float[][] {p[2]})
                .jagged("GenJet_pt", new float[][] {j[0]})
                .jagged("GenJet_eta", new float[][] {j[1]})
                .jagged("GenJet_phi", new float[][] {j[2]})
                .jagged("EFTfitCoefficients", new float[][] {{2, 3, 4}})
                .build();
    }

    private static float[][] columns(double[][] rows, int from, int count) {
        float[][] columns = new float[count][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int c = 0; c < count; c++) {
                columns[c][i] = (float) rows[i][from + c];
            }
        }
        return columns;
    }

    private static final double[] ELECTRON = {11, 50, 0.5, 0};
    private static final double[] MUON = {-13, 80, -0.5, 3};
    private static final double[] JET = {100, 1.5, 1.5};
    private static final double[] SOFTER_JET = {60, -1.5, -1.5};

    private static TestRun run(TestEvents events) {
        return TestRun.start(new SimpleProcessor(), Map.of(), SAMPLE).process(events);
    }

    private static double count(double[][] particles, double[][] jets) {
        Histogram counts = run(event(particles, jets)).get("counts", Histogram.class);
        return counts.isEmpty() ? 0 : counts.values("tt", "2l", "2l")[1];
    }

    @Test
    void fillsLeadingObjectsWithCoefficients() {
        TestRun run = run(event(
                new double[][] {ELECTRON, {22, 500, 0, 0}, MUON}, new double[][] {SOFTER_JET, JET, {29, 0, 1}}));
        assertEquals(1, run.get("counts", Histogram.class).values("tt", "2l", "2l")[1]);
        assertFilled(run, "njets", 1 + 2);
        assertFilled(run, "j0pt", 1 + 1);
        assertFilled(run, "j0eta", 1 + 7);
        assertFilled(run, "l0pt", 1 + 3);
    }

    private static void assertFilled(TestRun run, String name, int row) {
        EftHistogram histogram = run.get(name, EftHistogram.class);
        EftHistogram.Block block = histogram.block("tt", "2l", "2l");
        for (int r = 0; r < histogram.rows(); r++) {
            double[] expected = r == row ? new double[] {2, 3, 4} : new double[3];
            assertArrayEquals(expected, block.coefficients(r), name + " row " + r);
        }
    }

    @Test
    void cutsAreStrictAndBothKindsOfObjectsAreNeeded() {
        double[][] jets = {JET, SOFTER_JET};
        double[][] leptons = {ELECTRON, MUON};
        assertEquals(1, count(leptons, jets));
        assertEquals(0, count(new double[][] {ELECTRON}, jets));
        assertEquals(0, count(leptons, new double[][] {JET}));
        assertEquals(0, count(new double[][] {ELECTRON, {13, 15, 0, 2}}, jets));
        assertEquals(1, count(new double[][] {ELECTRON, {13, 15.1, 0, 2}}, jets));
        assertEquals(0, count(new double[][] {ELECTRON, {13, 40, 2.5, 2}}, jets));
        assertEquals(1, count(new double[][] {ELECTRON, {13, 40, -2.4, 2}}, jets));
        assertEquals(0, count(new double[][] {ELECTRON, {15, 40, 0, 2}}, jets));
        assertEquals(0, count(leptons, new double[][] {JET, {30, 0, -1.5}}));
        assertEquals(1, count(leptons, new double[][] {JET, {30.1, 0, -1.5}}));
        assertEquals(0, count(leptons, new double[][] {JET, {60, 2.5, -1.5}}));
    }

    @Test
    void jetsNearLeptonsAreDropped() {
        double[][] leptons = {ELECTRON, {13, 40, 0, Math.PI - 0.1}};
        assertEquals(0, count(leptons, new double[][] {JET, {60, 0.5, 0.39}}));
        assertEquals(1, count(leptons, new double[][] {JET, {60, 0.5, 0.41}}));
        assertEquals(0, count(leptons, new double[][] {JET, {60, 0, -Math.PI + 0.29}}));
        assertEquals(1, count(leptons, new double[][] {JET, {60, 0, -Math.PI + 0.31}}));
        double[][] withUnselected = {ELECTRON, MUON, {13, 14, 0.5, 1.5}};
        assertEquals(1, count(withUnselected, new double[][] {JET, {60, 0.5, 1.5}}));
    }

    @Test
    void dividingTheEventsChangesNoByte() {
        long seed = 20_260_102;
        Random random = new Random(seed);
        TestEvents events = random(random, 300);
        byte[] whole = run(events).encoded();
        assertTrue(run(events).get("counts", Histogram.class).entries() > 10);
        for (int round = 0; round < 20; round++) {
            int cut = random.nextInt(301);
            byte[] inParts =
                    run(events.range(cut, 300)).merge(run(events.range(0, cut))).encoded();
            assertArrayEquals(whole, inParts, "seed " + seed + ", cut at " + cut);
        }
    }

    /** Random events whose coefficients are small whole numbers, so that sums are exact in any order. */
    private static TestEvents random(Random random, int n) {
        int[][] id = new int[n][];
        float[][][] p = new float[3][n][];
        float[][][] j = new float[3][n][];
        float[][] q = new float[n][3];
        for (int e = 0; e < n; e++) {
            id[e] = random.ints(random.nextInt(6), 11, 14).toArray();
            int jets = random.nextInt(6);
            for (int c = 0; c < 3; c++) {
                p[c][e] = new float[id[e].length];
                j[c][e] = new float[jets];
                for (int i = 0; i < id[e].length; i++) {
                    p[c][e][i] = c == 0 ? random.nextFloat(100) : random.nextFloat(-3, 3);
                }
                for (int i = 0; i < jets; i++) {
                    j[c][e][i] = c == 0 ? random.nextFloat(200) : random.nextFloat(-3, 3);
                }
                q[e][c] = random.nextInt(100);
            }
        }
        return TestEvents.builder()
                .sample(SAMPLE)
                .jagged("GenPart_pdgId", id)
                .jagged("GenPart_pt", p[0])
                .jagged("GenPart_eta", p[1])
                .jagged("GenPart_phi", p[2])
                .jagged("GenJet_pt", j[0])
                .jagged("GenJet_eta", j[1])
                .jagged("GenJet_phi", j[2])
                .jagged("EFTfitCoefficients", q)
                .build();
    }

    @Test
    void dataIsRefusedBeforeAnyEvent() {
        Sample data = TestSample.named("DoubleMuon_B").data().build();
        AnalysisException refused =
                assertThrows(AnalysisException.class, () -> TestRun.start(new SimpleProcessor(), Map.of(), data));
        assertTrue(refused.getMessage().contains("DoubleMuon_B"), refused.getMessage());
    }
}
