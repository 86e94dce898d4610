package org.topcoffea.plugins.eft;

/** An electron or muon of the current event; the objects are used again for every event. */
final class Lepton {
    boolean electron;
    boolean tight;
    /** Passes the stricter identification of leading electrons; always true for muons. */
    boolean strict;
    /** The charge is well measured. */
    boolean sureCharge;

    boolean prompt;
    boolean conversion;
    boolean chargeMatched;

    int charge;
    int pdgId;
    int jet;
    float pt;
    float conePt;
    float eta;
    double px;
    double py;
    private double pz;
    private double energy;

    void momentum(float newPt, float newEta, float phi, float mass) {
        pt = newPt;
        eta = newEta;
        px = newPt * Math.cos(phi);
        py = newPt * Math.sin(phi);
        pz = newPt * Math.sinh(newEta);
        energy = Math.sqrt((double) newPt * newPt + pz * pz + (double) mass * mass);
    }

    /** The invariant mass of this lepton and another one. */
    double mass(Lepton other) {
        double e = energy + other.energy;
        double x = px + other.px;
        double y = py + other.py;
        double z = pz + other.pz;
        return Math.sqrt(Math.max(0, e * e - x * x - y * y - z * z));
    }

    double pairPt(Lepton other) {
        return Math.hypot(px + other.px, py + other.py);
    }

    boolean sameFlavour(Lepton other) {
        return electron == other.electron;
    }

    boolean oppositeSameFlavour(Lepton other) {
        return pdgId == -other.pdgId;
    }
}
