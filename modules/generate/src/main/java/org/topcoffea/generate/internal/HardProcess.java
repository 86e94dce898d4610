package org.topcoffea.generate.internal;

/** Makes the particles of events: what collides, what is made, what it decays to. */
final class HardProcess {
    private static final int PROMPT = 1;
    private static final int DECAYED = 1 << 1;
    private static final int FROM_TAU = 0b11_1100;
    private static final int FROM_HADRON = 1 << 6;
    private static final int HARD = 1 << 7 | 1 << 8;
    private static final int COPIES = 1 << 12 | 1 << 13;
    private static final int FIRST = PROMPT | HARD | 1 << 12;
    private static final int LAST = PROMPT | 1 << 8 | 1 << 13;
    private static final int MOST_TRIES = 50;

    private static final double TOP = 172.5;
    private static final double W = 80.4;
    private static final double Z = 91.19;
    private static final double HIGGS = 125;
    private static final double TAU = 1.777;
    private static final double B = 4.8;
    private static final double LEPTONIC_W = 0.325;
    private static final double LEPTONIC_Z = 0.101;
    private static final double INVISIBLE_Z = 0.2;
    private static final double SEMILEPTONIC_B = 0.2;

    private final Dice dice;
    private final Particles particles;
    private int leptons;
    private double energy;

    HardProcess(Dice dice, Particles particles) {
        this.dice = dice;
        this.particles = particles;
    }

    /** The sum of the transverse momenta of what the process made, in GeV. */
    double energy() {
        return energy;
    }

    /** Makes an event. */
    void generate(Recipe recipe) {
        int tries = 0;
        do {
            particles.clear();
            leptons = 0;
            energy = 0;
            collide();
            int first = dice.index(2);
            for (int i = 0; i < recipe.tops(); i++) {
                top((i + first) % 2 == 0 ? 1 : -1, recipe.scale());
            }
            for (int i = 0; i < recipe.bosons().length(); i++) {
                boson(recipe.bosons().charAt(i), recipe);
            }
            tries++;
        } while (leptons < recipe.leptons() && tries < MOST_TRIES);
        for (int i = dice.poisson(recipe.extraJets()); i > 0; i--) {
            parton(dice.chance(0.6) ? 21 : lightQuark(), 0, recipe.scale() * 0.6);
        }
        decayBeauty();
    }

    private void collide() {
        for (int side = -1; side <= 1; side += 2) {
            int parton = particles.add(
                    dice.chance(0.7) ? 21 : lightQuark(), -1, 21, PROMPT | HARD | COPIES, Particles.UNSEEN);
            particles.momentum(parton, 0, 0, side * (50 + dice.exponential(400)), 0);
        }
    }

    private int lightQuark() {
        return dice.sign() * (1 + dice.index(3));
    }

    /** A heavy particle in two copies: as it was made, and as it decays. */
    private int heavy(int id, double mass, double scale) {
        int made = particles.add(id, 0, 22, FIRST, Particles.UNSEEN);
        double pt = dice.momentum(scale);
        particles.polar(made, pt, dice.gauss(0, 1.0), dice.azimuth(), mass);
        energy += Math.sqrt(pt * pt + mass * mass);
        return copy(made, 62);
    }

    private int copy(int from, int status) {
        int last = particles.add(particles.pdgId[from], from, status, LAST, Particles.UNSEEN);
        particles.copyMomentum(from, last, 1);
        return last;
    }

    private void parton(int id, int from, double scale) {
        int parton = particles.add(id, from, 23, PROMPT | HARD | COPIES, Particles.PARTON);
        double pt = 15 + dice.momentum(scale);
        particles.polar(parton, pt, dice.gauss(0, 1.7), dice.azimuth(), 0);
        energy += pt;
    }

    private void top(int sign, double scale) {
        int top = heavy(6 * sign, dice.resonance(TOP, 1.4, 160, 185), scale);
        int w = particles.add(24 * sign, top, 22, LAST, Particles.UNSEEN);
        int b = particles.add(5 * sign, top, 23, PROMPT | HARD | COPIES, Particles.PARTON);
        particles.decay(dice, top, w, dice.resonance(W, 2.1, 50, 110), b, B);
        decayW(w, sign, LEPTONIC_W);
    }

    private void boson(char kind, Recipe recipe) {
        double scale = recipe.scale();
        switch (kind) {
            case 'W' -> {
                int sign = dice.sign();
                decayW(heavy(24 * sign, dice.resonance(W, 2.1, 50, 110), scale), sign, LEPTONIC_W);
            }
            case 'L' -> {
                int sign = dice.sign();
                decayW(heavy(24 * sign, dice.resonance(W, 2.1, 50, 110), scale), sign, 1);
            }
            case 'Z' -> decayZ(heavy(23, dice.resonance(Z, 2.5, 50, 150), scale), LEPTONIC_Z, INVISIBLE_Z);
            case 'P' -> {
                double mass = dice.chance(0.85) ? dice.resonance(Z, 2.5, 60, 140) : 12 + dice.exponential(30);
                decayZ(heavy(23, mass, scale), 1, 0);
            }
            case 'H' -> decayHiggs(heavy(25, HIGGS, scale));
            default -> throw new IllegalArgumentException("no particle " + kind);
        }
    }

    private void decayW(int w, int sign, double leptonic) {
        if (dice.chance(leptonic)) {
            int flavour = 11 + 2 * dice.index(3);
            lepton(w, -sign * flavour, sign * (flavour + 1));
        } else {
            boolean charm = dice.chance(0.5);
            quarks(w, sign * (charm ? 4 : 2), -sign * (charm ? 3 : 1));
        }
    }

    private void decayZ(int z, double leptonic, double invisible) {
        double choice = dice.uniform();
        if (choice < leptonic) {
            int flavour = 11 + 2 * dice.index(3);
            lepton(z, flavour, -flavour);
        } else if (choice < leptonic + invisible) {
            int flavour = 12 + 2 * dice.index(3);
            lepton(z, flavour, -flavour);
        } else {
            int quark = 1 + dice.index(5);
            quarks(z, quark, -quark);
        }
    }

    private void decayHiggs(int higgs) {
        double choice = dice.uniform();
        if (choice < 0.58) {
            quarks(higgs, 5, -5);
        } else if (choice < 0.82) {
            boolean charged = choice < 0.79;
            int sign = charged ? dice.sign() : 1;
            int id = charged ? 24 * sign : 23;
            int real = particles.add(id, higgs, 22, LAST, Particles.UNSEEN);
            int virtual = particles.add(charged ? -id : id, higgs, 22, LAST, Particles.UNSEEN);
            double mass = charged ? dice.resonance(W, 2.1, 70, 88) : dice.resonance(Z, 2.5, 80, 100);
            particles.decay(dice, higgs, real, mass, virtual, dice.uniform(12, HIGGS - mass - 1));
            for (int boson : new int[] {real, virtual}) {
                if (charged) {
                    decayW(boson, particles.pdgId[boson] > 0 ? 1 : -1, LEPTONIC_W);
                } else {
                    decayZ(boson, LEPTONIC_Z, INVISIBLE_Z);
                }
            }
        } else if (choice < 0.885) {
            lepton(higgs, 15, -15);
        } else {
            quarks(higgs, 21, 21);
        }
    }

    private void quarks(int parent, int first, int second) {
        int a = particles.add(first, parent, 23, PROMPT | HARD | COPIES, Particles.PARTON);
        int b = particles.add(second, parent, 23, PROMPT | HARD | COPIES, Particles.PARTON);
        double massA = Math.abs(first) == 5 ? B : 0.3;
        double massB = Math.abs(second) == 5 ? B : 0.3;
        particles.decay(dice, parent, a, massA, b, massB);
    }

    private void lepton(int parent, int first, int second) {
        int a = particles.add(first, parent, 23, FIRST, Particles.UNSEEN);
        int b = particles.add(second, parent, 23, FIRST, Particles.UNSEEN);
        particles.decay(dice, parent, a, leptonMass(first), b, leptonMass(second));
        finishLepton(a);
        finishLepton(b);
    }

    private static double leptonMass(int id) {
        return switch (Math.abs(id)) {
            case 11 -> 0.000511;
            case 13 -> 0.10566;
            case 15 -> TAU;
            default -> 0;
        };
    }

    private void finishLepton(int made) {
        switch (Math.abs(particles.pdgId[made])) {
            case 11, 13 -> {
                leptons++;
                // An electron or muon radiates a little before it is seen.
                int last = particles.add(particles.pdgId[made], made, 1, LAST, Particles.PROMPT_LEPTON);
                particles.copyMomentum(made, last, 1 - Math.min(0.3, dice.exponential(0.01)));
            }
            case 15 -> {
                leptons++;
                decayTau(copy(made, 2));
            }
            default -> {
                particles.status[made] = 1;
                particles.flags[made] = LAST | FIRST;
                particles.role[made] = Particles.NEUTRINO;
            }
        }
    }

    private void decayTau(int tau) {
        int sign = particles.pdgId[tau] > 0 ? 1 : -1;
        double seen = 1 - Math.sqrt(1 - dice.uniform());
        if (dice.chance(0.352)) {
            int flavour = dice.chance(0.5) ? 11 : 13;
            int lepton = particles.add(sign * flavour, tau, 1, FROM_TAU | COPIES, Particles.TAU_LEPTON);
            particles.copyMomentum(tau, lepton, Math.max(0.02, seen));
            particles.mass[lepton] = leptonMass(flavour);
            neutrino(tau, -sign * (flavour + 1), 0.5 * (1 - seen));
            neutrino(tau, sign * 16, 0.5 * (1 - seen));
        } else {
            double visible = 0.3 + 0.7 * Math.sqrt(dice.uniform());
            int pion = particles.add(-sign * 211, tau, 1, FROM_TAU | COPIES, Particles.HADRONIC_TAU);
            particles.copyMomentum(tau, pion, visible);
            neutrino(tau, sign * 16, 1 - visible);
        }
    }

    private void neutrino(int from, int id, double fraction) {
        int neutrino = particles.add(id, from, 1, FROM_TAU | COPIES, Particles.NEUTRINO);
        particles.copyMomentum(from, neutrino, fraction);
        particles.mass[neutrino] = 0;
    }

    /** Lets b quarks become hadrons, of which some decay to leptons inside of the jet. */
    private void decayBeauty() {
        int made = particles.count;
        for (int i = 0; i < made; i++) {
            if (particles.role[i] != Particles.PARTON || Math.abs(particles.pdgId[i]) != 5) {
                continue;
            }
            int sign = particles.pdgId[i] > 0 ? -1 : 1;
            int hadron = particles.add(sign * (dice.chance(0.5) ? 511 : 521), i, 2, DECAYED | COPIES, Particles.UNSEEN);
            particles.copyMomentum(i, hadron, dice.uniform(0.5, 0.95));
            particles.mass[hadron] = 5.28;
            int charmed = particles.add(
                    sign * (dice.chance(0.5) ? 411 : 421), hadron, 2, DECAYED | FROM_HADRON | COPIES, Particles.UNSEEN);
            particles.copyMomentum(hadron, charmed, dice.uniform(0.3, 0.7));
            particles.mass[charmed] = 1.87;
            if (dice.chance(SEMILEPTONIC_B)) {
                int flavour = dice.chance(0.5) ? 11 : 13;
                int lepton =
                        particles.add(-sign * flavour, hadron, 1, FROM_HADRON | COPIES, Particles.SECONDARY_LEPTON);
                particles.copyMomentum(hadron, lepton, dice.uniform(0.05, 0.5));
                particles.mass[lepton] = leptonMass(flavour);
            }
        }
    }
}
