package org.topcoffea.plugins.eft;

import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.Collection;
import org.topcoffea.spi.Events;

/** The electrons of a range of events. */
final class ElectronColumns extends LeptonColumns {
    static final float LEAST_PT = 7;
    static final float LARGEST_ETA = 2.5f;

    private final float[] hoe;
    private final float[] deltaEta;
    private final float[] energyMinusMomentum;
    private final float[] sieie;
    private final byte[] lostHits;
    private final byte @Nullable [] conversionVeto;
    private final byte @Nullable [] looseMva;
    private final byte @Nullable [] mva90;

    ElectronColumns(Events events) {
        super(events, "Electron", LEAST_PT, LARGEST_ETA, 0.90f);
        Collection electrons = events.collection("Electron");
        hoe = electrons.floats("hoe");
        deltaEta = electrons.floats("deltaEtaSC");
        energyMinusMomentum = electrons.floats("eInvMinusPInv");
        sieie = electrons.floats("sieie");
        lostHits = electrons.bytes("lostHits");
        conversionVeto = optional(electrons, "convVeto");
        looseMva = optional(electrons, "mvaFall17V2noIso_WPL");
        mva90 = optional(electrons, "mvaFall17V2noIso_WP90");
    }

    @Override
    boolean electrons() {
        return true;
    }

    @Override
    boolean loose(int i) {
        return preselected(i) && set(looseMva, i) && (lostHits[i] & 0xff) <= 1;
    }

    @Override
    float conePt(int i) {
        return mvaTight(i) ? pt(i) : jetConePt(i);
    }

    @Override
    boolean fakeable(int i, float jetTag, Period period) {
        return jetTag < period.mediumTag()
                && shower(i)
                && strict(i)
                && (mvaTight(i) || (set(mva90, i) && jetTag < period.smoothTag(jetConePt(i)) && jetRelIso(i) < 1.0f));
    }

    /** The shape of the shower, as the triggers want it. */
    private boolean shower(int i) {
        boolean barrel = Math.abs(eta(i) + deltaEta[i]) <= 1.479f;
        return hoe[i] < 0.10f && energyMinusMomentum[i] > -0.04f && sieie[i] < (barrel ? 0.011f : 0.030f);
    }

    @Override
    boolean tight(int i) {
        return mvaTight(i);
    }

    @Override
    boolean strict(int i) {
        return set(conversionVeto, i) && lostHits[i] == 0;
    }

    @Override
    int sureCharge() {
        return 2;
    }
}
