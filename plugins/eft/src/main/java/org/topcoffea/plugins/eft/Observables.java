package org.topcoffea.plugins.eft;

import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.Events;

/** The values of the variables of a selected event. */
final class Observables {
    private static final double Z_MASS = 91.2;

    private final float @Nullable [] met;
    private final double[] values = new double[Variable.values().length];
    private double[] px = new double[16];
    private double[] py = new double[16];

    Observables(Events events, boolean withMet) {
        met = withMet ? events.floats("MET_pt") : null;
    }

    double get(Variable variable) {
        return values[variable.ordinal()];
    }

    private void set(Variable variable, double value) {
        values[variable.ordinal()] = value;
    }

    /** Computes all variables of an event with at least two leptons. */
    void compute(int event, LeptonList leptons, JetSelection jets) {
        int count = leptons.size() + jets.size();
        if (count > px.length) {
            px = new double[2 * count];
            py = new double[2 * count];
        }
        double leptonPt = 0;
        double largest = 0;
        for (int i = 0; i < leptons.size(); i++) {
            px[i] = leptons.get(i).px;
            py[i] = leptons.get(i).py;
            leptonPt += leptons.get(i).pt;
            largest = Math.max(largest, leptons.get(i).pt);
        }
        for (int j = 0; j < jets.size(); j++) {
            px[leptons.size() + j] = jets.px(j);
            py[leptons.size() + j] = jets.py(j);
        }
        boolean anyJet = jets.size() > 0;
        set(Variable.NJETS, jets.size());
        set(Variable.J0PT, anyJet ? jets.leadingPt() : -1);
        set(Variable.J0ETA, anyJet ? jets.leadingEta() : -99);
        set(Variable.L0PT, leptons.get(0).conePt);
        set(Variable.L1PT, leptons.get(1).conePt);
        set(Variable.L0ETA, leptons.get(0).eta);
        set(Variable.L1ETA, leptons.get(1).eta);
        set(Variable.LJ0PT, Math.sqrt(largestPair(count)));
        set(Variable.BL0PT, largestTaggedPair(leptons.size(), jets));
        set(Variable.O0PT, anyJet ? Math.max(largest, jets.leadingPt()) : largest);
        set(Variable.HT, jets.ht());
        set(Variable.LJPTSUM, jets.ht() + leptonPt);
        set(Variable.NBTAGSL, jets.looseTags());
        set(Variable.INVMASS, leptons.get(0).mass(leptons.get(1)));
        set(Variable.PTZ, ptZ(leptons));
        set(Variable.MET, met == null ? 0 : met[event]);
    }

    /** The square of the largest pt of any pair of leptons and jets. */
    private double largestPair(int count) {
        double largest = 0;
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                largest = Math.max(largest, square(i, j));
            }
        }
        return largest;
    }

    private double square(int i, int j) {
        double x = px[i] + px[j];
        double y = py[i] + py[j];
        return x * x + y * y;
    }

    private double largestTaggedPair(int leptons, JetSelection jets) {
        double largest = -1;
        for (int j = 0; j < jets.size(); j++) {
            for (int i = 0; i < leptons && jets.tagged(j); i++) {
                largest = Math.max(largest, Math.sqrt(square(i, leptons + j)));
            }
        }
        return largest;
    }

    /** The pt of the pair, among the three leading leptons, that is nearest to the Z boson; −1 without one within 10 GeV. */
    private static double ptZ(LeptonList leptons) {
        double nearest = 10;
        double pt = -1;
        int count = Math.min(3, leptons.size());
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                Lepton first = leptons.get(i);
                Lepton second = leptons.get(j);
                double distance = Math.abs(first.mass(second) - Z_MASS);
                if (first.oppositeSameFlavour(second) && distance < nearest) {
                    nearest = distance;
                    pt = first.pairPt(second);
                }
            }
        }
        return pt;
    }
}
