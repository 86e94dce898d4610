package org.topcoffea.plugins.eft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.topcoffea.plugins.eft.Collisions.el;
import static org.topcoffea.plugins.eft.Collisions.jet;
import static org.topcoffea.plugins.eft.Collisions.jets;
import static org.topcoffea.plugins.eft.Collisions.mu;
import static org.topcoffea.plugins.eft.EftRuns.categories;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.topcoffea.plugins.eft.Collisions.L;

class SelectionTest {
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
}
