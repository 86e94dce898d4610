package org.topcoffea.plugins.eft;

import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.Collection;
import org.topcoffea.spi.Events;

/** The muons of a range of events. */
final class MuonColumns extends LeptonColumns {
    static final float LEAST_PT = 5;
    static final float LARGEST_ETA = 2.4f;

    private final byte @Nullable [] looseId;
    private final byte[] mediumId;

    MuonColumns(Events events) {
        super(events, "Muon", LEAST_PT, LARGEST_ETA, 0.85f);
        Collection muons = events.collection("Muon");
        looseId = optional(muons, "looseId");
        mediumId = muons.bytes("mediumId");
    }

    @Override
    boolean electrons() {
        return false;
    }

    @Override
    boolean loose(int i) {
        return preselected(i) && set(looseId, i);
    }

    @Override
    float conePt(int i) {
        return tight(i) ? pt(i) : jetConePt(i);
    }

    @Override
    boolean fakeable(int i, float jetTag, Period period) {
        return jetTag < period.mediumTag()
                && (mvaTight(i) || (jetTag < period.smoothTag(jetConePt(i)) && jetRelIso(i) < 0.5f));
    }

    @Override
    boolean tight(int i) {
        return mvaTight(i) && mediumId[i] != 0;
    }

    @Override
    boolean strict(int i) {
        return true;
    }

    @Override
    int sureCharge() {
        return 1;
    }
}
