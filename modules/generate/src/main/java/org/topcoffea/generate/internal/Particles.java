package org.topcoffea.generate.internal;

import java.util.Arrays;

/** The generated particles of one event with their four-momenta, mothers before daughters. */
final class Particles {
    /** What a particle is to the detector. */
    static final byte UNSEEN = 0;

    static final byte NEUTRINO = 1;
    static final byte PROMPT_LEPTON = 2;
    static final byte TAU_LEPTON = 3;
    static final byte SECONDARY_LEPTON = 4;
    static final byte HADRONIC_TAU = 5;
    static final byte PARTON = 6;

    private static final double BEAM_ETA = 20_000;

    int count;
    int[] pdgId = new int[64];
    int[] mother = new int[64];
    int[] status = new int[64];
    int[] flags = new int[64];
    byte[] role = new byte[64];
    double[] px = new double[64];
    double[] py = new double[64];
    double[] pz = new double[64];
    double[] mass = new double[64];

    void clear() {
        count = 0;
    }

    int add(int id, int from, int state, int bits, byte seenAs) {
        if (count == pdgId.length) {
            grow(2 * count);
        }
        pdgId[count] = id;
        mother[count] = from;
        status[count] = state;
        flags[count] = bits;
        role[count] = seenAs;
        return count++;
    }

    private void grow(int capacity) {
        pdgId = Arrays.copyOf(pdgId, capacity);
        mother = Arrays.copyOf(mother, capacity);
        status = Arrays.copyOf(status, capacity);
        flags = Arrays.copyOf(flags, capacity);
        role = Arrays.copyOf(role, capacity);
        px = Arrays.copyOf(px, capacity);
        py = Arrays.copyOf(py, capacity);
        pz = Arrays.copyOf(pz, capacity);
        mass = Arrays.copyOf(mass, capacity);
    }

    void momentum(int i, double x, double y, double z, double m) {
        px[i] = x;
        py[i] = y;
        pz[i] = z;
        mass[i] = m;
    }

    /** Sets a momentum by transverse momentum, rapidity and azimuth. */
    void polar(int i, double pt, double rapidity, double phi, double m) {
        double transverse = Math.sqrt(pt * pt + m * m);
        momentum(i, pt * StrictMath.cos(phi), pt * StrictMath.sin(phi), transverse * StrictMath.sinh(rapidity), m);
    }

    void copyMomentum(int from, int to, double fraction) {
        momentum(to, px[from] * fraction, py[from] * fraction, pz[from] * fraction, mass[from]);
    }

    double pt(int i) {
        return Math.sqrt(px[i] * px[i] + py[i] * py[i]);
    }

    double phi(int i) {
        return StrictMath.atan2(py[i], px[i]);
    }

    double eta(int i) {
        double pt = pt(i);
        if (pt < 1e-9) {
            return pz[i] < 0 ? -BEAM_ETA : BEAM_ETA;
        }
        double ratio = Math.abs(pz[i]) / pt;
        double eta = StrictMath.log(ratio + Math.sqrt(ratio * ratio + 1));
        return pz[i] < 0 ? -eta : eta;
    }

    private double energy(int i) {
        return Math.sqrt(px[i] * px[i] + py[i] * py[i] + pz[i] * pz[i] + mass[i] * mass[i]);
    }

    /** Gives two daughters the momenta of an isotropic decay. */
    void decay(Dice dice, int parent, int first, double firstMass, int second, double secondMass) {
        double m = mass[parent];
        double a = m * m - (firstMass + secondMass) * (firstMass + secondMass);
        double b = m * m - (firstMass - secondMass) * (firstMass - secondMass);
        double p = Math.sqrt(Math.max(a * b, 0)) / (2 * m);
        double cosine = dice.uniform(-1, 1);
        double sine = Math.sqrt(1 - cosine * cosine);
        double phi = dice.azimuth();
        double x = p * sine * StrictMath.cos(phi);
        double y = p * sine * StrictMath.sin(phi);
        double z = p * cosine;
        boost(parent, first, x, y, z, firstMass);
        boost(parent, second, -x, -y, -z, secondMass);
    }

    private void boost(int parent, int daughter, double x, double y, double z, double m) {
        double energy = energy(parent);
        double own = Math.sqrt(x * x + y * y + z * z + m * m);
        double along = (x * px[parent] + y * py[parent] + z * pz[parent]) / mass[parent];
        double factor = along / (energy + mass[parent]) + own / mass[parent];
        momentum(daughter, x + px[parent] * factor, y + py[parent] * factor, z + pz[parent] * factor, m);
    }

    /** The size of the step from one direction to another in pseudorapidity and azimuth. */
    static double distance(double etaA, double phiA, double etaB, double phiB) {
        double dphi = Math.abs(phiA - phiB);
        if (dphi > Math.PI) {
            dphi = 2 * Math.PI - dphi;
        }
        double deta = etaA - etaB;
        return Math.sqrt(deta * deta + dphi * dphi);
    }
}
