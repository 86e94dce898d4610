package org.topcoffea.plugins.eft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.topcoffea.plugins.eft.Collisions.el;
import static org.topcoffea.plugins.eft.Collisions.jet;
import static org.topcoffea.plugins.eft.Collisions.jets;
import static org.topcoffea.plugins.eft.Collisions.mu;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.hist.Histogram;
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

    /** Normalised to weights of exactly 1. */
    private static final Sample UNIT =
            TestSample.named("unit").sumOfWeights(41480).build();

    private static final Map<String, String> DEFAULT = Map.of();

    private static TestRun run(Map<String, String> parameters, TestEvents events) {
        return TestRun.start(new EftProcessor(), parameters, events.sample()).process(events);
    }

    private static Set<String> categories(TestRun run, String name) {
        Set<String> categories = new TreeSet<>();
        for (EftHistogram.Block block : run.get(name, EftHistogram.class).filledBlocks()) {
            categories.add(block.categories().get(1) + " " + block.categories().get(3));
        }
        return categories;
    }

    private static Set<String> categories(List<Collisions.J> jets, L... leptons) {
        return categories(DEFAULT, jets, leptons);
    }

    private static Set<String> categories(Map<String, String> parameters, List<Collisions.J> jets, L... leptons) {
        return categories(
                run(parameters, new Collisions().event(jets, leptons).weight(1).build(UNIT)), "lj0pt");
    }

    private static long cut(TestRun run, Cut cut) {
        return (long) run.get("cutflow", Histogram.class)
                .values(
                        run.get("cutflow", Histogram.class)
                                .categoryAxes()
                                .getFirst()
                                .categories()
                                .getFirst(),
                        cut.label())[1];
    }

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
            assertEquals(1, cut(run, cut), cut.label());
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
    void centralSamplesAreWeightedByTheGeneratorAndByPrefiring() {
        TestEvents events = new Collisions()
                .event(jets("mm--"), mu(1, 60, 0.5, 0), el(1, 40, -0.5, 2))
                .weight(-2)
                .builder(UNIT)
                .scalar("L1PreFiringWeight_Nom", 0.5f)
                .build();
        EftHistogram njets = run(DEFAULT, events).get("njets", EftHistogram.class);
        assertEquals(-1, njets.values(new double[0], "unit", "2lss_p", "nominal", "isSR_2lSS")[5]);
    }

    @Test
    void sameSignChannels() {
        L[] plus = {mu(1, 60, 0.5, 0), el(1, 40, -0.5, 2)};
        L[] minus = {mu(-1, 60, 0.5, 0), el(-1, 40, -0.5, 2)};
        assertEquals(Set.of("2lss_p_4j isSR_2lSS"), categories(jets("mm--"), plus));
        assertEquals(Set.of("2lss_m_5j isSR_2lSS"), categories(jets("mm---"), minus));
        assertEquals(Set.of("2lss_p_7j isSR_2lSS"), categories(jets("mm-----"), plus));
        assertEquals(Set.of("2lss_4t_p_6j isSR_2lSS"), categories(jets("mmm---"), plus));
        assertEquals(Set.of("2lss_4t_m_4j isSR_2lSS"), categories(jets("mmm-"), minus));
        assertEquals(Set.of("2lss_CR_3j isSR_2lSS"), categories(jets("m--"), plus));
        assertEquals(Set.of("2lss_CR_1j isSR_2lSS"), categories(jets("m"), minus));
        assertEquals(Set.of(), categories(jets("m---"), plus));
        assertEquals(Set.of("2lss_p_4j isSR_2lSS"), categories(jets("ml--"), plus));
        assertEquals(Set.of(), categories(jets("ll--"), plus));
        assertEquals(Set.of(), categories(jets("mm"), plus));
    }

    @Test
    void sameSignElectronsOnTheZPeakAreACaseForTheFlipRegion() {
        L[] electrons = {el(1, 45.6, 0, 0), el(1, 45.6, 0, Math.PI)};
        assertEquals(Set.of("2lss_CRflip_3j isSR_2lSS"), categories(jets("mm"), electrons));
        assertEquals(Set.of(), categories(jets("mm--"), electrons));
        L[] muons = {mu(1, 45.6, 0, 0), mu(1, 45.6, 0, Math.PI)};
        assertEquals(Set.of("2lss_p_4j isSR_2lSS"), categories(jets("mm--"), muons));
    }

    @Test
    void oppositeSignChannels() {
        L[] onZ = {mu(1, 45.6, 0, 0), mu(-1, 45.6, 0, Math.PI)};
        assertEquals(Set.of("2los_CRZ_0j isSR_2lOS"), categories(jets(""), onZ));
        assertEquals(Set.of("2los_CRZ_0j isSR_2lOS"), categories(jets("l---"), onZ));
        assertEquals(Set.of(), categories(jets("m"), onZ));
        L[] emu = {mu(1, 60, 0.5, 0), el(-1, 40, -0.5, 2)};
        assertEquals(Set.of("2los_CRtt_2j isSR_2lOS"), categories(jets("mm"), emu));
        assertEquals(Set.of(), categories(jets("mm-"), emu));
    }

    @Test
    void threeLeptonChannels() {
        L[] onZ = {mu(1, 45.6, 0, 0), mu(-1, 45.6, 0, Math.PI), el(1, 30, 1, 1)};
        L[] offZ = {mu(1, 60, 0, 0), el(-1, 45.6, 0, Math.PI), el(-1, 30, 1, 1)};
        assertEquals(Set.of("3l_onZ_1b_2j isSR_3l"), categories(jets("m-"), onZ));
        assertEquals(Set.of("3l_onZ_2b_5j isSR_3l"), categories(jets("mm----"), onZ));
        assertEquals(Set.of("3l_m_offZ_1b_3j isSR_3l"), categories(jets("m--"), offZ));
        assertEquals(Set.of("3l_m_offZ_2b_4j isSR_3l"), categories(jets("mm--"), offZ));
        assertEquals(Set.of("3l_CR_0j isSR_3l"), categories(jets(""), offZ));
        assertEquals(Set.of("3l_CR_1j isSR_3l"), categories(jets("ll---"), offZ));
        L[] plus = {mu(1, 60, 0, 0), el(1, 45.6, 0, 2), el(-1, 30, 1, -2)};
        assertEquals(Set.of("3l_p_offZ_1b_2j isSR_3l"), categories(jets("m-"), plus));
        assertEquals(
                Set.of("3l_eem_p_offZ_1b_2j isSR_3l"),
                categories(Map.of("split-lep-flavor", "true"), jets("m-"), plus));
    }

    @Test
    void fourLeptons() {
        L[] four = {mu(1, 60, 0, 0), el(-1, 45, 0.5, 2), el(1, 30, 1, -2), mu(-1, 20, -1, 1)};
        assertEquals(Set.of("4l_2j isSR_4l"), categories(jets("mm"), four));
        assertEquals(Set.of("4l_4j isSR_4l"), categories(jets("mm---"), four));
        assertEquals(Set.of("4l_llll_3j isSR_4l"), categories(Map.of("split-lep-flavor", "true"), jets("mm-"), four));
        assertEquals(Set.of(), categories(jets("m-"), four));
    }

    @Test
    void leptonsThatAreNotTightMakeASideband() {
        L[] leptons = {mu(1, 60, 0.5, 0).mva(0.5), el(1, 40, -0.5, 2)};
        assertEquals(Set.of(), categories(jets("mm--"), leptons));
        Map<String, String> sidebands = Map.of("sidebands", "true");
        assertEquals(Set.of("2lss_p_4j isAR_2lSS"), categories(sidebands, jets("mm--"), leptons));
        // 0.9 · 60 · 1.3 = 70.2: still in the same bin; and a lepton below 15 GeV of cone-pt is too soft.
        assertEquals(Set.of(), categories(sidebands, jets("mm--"), leptons[0], el(1, 14.9, -0.5, 2)));
    }

    @Test
    void cutsOnLeptons() {
        L good = mu(1, 60, 0.5, 0);
        assertEquals(Set.of(), categories(jets("mm--"), good, el(1, 40, -0.5, 2).lostHits(1)));
        assertEquals(Set.of(), categories(jets("mm--"), good, el(1, 40, -0.5, 2).tightCharge(1)));
        assertEquals(Set.of(), categories(jets("mm--"), good, el(1, 40, 2.6, 2)));
        assertEquals(Set.of(), categories(jets("mm--"), good, mu(1, 40, 2.45, 2)));
        assertEquals(Set.of(), categories(jets("mm--"), mu(1, 24.9, 0, 0), mu(1, 20, 0, 2)));
        assertEquals(Set.of(), categories(jets("mm--"), good, el(1, 40, -0.5, 2).from(5)), "not prompt");
        assertEquals(Set.of(), categories(jets("mm--"), good, el(1, 40, -0.5, 2).generated(11)), "charge flip");
        assertEquals(Set.of(), categories(jets("mm--"), good, mu(1, 10.1, 0.5, 0.3), el(1, 40, -0.5, 2)), "low mass");
        assertEquals(
                Set.of("2lss_p_4j isSR_2lSS"),
                categories(jets("mm--"), good, el(1, 40, -0.5, 2).from(15)));
    }

    @Test
    void jetsOfLeptonsDoNotCount() {
        L electron = el(1, 40, -0.5, 2).jet(4);
        assertEquals(Set.of("2lss_p_4j isSR_2lSS"), categories(jets("mm---"), mu(1, 60, 0.5, 0), electron));
        // A lepton whose jet is b-tagged is not from a boson.
        assertEquals(Set.of(), categories(jets("mm--m"), mu(1, 60, 0.5, 0), electron));
        List<Collisions.J> others = new ArrayList<>(jets("mm--"));
        others.add(jet(30, '-'));
        others.add(new Collisions.J(50, 2.4, 0, 0, 6));
        others.add(new Collisions.J(50, 0, 0, 0, 0));
        assertEquals(Set.of("2lss_p_4j isSR_2lSS"), categories(others, mu(1, 60, 0.5, 0), el(1, 40, -0.5, 2)));
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
        assertEquals(Set.of("Electron_pt", "Electron_eta", "Muon_pt", "Muon_eta"), events.read());
        assertEquals(2, cut(run, Cut.ALL));
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
        assertEquals(1, cut(run(DEFAULT, others), Cut.TRIGGER));
        Sample unknown = TestSample.named("MinBias").data().build();
        TestEvents wrong =
                two.builder(unknown).scalar("HLT_IsoMu27", true, true).build();
        assertEquals(
                UserError.BAD_SAMPLE,
                assertThrows(AnalysisException.class, () -> run(DEFAULT, wrong)).code());
    }

    @Test
    void filtersCutWhereTheyExist() {
        TestEvents events = new Collisions()
                .event(jets("mm--"), mu(1, 60, 0.5, 0), el(1, 40, -0.5, 2))
                .weight(1)
                .builder(UNIT)
                .scalar("Flag_goodVertices", false)
                .build();
        assertEquals(0, cut(run(DEFAULT, events), Cut.FILTERS));
    }

    @Test
    void systematicVariationsAreNormalisedByTheirOwnSums() {
        TestSample sample = TestSample.named("unit").sumOfWeights(41480);
        for (String name : EventWeights.labels(true)) {
            sample.sumOfWeights(name, 41480);
        }
        sample.sumOfWeights("renormUp", 4 * 41480);
        Collisions one = new Collisions()
                .event(jets("mm--"), mu(1, 60, 0.5, 0), el(1, 40, -0.5, 2))
                .weight(1);
        TestEvents events = one.builder(sample.build())
                .jagged("LHEScaleWeight", new float[][] {{1, 1, 1, 0.5f, 1, 1, 1, 2, 1}})
                .scalar("L1PreFiringWeight_Nom", 0.5f)
                .scalar("L1PreFiringWeight_Up", 0.75f)
                .scalar("L1PreFiringWeight_Dn", 0.25f)
                .build();
        EftHistogram njets = run(Map.of("do-systs", "true"), events).get("njets", EftHistogram.class);
        Map<String, Double> expected = Map.of(
                "nominal",
                0.5,
                "renormUp",
                0.25,
                "factDown",
                0.25,
                "ISRUp",
                0.5,
                "PreFiringUp",
                0.75,
                "PreFiringDown",
                0.25);
        expected.forEach((name, weight) ->
                assertEquals(weight, njets.values(new double[0], "unit", "2lss_p", name, "isSR_2lSS")[5], name));
        assertEquals(13, njets.filledBlocks().size());
        TestEvents without = one.build(UNIT);
        AnalysisException e = assertThrows(AnalysisException.class, () -> run(Map.of("do-systs", "true"), without));
        assertTrue(
                e.getMessage().contains("nSumOfWeights_ISRUp") && e.getMessage().contains("sow"), e.getMessage());
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

    @Test
    void squaredWeightsGiveVariances() {
        TestEvents events = new Collisions()
                .event(jets("mm--"), mu(1, 60, 0.5, 0), el(1, 40, -0.5, 2))
                .weight(3)
                .build(UNIT);
        EftHistogram njets = run(Map.of("do-errors", "true"), events).get("njets", EftHistogram.class);
        assertEquals(9, njets.standardModel().variances("unit", "2lss_p", "nominal", "isSR_2lSS")[5]);
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
