package org.topcoffea.plugins.eft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.topcoffea.spi.test.TestEvents;
import org.topcoffea.spi.test.TestSample;

class ObservablesTest {
    private static Lepton lepton(int pdgId, float pt, float eta, float phi) {
        Lepton lepton = new Lepton();
        lepton.pdgId = pdgId;
        lepton.electron = Math.abs(pdgId) == 11;
        lepton.momentum(pt, eta, phi, 0);
        return lepton;
    }

    @Test
    void massesOfMasslessPairs() {
        // m² = 2 pt₁ pt₂ (cosh Δη − cos Δφ)
        assertEquals(91.2, lepton(11, 45.6f, 0, 0).mass(lepton(-11, 45.6f, 0, (float) Math.PI)), 1e-4);
        assertEquals(
                Math.sqrt(2 * 30 * 40), lepton(11, 30, 1, 1).mass(lepton(-11, 40, 1, 1 + (float) (Math.PI / 2))), 1e-4);
        assertEquals(
                Math.sqrt(2 * 30 * 40 * (Math.cosh(1.5) - Math.cos(0.7))),
                lepton(11, 30, 1, 0.2f).mass(lepton(-13, 40, -0.5f, 0.9f)),
                1e-4);
    }

    @Test
    void valuesOfAnEvent() {
        List<Collisions.J> jets =
                List.of(new Collisions.J(50, 1, 0.0, 0.1, 6), new Collisions.J(120, -1.5, 2.0, 0.01, 6));
        TestEvents events = new Collisions()
                .event(jets)
                .builder(TestSample.named("x").build())
                .scalar("MET_pt", 77f)
                .build();
        LeptonList leptons = new LeptonList();
        leptons.add().momentum(60, 0.5f, 0, 0);
        leptons.add().momentum(32, -0.5f, 0.1f, 0);
        leptons.get(0).conePt = 65;
        leptons.get(1).conePt = 31;
        leptons.get(0).pdgId = 13;
        leptons.get(1).pdgId = 11;
        JetSelection selection = new JetSelection(events, Period.Y2017);
        leptons.get(0).jet = -1;
        leptons.get(1).jet = -1;
        selection.select(0, leptons);
        Observables observables = new Observables(events, true);
        observables.compute(0, leptons, selection);
        double[] expected = new double[Variable.values().length];
        expected[Variable.NJETS.ordinal()] = 2;
        expected[Variable.J0PT.ordinal()] = 120;
        expected[Variable.J0ETA.ordinal()] = -1.5;
        expected[Variable.L0PT.ordinal()] = 65;
        expected[Variable.L1PT.ordinal()] = 31;
        expected[Variable.L0ETA.ordinal()] = 0.5;
        expected[Variable.L1ETA.ordinal()] = -0.5;
        expected[Variable.LJ0PT.ordinal()] = Math.sqrt(120 * 120 + 32 * 32 + 2 * 120 * 32 * Math.cos(1.9));
        expected[Variable.LJ0PT.ordinal()] = Math.max(expected[Variable.LJ0PT.ordinal()], 60 + 50);
        double candidates = Math.sqrt(120 * 120 + 60 * 60 + 2 * 120 * 60 * Math.cos(2.0));
        expected[Variable.LJ0PT.ordinal()] = Math.max(expected[Variable.LJ0PT.ordinal()], candidates);
        expected[Variable.BL0PT.ordinal()] = 110;
        expected[Variable.O0PT.ordinal()] = 120;
        expected[Variable.HT.ordinal()] = 170;
        expected[Variable.LJPTSUM.ordinal()] = 262;
        expected[Variable.NBTAGSL.ordinal()] = 1;
        expected[Variable.INVMASS.ordinal()] = Math.sqrt(2 * 60 * 32 * (Math.cosh(1) - Math.cos(0.1)));
        expected[Variable.PTZ.ordinal()] = -1;
        expected[Variable.MET.ordinal()] = 77;
        for (Variable variable : Variable.values()) {
            assertEquals(expected[variable.ordinal()], observables.get(variable), 1e-4, variable.label());
        }
    }

    @Test
    void theZBosonIsTheNearestPairOfOppositeCharge() {
        LeptonList leptons = new LeptonList();
        add(leptons, 13, 45.6f, 0);
        add(leptons, -13, 40f, (float) Math.PI);
        add(leptons, 13, 47f, (float) Math.PI);
        TestEvents events =
                new Collisions().event(List.of()).build(TestSample.named("x").build());
        JetSelection jets = new JetSelection(events, Period.Y2017);
        jets.select(0, leptons);
        Observables observables = new Observables(events, false);
        observables.compute(0, leptons, jets);
        // 45.6 GeV against 40 GeV: mass 85.4 GeV, pt 5.6 GeV; the other pair has the same charge.
        assertEquals(5.6, observables.get(Variable.PTZ), 1e-4);
    }

    private static void add(LeptonList leptons, int pdgId, float pt, float phi) {
        Lepton lepton = leptons.add();
        lepton.pdgId = pdgId;
        lepton.jet = -1;
        lepton.momentum(pt, 0, phi, 0);
    }
}
