package org.topcoffea.plugins.eft;

import org.topcoffea.spi.Events;

/** The loose and the fakeable leptons of one event after the other. */
final class LeptonSelection {
    private static final float LEAST_CONE_PT = 10;
    private static final float NO_JET = -99;

    private final ElectronColumns electrons;
    private final MuonColumns muons;
    private final int[] jetOffsets;
    private final float[] jetTags;
    private final Period period;
    private final LeptonList loose;
    private final LeptonList fakeable;
    private int event;

    /** Reads the columns; the lists are the caller's, who keeps them for all ranges. */
    LeptonSelection(Events events, Period period, LeptonList loose, LeptonList fakeable) {
        this.electrons = new ElectronColumns(events);
        this.muons = new MuonColumns(events);
        this.jetOffsets = events.offsets("Jet");
        this.jetTags = events.floats("Jet_btagDeepFlavB");
        this.period = period;
        this.loose = loose;
        this.fakeable = fakeable;
    }

    /** Selects the fakeable leptons of an event, the one with the largest cone-pt first. */
    LeptonList fakeable(int ofEvent) {
        event = ofEvent;
        fakeable.clear();
        addFakeable(electrons);
        addFakeable(muons);
        fakeable.sort();
        return fakeable;
    }

    private void addFakeable(LeptonColumns columns) {
        for (int i = columns.begin(event); i < columns.end(event); i++) {
            if (columns.loose(i)
                    && columns.conePt(i) > LEAST_CONE_PT
                    && columns.fakeable(i, jetTag(columns.jet(i)), period)) {
                columns.copy(i, event, fakeable.add());
            }
        }
    }

    private float jetTag(int jet) {
        int at = jetOffsets[event] + jet;
        return jet >= 0 && at < jetOffsets[event + 1] ? jetTags[at] : NO_JET;
    }

    /** The least invariant mass of two loose leptons of the event; infinite with fewer than two. */
    double leastMass() {
        loose.clear();
        addLoose(electrons);
        addLoose(muons);
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < loose.size(); i++) {
            for (int j = i + 1; j < loose.size(); j++) {
                least = Math.min(least, loose.get(i).mass(loose.get(j)));
            }
        }
        return least;
    }

    private void addLoose(LeptonColumns columns) {
        for (int i = columns.begin(event); i < columns.end(event); i++) {
            if (columns.loose(i)) {
                columns.copyMomentum(i, loose.add());
            }
        }
    }
}
