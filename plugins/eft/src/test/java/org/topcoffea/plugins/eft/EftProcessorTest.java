package org.topcoffea.plugins.eft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.topcoffea.plugins.eft.Collisions.el;
import static org.topcoffea.plugins.eft.Collisions.jets;
import static org.topcoffea.plugins.eft.Collisions.mu;
import static org.topcoffea.plugins.eft.EftRuns.DEFAULT;
import static org.topcoffea.plugins.eft.EftRuns.UNIT;
import static org.topcoffea.plugins.eft.EftRuns.categories;
import static org.topcoffea.plugins.eft.EftRuns.cutflow;
import static org.topcoffea.plugins.eft.EftRuns.run;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.plugins.eft.Collisions.L;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Sample;
import org.topcoffea.spi.UserError;
import org.topcoffea.spi.test.TestEvents;
import org.topcoffea.spi.test.TestRun;
import org.topcoffea.spi.test.TestSample;

class EftProcessorTest {
    /** The constants of a real sample, for which the norm is known to 13 digits. */
    private static final Sample TTH = TestSample.named("ttHJet_UL17")
            .process("ttHJet_privateUL17")
            .crossSection(0.2151)
            .sumOfWeights(575.3735616864701)
            .wcNames("ctG")
            .build();

    private static final double NORM = 15.507052451016;

    @Test
    void fillsAllFourHistogramsWithScaledCoefficients() {
        TestEvents events = new Collisions()
                .event(jets("mm--"), mu(1, 60, 0.5, 0), el(1, 40, -0.5, 2))
                .coefficients(2, 1, 3)
                .build(TTH);
        TestRun run = run(DEFAULT, events);
        assertEquals(List.of("cutflow", "j0pt", "l0pt", "lj0pt", "njets"), run.names());
        assertRow(run, "njets", "2lss_p", 1 + 4);
        assertRow(run, "j0pt", "2lss_p_4j", 1 + 2);
        assertRow(run, "l0pt", "2lss_p_4j", 1 + 1);
        // The pair of the two leading jets, 190 GeV: all jets have the same direction.
        assertRow(run, "lj0pt", "2lss_p_4j", 1 + 1);
        for (Cut cut : Cut.values()) {
            assertEquals(1, cutflow(run, "ttHJet_privateUL17").count(cut.ordinal()), cut.label());
        }
    }

    private static void assertRow(TestRun run, String name, String channel, int filled) {
        EftHistogram histogram = run.get(name, EftHistogram.class);
        EftHistogram.Block block = histogram
                .find("ttHJet_privateUL17", channel, "nominal", "isSR_2lSS")
                .orElseThrow();
        assertEquals(1, histogram.filledBlocks().size());
        for (int row = 0; row < histogram.rows(); row++) {
            double[] expected = row == filled ? new double[] {2 * NORM, NORM, 3 * NORM} : new double[3];
            assertArrayEquals(expected, block.coefficients(row), 1e-10, name + " row " + row);
        }
    }

    @Test
    void rangesWithoutLeptonsReadNothingButTheirKinematics() {
        TestEvents events = new Collisions()
                .event(jets("mm--"), mu(1, 60, 0.5, 0))
                .event(jets("mm--"), mu(1, 60, 0.5, 0), el(1, 6, 0, 0))
                .weight(1)
                .weight(1)
                .build(UNIT);
        TestRun run = run(DEFAULT, events);
        assertEquals(Set.of("genWeight", "Electron_pt", "Electron_eta", "Muon_pt", "Muon_eta"), events.read());
        assertEquals(2, cutflow(run, "unit").count(Cut.ALL.ordinal()));
        assertTrue(run.get("njets", EftHistogram.class).isEmpty());
    }

    @Test
    void rangesWithoutSelectedEventsReadNoCoefficients() {
        TestEvents events = new Collisions()
                .event(jets("mm--"), mu(1, 60, 0.5, 0), el(1, 40, 0, 0).mva(-1).lostHits(1))
                .coefficients(1, 2, 3)
                .build(TTH);
        run(DEFAULT, events);
        assertTrue(events.read().contains("Electron_mvaTTHUL"));
        assertFalse(
                events.read().contains("EFTfitCoefficients") || events.read().contains("Jet_pt"));
    }

    @Test
    void dataHasWeightOneAndNeedsItsOwnTrigger() {
        Sample data =
                TestSample.named("DoubleMuon_F").process("dataUL17").data().build();
        Collisions two = new Collisions()
                .event(jets("mm--"), mu(1, 60, 0.5, 0), mu(1, 40, -0.5, 2))
                .event(jets("mm--"), mu(1, 60, 0.5, 0), mu(1, 40, -0.5, 2));
        TestEvents events = two.builder(data)
                .scalar("HLT_IsoMu27", true, true)
                .scalar("HLT_TripleMu_12_10_5", true, false)
                .build();
        assertEquals(
                1,
                run(DEFAULT, events)
                        .get("njets", EftHistogram.class)
                        .values(new double[0], "dataUL17", "2lss_p", "nominal", "isSR_2lSS")[5]);
        Sample single =
                TestSample.named("SingleMuon_F").process("dataUL17").data().build();
        TestEvents others = two.builder(single)
                .scalar("HLT_IsoMu27", true, true)
                .scalar("HLT_TripleMu_12_10_5", true, false)
                .build();
        assertEquals(1, cutflow(run(DEFAULT, others), "dataUL17").count(Cut.TRIGGER.ordinal()));
        Sample unknown = TestSample.named("MinBias").data().build();
        TestEvents wrong =
                two.builder(unknown).scalar("HLT_IsoMu27", true, true).build();
        assertEquals(
                UserError.BAD_SAMPLE,
                assertThrows(AnalysisException.class, () -> run(DEFAULT, wrong)).code());
    }

    @Test
    void parametersChooseWhatIsFilled() {
        L[] leptons = {mu(1, 60, 0.5, 0), el(1, 40, -0.5, 2)};
        TestEvents events =
                new Collisions().event(jets("mm--"), leptons).weight(1).build(UNIT);
        assertEquals(
                List.of("cutflow", "lj0pt", "njets", "ptz"),
                run(Map.of("hist-list", "ana"), events).names());
        assertEquals(Set.of(), categories(Map.of("skip-sr", "true"), jets("mm--"), leptons));
        assertEquals(Set.of(), categories(Map.of("skip-cr", "true"), jets("m--"), leptons));
        // 60 + 40 + 100 + 90 + 80 + 70 GeV
        assertEquals(Set.of(), categories(Map.of("ecut", "440"), jets("mm--"), leptons));
        assertEquals(
                1, categories(Map.of("ecut", "440.1"), jets("mm--"), leptons).size());
        for (Map<String, String> wrong :
                List.of(Map.of("hist-list", "njets,nope"), Map.of("skip-sr", "true", "skip-cr", "true"))) {
            assertEquals(
                    UserError.BAD_PARAMETER,
                    assertThrows(AnalysisException.class, () -> run(wrong, events))
                            .code());
        }
    }

    @Test
    void anUnknownYearIsRefusedBeforeAnyEvent() {
        Sample sample = TestSample.named("old").year("2012").build();
        AnalysisException e =
                assertThrows(AnalysisException.class, () -> TestRun.start(new EftProcessor(), DEFAULT, sample));
        assertTrue(e.getMessage().contains("'2012'") && e.getMessage().contains("2016APV"), e.getMessage());
    }

    /** Weights are small whole numbers here, so that sums are exact in any order. */
    @Test
    void dividingTheEventsChangesNoByte() {
        long seed = 20_260_103;
        Random random = new Random(seed);
        Collisions collisions = new Collisions();
        int n = 400;
        for (int e = 0; e < n; e++) {
            L[] leptons = new L[random.nextInt(5)];
            for (int i = 0; i < leptons.length; i++) {
                int charge = random.nextInt(3) == 0 ? -1 : 1;
                double pt = 15 + random.nextDouble(80);
                double eta = random.nextDouble(-2.4, 2.4);
                double phi = random.nextDouble(-3.1, 3.1);
                leptons[i] = random.nextBoolean() ? mu(charge, pt, eta, phi) : el(charge, pt, eta, phi);
            }
            StringBuilder tags = new StringBuilder();
            random.ints(random.nextInt(8), 0, 3).forEach(tag -> tags.append("ml-".charAt(tag)));
            collisions.event(jets(tags.toString()), leptons).weight(random.nextInt(-3, 10));
        }
        TestEvents events = collisions.build(UNIT);
        byte[] whole = run(DEFAULT, events).encoded();
        assertTrue(run(DEFAULT, events).get("njets", EftHistogram.class).entries() > 50);
        for (int round = 0; round < 10; round++) {
            int cut = random.nextInt(n + 1);
            byte[] merged = run(DEFAULT, events.range(cut, n))
                    .merge(run(DEFAULT, events.range(0, cut)))
                    .encoded();
            assertArrayEquals(whole, merged, "seed " + seed + ", cut at " + cut);
            byte[] continued = run(DEFAULT, events.range(0, cut))
                    .process(events.range(cut, n))
                    .encoded();
            assertArrayEquals(whole, continued, "seed " + seed + ", cut at " + cut);
        }
    }
}
