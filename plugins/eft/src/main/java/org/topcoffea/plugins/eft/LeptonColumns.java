package org.topcoffea.plugins.eft;

import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.Collection;
import org.topcoffea.spi.Events;

/** What electrons and muons have in common: their columns in a range of events and the cuts on them. */
abstract class LeptonColumns {
    private final int[] offsets;
    private final float[] pt;
    private final float[] eta;
    private final float[] phi;
    private final float[] mass;
    private final float[] dxy;
    private final float[] dz;
    private final float[] sip3d;
    private final float[] isolation;
    private final float @Nullable [] jetRelIso;
    private final float[] mva;
    private final int[] charge;
    private final int[] pdgId;
    private final int[] jetIndex;
    private final int @Nullable [] tightCharge;
    private final GeneratorMatch generator;
    private final float leastPt;
    private final float largestEta;
    private final float tightMva;

    LeptonColumns(Events events, String name, float leastPt, float largestEta, float tightMva) {
        Collection leptons = events.collection(name);
        this.leastPt = leastPt;
        this.largestEta = largestEta;
        this.tightMva = tightMva;
        offsets = leptons.offsets();
        pt = leptons.floats("pt");
        eta = leptons.floats("eta");
        phi = leptons.floats("phi");
        mass = leptons.floats("mass");
        dxy = leptons.floats("dxy");
        dz = leptons.floats("dz");
        sip3d = leptons.floats("sip3d");
        isolation = leptons.floats("miniPFRelIso_all");
        jetRelIso = leptons.has("jetRelIso") ? leptons.floats("jetRelIso") : null;
        // The group's skims carry a retrained lepton MVA; central NanoAOD has the original one.
        mva = leptons.floats(leptons.has("mvaTTHUL") ? "mvaTTHUL" : "mvaTTH");
        charge = leptons.ints("charge");
        pdgId = leptons.ints("pdgId");
        jetIndex = leptons.ints("jetIdx");
        tightCharge = leptons.has("tightCharge") ? leptons.ints("tightCharge") : null;
        generator = new GeneratorMatch(leptons);
    }

    /** The column of that name, or null if the file does not have it: then nothing is asked of it. */
    static byte @Nullable [] optional(Collection leptons, String column) {
        return leptons.has(column) ? leptons.bytes(column) : null;
    }

    /** Whether a flag is set; a flag that the file lacks counts as set. */
    static boolean set(byte @Nullable [] flags, int i) {
        return flags == null || flags[i] != 0;
    }

    final int begin(int event) {
        return offsets[event];
    }

    final int end(int event) {
        return offsets[event + 1];
    }

    final float pt(int i) {
        return pt[i];
    }

    final float eta(int i) {
        return eta[i];
    }

    final float mva(int i) {
        return mva[i];
    }

    final float jetRelIso(int i) {
        return jetRelIso == null ? 0 : jetRelIso[i];
    }

    /** The pt that a lepton would have if what is near it belonged to it. */
    final float jetConePt(int i) {
        return 0.90f * pt[i] * (1 + jetRelIso(i));
    }

    final boolean mvaTight(int i) {
        return mva[i] > tightMva;
    }

    /** The impact parameter, isolation and acceptance cuts that are the same for both flavours. */
    final boolean preselected(int i) {
        return pt[i] > leastPt
                && Math.abs(eta[i]) < largestEta
                && Math.abs(dxy[i]) < 0.05f
                && Math.abs(dz[i]) < 0.1f
                && isolation[i] < 0.4f
                && sip3d[i] < 8;
    }

    abstract boolean electrons();

    /** Whether a lepton is loose. */
    abstract boolean loose(int i);

    abstract float conePt(int i);

    /** Whether a loose lepton with enough cone-pt is fakeable, given the b-tag of its jet. */
    abstract boolean fakeable(int i, float jetTag, Period period);

    /** Whether a fakeable lepton is tight. */
    abstract boolean tight(int i);

    abstract boolean strict(int i);

    /** The least value of {@code tightCharge} that tells the charge surely. */
    abstract int sureCharge();

    /** Copies the momentum of a lepton. */
    final void copyMomentum(int i, Lepton lepton) {
        lepton.momentum(pt[i], eta[i], phi[i], mass[i]);
    }

    /** Copies everything about a fakeable lepton. */
    final void copy(int i, int event, Lepton lepton) {
        copyMomentum(i, lepton);
        lepton.electron = electrons();
        lepton.conePt = conePt(i);
        lepton.tight = tight(i);
        lepton.strict = strict(i);
        lepton.sureCharge = tightCharge == null || tightCharge[i] >= sureCharge();
        lepton.charge = charge[i];
        lepton.pdgId = pdgId[i];
        lepton.jet = jetIndex[i];
        lepton.prompt = generator.prompt(i);
        lepton.conversion = generator.conversion(i);
        lepton.chargeMatched = generator.chargeMatched(i, event, pdgId[i]);
    }

    final int jet(int i) {
        return jetIndex[i];
    }
}
