package org.topcoffea.generate.internal;

/** What is seen of generated particles: leptons, jets and missing momentum, with resolutions, losses and mistakes. */
final class Detector {
    private static final double JET_RADIUS = 0.4;
    private static final double LEAST_GEN_JET = 10;
    private static final double LEAST_JET = 15;
    private static final double JET_ETA = 4.7;
    private static final double PILEUP_JETS = 1.2;
    private static final double MEAN_PILEUP = 32;

    private final Dice dice;
    private final Collision event;
    private final Particles particles;
    private final LeptonMaker leptons;
    private final Triggers triggers = new Triggers();

    Detector(Dice dice, Collision event) {
        this.dice = dice;
        this.event = event;
        this.particles = event.particles;
        this.leptons = new LeptonMaker(dice, event);
    }

    /** Fills all collections of the event from its particles. */
    void see() {
        event.pileup = Math.min(98, Math.max(0, dice.gauss(MEAN_PILEUP, 11)));
        event.electrons.clear();
        event.muons.clear();
        event.taus.clear();
        event.jets.clear();
        event.genJets.clear();
        clusterGenerated();
        event.genJets.sort();
        seeJets();
        event.jets.sort();
        leptons.make();
        event.electrons.sort();
        event.muons.sort();
        event.taus.sort();
        missingMomentum();
        triggers.fire(dice, event);
    }

    private void clusterGenerated() {
        for (int i = 0; i < particles.count; i++) {
            byte role = particles.role[i];
            boolean visible = role == Particles.PARTON
                    || role == Particles.PROMPT_LEPTON
                    || role == Particles.TAU_LEPTON
                    || role == Particles.HADRONIC_TAU;
            double pt = visible ? particles.pt(i) : 0;
            if (role == Particles.PARTON) {
                pt *= dice.uniform(0.85, 1.0);
            }
            if (pt < LEAST_GEN_JET) {
                continue;
            }
            double eta = particles.eta(i);
            if (Math.abs(eta) > 5) {
                continue;
            }
            int flavour = role == Particles.PARTON ? particles.pdgId[i] : 0;
            if (!mergeGenerated(pt, eta, particles.phi(i), flavour)) {
                int jet = event.genJets.add();
                event.genJets.set(GenJetColumn.PT, jet, pt);
                event.genJets.set(GenJetColumn.ETA, jet, eta);
                event.genJets.set(GenJetColumn.PHI, jet, particles.phi(i));
                event.genJets.set(GenJetColumn.MASS, jet, pt * dice.uniform(0.06, 0.16));
                event.genJets.set(GenJetColumn.PARTON, jet, flavour);
                event.genJets.set(GenJetColumn.HADRON, jet, hadron(flavour));
            }
        }
    }

    private static int hadron(int flavour) {
        int quark = Math.abs(flavour);
        return quark == 4 || quark == 5 ? quark : 0;
    }

    private boolean mergeGenerated(double pt, double eta, double phi, int flavour) {
        Table jets = event.genJets;
        for (int j = 0; j < jets.count(); j++) {
            double away = Particles.distance(jets.get(GenJetColumn.ETA, j), jets.get(GenJetColumn.PHI, j), eta, phi);
            if (away < JET_RADIUS) {
                jets.set(GenJetColumn.PT, j, jets.get(GenJetColumn.PT, j) + pt);
                jets.set(GenJetColumn.MASS, j, jets.get(GenJetColumn.MASS, j) + 0.3 * pt * away);
                jets.set(GenJetColumn.HADRON, j, Math.max(jets.get(GenJetColumn.HADRON, j), hadron(flavour)));
                return true;
            }
        }
        return false;
    }

    private void seeJets() {
        Table generated = event.genJets;
        for (int g = 0; g < generated.count(); g++) {
            double truth = generated.get(GenJetColumn.PT, g);
            double resolution = Math.sqrt(0.05 * 0.05 + 0.8 / truth + 9 / (truth * truth));
            double pt = truth * Math.max(0.2, dice.gauss(1, resolution));
            int parton = (int) generated.get(GenJetColumn.PARTON, g);
            int flavour = (int) generated.get(GenJetColumn.HADRON, g);
            seeJet(pt, generated.get(GenJetColumn.ETA, g), generated.get(GenJetColumn.PHI, g), parton, flavour, g);
        }
        for (int i = dice.poisson(PILEUP_JETS); i > 0; i--) {
            seeJet(LEAST_JET + dice.exponential(5), dice.uniform(-JET_ETA, JET_ETA), dice.azimuth(), 0, 0, -1);
        }
    }

    private void seeJet(double pt, double eta, double phi, int parton, int hadron, int generated) {
        if (pt < LEAST_JET || Math.abs(eta) > JET_ETA) {
            return;
        }
        Table jets = event.jets;
        int jet = jets.add();
        jets.set(JetColumn.PT, jet, pt);
        jets.set(JetColumn.ETA, jet, eta + dice.gauss(0, 0.01));
        jets.set(JetColumn.PHI, jet, wrap(phi + dice.gauss(0, 0.01)));
        jets.set(JetColumn.MASS, jet, pt * dice.uniform(0.08, 0.18));
        jets.set(JetColumn.AREA, jet, dice.gauss(0.5, 0.03));
        jets.set(JetColumn.RAW_FACTOR, jet, dice.gauss(0.06, 0.04));
        jets.set(JetColumn.TAG, jet, tag(hadron));
        jets.set(JetColumn.JET_ID, jet, dice.chance(0.98) ? 6 : 0);
        jets.set(JetColumn.PU_ID, jet, generated >= 0 || dice.chance(0.2) ? 7 : 0);
        jets.set(JetColumn.PARTON, jet, parton);
        jets.set(JetColumn.HADRON, jet, hadron);
        jets.set(JetColumn.GEN_INDEX, jet, generated);
    }

    /** A score whose working points at 0.0532 and 0.3040 keep 91 and 78 of 100 b, 42 and 17 c, 11 and 1 light jets. */
    private double tag(int hadron) {
        double loose = hadron == 5 ? 0.91 : hadron == 4 ? 0.42 : 0.11;
        double medium = hadron == 5 ? 0.78 : hadron == 4 ? 0.17 : 0.01;
        double choice = dice.uniform();
        double u = dice.uniform();
        if (choice >= loose) {
            return 0.004 + 0.0492 * u * u;
        }
        if (choice >= medium) {
            return 0.0532 + 0.2508 * u;
        }
        return hadron == 5 ? 1 - 0.696 * u * u * u : 0.304 + 0.69 * u;
    }

    static double wrap(double phi) {
        return phi > Math.PI ? phi - 2 * Math.PI : phi < -Math.PI ? phi + 2 * Math.PI : phi;
    }

    private void missingMomentum() {
        double x = 0;
        double y = 0;
        for (int i = 0; i < particles.count; i++) {
            if (particles.role[i] == Particles.NEUTRINO) {
                x += particles.px[i];
                y += particles.py[i];
            }
        }
        double sum = 0;
        for (int j = 0; j < event.jets.count(); j++) {
            sum += event.jets.get(JetColumn.PT, j);
        }
        double width = 10 + 0.5 * Math.sqrt(sum) + 0.15 * event.pileup;
        event.metX = x + dice.gauss(0, width);
        event.metY = y + dice.gauss(0, width);
        event.puppiX = x + dice.gauss(0, 0.75 * width);
        event.puppiY = y + dice.gauss(0, 0.75 * width);
    }
}
