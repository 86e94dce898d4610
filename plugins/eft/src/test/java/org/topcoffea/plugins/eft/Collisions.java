package org.topcoffea.plugins.eft;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.topcoffea.spi.Sample;
import org.topcoffea.spi.test.TestEvents;
import org.topcoffea.spi.test.TestEventsBuilder;

/** Events made of leptons that pass every cut unless told otherwise. */
final class Collisions {
    /** A lepton: pdgId −13 is a positive muon. */
    static final class L {
        final int id;
        final double pt;
        final double eta;
        final double phi;
        double mva = 0.95;
        int jet = -1;
        double iso = 0.1;
        int lostHits;
        int tightCharge = 2;
        int flavour = 1;
        int generated;

        L(int id, double pt, double eta, double phi) {
            this.id = id;
            this.pt = pt;
            this.eta = eta;
            this.phi = phi;
            this.generated = id;
        }

        L mva(double value) {
            mva = value;
            return this;
        }

        L jet(int index) {
            jet = index;
            return this;
        }

        L lostHits(int hits) {
            lostHits = hits;
            return this;
        }

        L tightCharge(int value) {
            tightCharge = value;
            return this;
        }

        L from(int genPartFlav) {
            flavour = genPartFlav;
            return this;
        }

        L generated(int pdgId) {
            generated = pdgId;
            return this;
        }

        boolean electron() {
            return Math.abs(id) == 11;
        }

        int charge() {
            return -Integer.signum(id);
        }
    }

    record J(double pt, double eta, double phi, double tag, int id) {}

    static L mu(int charge, double pt, double eta, double phi) {
        return new L(-13 * charge, pt, eta, phi);
    }

    static L el(int charge, double pt, double eta, double phi) {
        return new L(-11 * charge, pt, eta, phi);
    }

    /** A jet: tag 'm' medium, 'l' loose, '-' none. */
    static J jet(double pt, char tag) {
        return new J(pt, 0.3, 1.0, tag == 'm' ? 0.9 : tag == 'l' ? 0.1 : 0.01, 6);
    }

    /** As many jets as tags, with pt 100, 90, 80 … GeV. */
    static List<J> jets(String tags) {
        List<J> jets = new ArrayList<>();
        for (int i = 0; i < tags.length(); i++) {
            jets.add(jet(100 - 10.0 * i, tags.charAt(i)));
        }
        return jets;
    }

    private final List<List<L>> leptons = new ArrayList<>();
    private final List<List<J>> jets = new ArrayList<>();
    private final List<float[]> coefficients = new ArrayList<>();
    private final List<Float> genWeights = new ArrayList<>();

    Collisions event(List<J> ofJets, L... ofLeptons) {
        leptons.add(List.of(ofLeptons));
        jets.add(ofJets);
        return this;
    }

    /** The coefficients of the last event. */
    Collisions coefficients(float... q) {
        coefficients.add(q);
        return this;
    }

    /** The generator weight of the last event. */
    Collisions weight(float weight) {
        genWeights.add(weight);
        return this;
    }

    int size() {
        return leptons.size();
    }

    TestEvents build(Sample sample) {
        return builder(sample).build();
    }

    TestEventsBuilder builder(Sample sample) {
        TestEventsBuilder builder = TestEvents.builder().sample(sample);
        leptons(builder, "Electron", true);
        leptons(builder, "Muon", false);
        jets(builder);
        if (!coefficients.isEmpty()) {
            builder.jagged("EFTfitCoefficients", coefficients.toArray(float[][]::new));
        }
        if (!genWeights.isEmpty()) {
            float[] values = new float[genWeights.size()];
            for (int e = 0; e < values.length; e++) {
                values[e] = genWeights.get(e);
            }
            builder.scalar("genWeight", values);
        }
        if (!sample.isData()) {
            int[][] generated = new int[size()][];
            for (int e = 0; e < size(); e++) {
                generated[e] =
                        leptons.get(e).stream().mapToInt(l -> l.generated).toArray();
            }
            builder.jagged("GenPart_pdgId", generated);
        }
        return builder;
    }

    private void leptons(TestEventsBuilder builder, String name, boolean electrons) {
        floats(builder, name + "_pt", electrons, l -> l.pt);
        floats(builder, name + "_eta", electrons, l -> l.eta);
        floats(builder, name + "_phi", electrons, l -> l.phi);
        floats(builder, name + "_mass", electrons, l -> l.electron() ? 0.000511 : 0.10566);
        floats(builder, name + "_dxy", electrons, l -> 0.01);
        floats(builder, name + "_dz", electrons, l -> -0.02);
        floats(builder, name + "_sip3d", electrons, l -> 1);
        floats(builder, name + "_miniPFRelIso_all", electrons, l -> l.iso);
        floats(builder, name + "_jetRelIso", electrons, l -> 0.3);
        floats(builder, name + "_mvaTTHUL", electrons, l -> l.mva);
        ints(builder, name + "_charge", electrons, L::charge);
        ints(builder, name + "_pdgId", electrons, l -> l.id);
        ints(builder, name + "_jetIdx", electrons, l -> l.jet);
        ints(builder, name + "_tightCharge", electrons, l -> l.tightCharge);
        bytes(builder, name + "_genPartFlav", electrons, l -> l.flavour);
        int[][] indices = new int[size()][];
        for (int e = 0; e < size(); e++) {
            List<L> all = leptons.get(e);
            indices[e] = all.stream()
                    .filter(l -> l.electron() == electrons)
                    .mapToInt(all::indexOf)
                    .toArray();
        }
        builder.jagged(name + "_genPartIdx", indices);
        if (electrons) {
            floats(builder, "Electron_hoe", true, l -> 0.05);
            floats(builder, "Electron_deltaEtaSC", true, l -> 0);
            floats(builder, "Electron_eInvMinusPInv", true, l -> 0);
            floats(builder, "Electron_sieie", true, l -> 0.01);
            bytes(builder, "Electron_lostHits", true, l -> l.lostHits);
            bytes(builder, "Electron_convVeto", true, l -> 1);
            bytes(builder, "Electron_mvaFall17V2noIso_WPL", true, l -> 1);
            bytes(builder, "Electron_mvaFall17V2noIso_WP90", true, l -> 1);
        } else {
            bytes(builder, "Muon_looseId", false, l -> 1);
            bytes(builder, "Muon_mediumId", false, l -> 1);
        }
    }

    private void floats(TestEventsBuilder builder, String name, boolean electrons, ToDoubleFunction<L> value) {
        float[][] values = new float[size()][];
        for (int e = 0; e < size(); e++) {
            List<L> own = leptons.get(e).stream()
                    .filter(l -> l.electron() == electrons)
                    .toList();
            values[e] = new float[own.size()];
            for (int i = 0; i < own.size(); i++) {
                values[e][i] = (float) value.applyAsDouble(own.get(i));
            }
        }
        builder.jagged(name, values);
    }

    private void ints(TestEventsBuilder builder, String name, boolean electrons, ToDoubleFunction<L> value) {
        int[][] values = new int[size()][];
        for (int e = 0; e < size(); e++) {
            values[e] = leptons.get(e).stream()
                    .filter(l -> l.electron() == electrons)
                    .mapToInt(l -> (int) value.applyAsDouble(l))
                    .toArray();
        }
        builder.jagged(name, values);
    }

    private void bytes(TestEventsBuilder builder, String name, boolean electrons, ToDoubleFunction<L> value) {
        byte[][] values = new byte[size()][];
        for (int e = 0; e < size(); e++) {
            List<L> own = leptons.get(e).stream()
                    .filter(l -> l.electron() == electrons)
                    .toList();
            values[e] = new byte[own.size()];
            for (int i = 0; i < own.size(); i++) {
                values[e][i] = (byte) value.applyAsDouble(own.get(i));
            }
        }
        builder.jagged(name, values);
    }

    private void jets(TestEventsBuilder builder) {
        float[][][] columns = new float[4][size()][];
        int[][] ids = new int[size()][];
        for (int e = 0; e < size(); e++) {
            List<J> own = jets.get(e);
            ids[e] = own.stream().mapToInt(J::id).toArray();
            for (int c = 0; c < 4; c++) {
                columns[c][e] = new float[own.size()];
            }
            for (int i = 0; i < own.size(); i++) {
                columns[0][e][i] = (float) own.get(i).pt();
                columns[1][e][i] = (float) own.get(i).eta();
                columns[2][e][i] = (float) own.get(i).phi();
                columns[3][e][i] = (float) own.get(i).tag();
            }
        }
        builder.jagged("Jet_pt", columns[0])
                .jagged("Jet_eta", columns[1])
                .jagged("Jet_phi", columns[2])
                .jagged("Jet_btagDeepFlavB", columns[3])
                .jagged("Jet_jetId", ids);
    }
}
