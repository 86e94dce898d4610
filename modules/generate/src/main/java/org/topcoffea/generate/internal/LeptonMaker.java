package org.topcoffea.generate.internal;

/** Electrons, muons and hadronic tau leptons as they are seen, prompt and from jets. */
final class LeptonMaker {
    private static final double ELECTRON_MASS = 0.000511;
    private static final double MUON_MASS = 0.10566;
    private static final double JET_RADIUS = 0.4;
    private static final double LEAST_ELECTRON = 5;
    private static final double LEAST_MUON = 3;
    private static final double LEAST_TAU = 18;
    private static final double FAKE_ELECTRON = 0.02;
    private static final double FAKE_MUON = 0.008;
    private static final double FAKE_TAU = 0.08;
    private static final double CHARGE_FLIP = 0.001;

    private final Dice dice;
    private final Collision event;
    private final Particles particles;

    LeptonMaker(Dice dice, Collision event) {
        this.dice = dice;
        this.event = event;
        this.particles = event.particles;
    }

    /** Fills the three collections; jets must be complete and in order. */
    void make() {
        for (int i = 0; i < particles.count; i++) {
            switch (particles.role[i]) {
                case Particles.PROMPT_LEPTON -> lepton(i, 1, true);
                case Particles.TAU_LEPTON -> lepton(i, 15, true);
                case Particles.SECONDARY_LEPTON -> lepton(i, 5, false);
                case Particles.HADRONIC_TAU -> {
                    if (dice.chance(0.6)) {
                        tau(particles.pt(i), particles.eta(i), particles.phi(i), -sign(particles.pdgId[i]), 5);
                    }
                }
                default -> {
                    // leaves no lepton
                }
            }
        }
        for (int j = 0; j < event.jets.count(); j++) {
            fake(j);
        }
    }

    private static int sign(int id) {
        return id > 0 ? 1 : -1;
    }

    private void lepton(int i, int origin, boolean prompt) {
        boolean electron = Math.abs(particles.pdgId[i]) == 11;
        double pt = particles.pt(i) * dice.gauss(1, electron ? 0.02 : 0.012);
        double eta = particles.eta(i);
        double efficiency = electron ? 0.88 : 0.95;
        if (pt < (electron ? LEAST_ELECTRON : LEAST_MUON) || Math.abs(eta) > (electron ? 2.5 : 2.4)) {
            return;
        }
        if (!dice.chance(efficiency)) {
            return;
        }
        int charge = -sign(particles.pdgId[i]);
        if (electron) {
            electron(pt, eta, particles.phi(i), dice.chance(CHARGE_FLIP) ? -charge : charge, origin, prompt, i);
        } else {
            muon(pt, eta, particles.phi(i), charge, origin, prompt, i);
        }
    }

    private void fake(int jet) {
        double pt = event.jets.get(JetColumn.PT, jet) * dice.uniform(0.2, 0.8);
        double eta = event.jets.get(JetColumn.ETA, jet) + dice.gauss(0, 0.05);
        double phi = Detector.wrap(event.jets.get(JetColumn.PHI, jet) + dice.gauss(0, 0.05));
        double choice = dice.uniform();
        int origin = dice.chance(0.7) ? 3 : 0;
        if (choice < FAKE_ELECTRON && Math.abs(eta) < 2.5) {
            electron(Math.max(LEAST_ELECTRON, pt), eta, phi, dice.sign(), origin, false, -1);
        } else if (choice < FAKE_ELECTRON + FAKE_MUON && Math.abs(eta) < 2.4) {
            muon(Math.max(LEAST_MUON, pt), eta, phi, dice.sign(), origin, false, -1);
        } else if (choice < FAKE_ELECTRON + FAKE_MUON + FAKE_TAU) {
            tau(pt, eta, phi, dice.sign(), 0);
        }
    }

    private void electron(double pt, double eta, double phi, int charge, int origin, boolean prompt, int generated) {
        Table t = event.electrons;
        int row = t.add();
        t.set(ElectronColumn.PT, row, pt);
        t.set(ElectronColumn.ETA, row, eta);
        t.set(ElectronColumn.PHI, row, phi);
        t.set(ElectronColumn.MASS, row, ELECTRON_MASS + dice.gauss(0, 0.005));
        t.set(ElectronColumn.CHARGE, row, charge);
        t.set(ElectronColumn.PDG_ID, row, -11 * charge);
        t.set(ElectronColumn.DXY, row, vertexDistance(prompt, 0.004));
        t.set(ElectronColumn.DZ, row, vertexDistance(prompt, 0.01));
        t.set(ElectronColumn.SIP3D, row, dice.exponential(prompt ? 0.9 : 3.5));
        t.set(ElectronColumn.MINI_ISO, row, isolation(prompt));
        t.set(ElectronColumn.MVA_TTH, row, score(prompt));
        t.set(ElectronColumn.TIGHT_CHARGE, row, dice.chance(0.9) ? 2 : dice.index(2));
        t.set(ElectronColumn.HOE, row, dice.exponential(prompt ? 0.015 : 0.06));
        t.set(ElectronColumn.DELTA_ETA_SC, row, dice.gauss(0, 0.01));
        t.set(ElectronColumn.E_INV_MINUS_P_INV, row, dice.gauss(0, prompt ? 0.008 : 0.03));
        double width = Math.abs(eta) < 1.479 ? 0.0092 : 0.026;
        t.set(ElectronColumn.SIEIE, row, width * dice.gauss(1, prompt ? 0.06 : 0.2));
        t.set(ElectronColumn.LOST_HITS, row, dice.chance(prompt ? 0.96 : 0.8) ? 0 : 1 + dice.index(3));
        t.set(ElectronColumn.CONV_VETO, row, dice.chance(prompt ? 0.98 : 0.8) ? 1 : 0);
        boolean loose = dice.chance(prompt ? 0.98 : 0.5);
        t.set(ElectronColumn.MVA_WPL, row, loose ? 1 : 0);
        t.set(ElectronColumn.MVA_WP90, row, loose && dice.chance(prompt ? 0.92 : 0.4) ? 1 : 0);
        t.set(ElectronColumn.GEN_INDEX, row, generated);
        t.set(ElectronColumn.GEN_FLAVOUR, row, origin);
        int jet = jetAround(eta, phi);
        t.set(ElectronColumn.JET_INDEX, row, jet);
        t.set(ElectronColumn.JET_REL_ISO, row, jetIsolation(jet, pt));
        t.set(ElectronColumn.JET_TAG, row, jet < 0 ? 0 : event.jets.get(JetColumn.TAG, jet));
    }

    private void muon(double pt, double eta, double phi, int charge, int origin, boolean prompt, int generated) {
        Table t = event.muons;
        int row = t.add();
        t.set(MuonColumn.PT, row, pt);
        t.set(MuonColumn.ETA, row, eta);
        t.set(MuonColumn.PHI, row, phi);
        t.set(MuonColumn.MASS, row, MUON_MASS);
        t.set(MuonColumn.CHARGE, row, charge);
        t.set(MuonColumn.PDG_ID, row, -13 * charge);
        t.set(MuonColumn.DXY, row, vertexDistance(prompt, 0.002));
        t.set(MuonColumn.DZ, row, vertexDistance(prompt, 0.006));
        t.set(MuonColumn.SIP3D, row, dice.exponential(prompt ? 0.8 : 4));
        t.set(MuonColumn.MINI_ISO, row, isolation(prompt));
        t.set(MuonColumn.MVA_TTH, row, score(prompt));
        t.set(MuonColumn.TIGHT_CHARGE, row, dice.chance(0.99) ? 2 : 0);
        t.set(MuonColumn.TRACKER_LAYERS, row, 8 + dice.index(9));
        t.set(MuonColumn.LOOSE_ID, row, dice.chance(0.99) ? 1 : 0);
        t.set(MuonColumn.MEDIUM_ID, row, dice.chance(prompt ? 0.97 : 0.75) ? 1 : 0);
        t.set(MuonColumn.GEN_INDEX, row, generated);
        t.set(MuonColumn.GEN_FLAVOUR, row, origin);
        int jet = jetAround(eta, phi);
        t.set(MuonColumn.JET_INDEX, row, jet);
        t.set(MuonColumn.JET_REL_ISO, row, jetIsolation(jet, pt));
        t.set(MuonColumn.JET_TAG, row, jet < 0 ? 0 : event.jets.get(JetColumn.TAG, jet));
    }

    private void tau(double pt, double eta, double phi, int charge, int origin) {
        if (pt < LEAST_TAU || Math.abs(eta) > 2.3) {
            return;
        }
        Table t = event.taus;
        int row = t.add();
        boolean real = origin == 5;
        t.set(TauColumn.PT, row, pt * dice.gauss(1, 0.1));
        t.set(TauColumn.ETA, row, eta);
        t.set(TauColumn.PHI, row, phi);
        int[] modes = {0, 1, 2, 10, 11};
        int mode = modes[dice.index(modes.length)];
        t.set(TauColumn.MASS, row, mode == 0 ? 0.1396 : dice.uniform(0.4, 1.5));
        t.set(TauColumn.CHARGE, row, charge);
        t.set(TauColumn.DECAY_MODE, row, mode);
        t.set(TauColumn.DXY, row, dice.gauss(0, 0.01));
        t.set(TauColumn.DZ, row, dice.gauss(0, 0.03));
        t.set(TauColumn.VS_JET, row, (1 << (real ? 2 + dice.index(7) : dice.index(4))) - 1);
        t.set(TauColumn.VS_E, row, (1 << (2 + dice.index(7))) - 1);
        t.set(TauColumn.VS_MU, row, (1 << (2 + dice.index(3))) - 1);
        t.set(TauColumn.JET_INDEX, row, jetAround(eta, phi));
        t.set(TauColumn.GEN_FLAVOUR, row, origin);
    }

    private double vertexDistance(boolean prompt, double width) {
        return prompt || dice.chance(0.4) ? dice.gauss(0, width) : dice.sign() * dice.exponential(6 * width);
    }

    private double isolation(boolean prompt) {
        return prompt ? (dice.chance(0.4) ? 0 : dice.exponential(0.04)) : dice.exponential(0.5);
    }

    private double score(boolean prompt) {
        double u = dice.uniform();
        return prompt ? 1 - 1.9 * u * u * u * u : 2 * Math.sqrt(u) * u - 1;
    }

    private int jetAround(double eta, double phi) {
        int nearest = -1;
        double least = JET_RADIUS;
        for (int j = 0; j < event.jets.count(); j++) {
            double away =
                    Particles.distance(event.jets.get(JetColumn.ETA, j), event.jets.get(JetColumn.PHI, j), eta, phi);
            if (away < least) {
                least = away;
                nearest = j;
            }
        }
        return nearest;
    }

    private double jetIsolation(int jet, double pt) {
        return jet < 0 ? dice.exponential(0.05) : Math.max(0, event.jets.get(JetColumn.PT, jet) / pt - 1);
    }
}
