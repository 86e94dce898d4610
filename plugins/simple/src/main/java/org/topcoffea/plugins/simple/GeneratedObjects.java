package org.topcoffea.plugins.simple;

import org.topcoffea.spi.Events;

/** The selected leptons and jets of one generated event after the other. */
final class GeneratedObjects {
    private final int[] particleOffsets;
    private final float[] particlePt;
    private final float[] particleEta;
    private final float[] particlePhi;
    private final int[] particleId;
    private final int[] jetOffsets;
    private final float[] jetPt;
    private final float[] jetEta;
    private final float[] jetPhi;
    private int leptons;
    private int jets;
    private int leadingLepton;
    private int leadingJet;

    GeneratedObjects(Events events) {
        particleOffsets = events.offsets("GenPart");
        particlePt = events.floats("GenPart_pt");
        particleEta = events.floats("GenPart_eta");
        particlePhi = events.floats("GenPart_phi");
        particleId = events.ints("GenPart_pdgId");
        jetOffsets = events.offsets("GenJet");
        jetPt = events.floats("GenJet_pt");
        jetEta = events.floats("GenJet_eta");
        jetPhi = events.floats("GenJet_phi");
    }

    /** Selects the objects of an event. */
    void select(int event) {
        int from = particleOffsets[event];
        int to = particleOffsets[event + 1];
        leptons = 0;
        for (int i = from; i < to; i++) {
            if (isLepton(i)) {
                leadingLepton = leptons++ == 0 || particlePt[i] > particlePt[leadingLepton] ? i : leadingLepton;
            }
        }
        jets = 0;
        for (int j = jetOffsets[event]; j < jetOffsets[event + 1]; j++) {
            if (jetPt[j] > 30 && Math.abs(jetEta[j]) < 2.5f && isClean(j, from, to)) {
                leadingJet = jets++ == 0 || jetPt[j] > jetPt[leadingJet] ? j : leadingJet;
            }
        }
    }

    private boolean isLepton(int i) {
        int id = Math.abs(particleId[i]);
        return (id == 11 || id == 13) && particlePt[i] > 15 && Math.abs(particleEta[i]) < 2.5f;
    }

    private boolean isClean(int jet, int from, int to) {
        for (int i = from; i < to; i++) {
            if (isLepton(i) && !(deltaR(i, jet) > 0.4)) {
                return false;
            }
        }
        return true;
    }

    private double deltaR(int particle, int jet) {
        double eta = (double) particleEta[particle] - jetEta[jet];
        double phi = Math.IEEEremainder((double) particlePhi[particle] - jetPhi[jet], 2 * Math.PI);
        return Math.sqrt(eta * eta + phi * phi);
    }

    int leptons() {
        return leptons;
    }

    int jets() {
        return jets;
    }

    float leadingLeptonPt() {
        return particlePt[leadingLepton];
    }

    float leadingJetPt() {
        return jetPt[leadingJet];
    }

    float leadingJetEta() {
        return jetEta[leadingJet];
    }
}
