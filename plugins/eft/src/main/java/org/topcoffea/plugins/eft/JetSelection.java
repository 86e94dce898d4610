package org.topcoffea.plugins.eft;

import java.util.Arrays;
import org.topcoffea.spi.Collection;
import org.topcoffea.spi.Events;

/** The good jets of one event after the other: away from fakeable leptons, central, with pt above 30 GeV. */
final class JetSelection {
    private final int[] offsets;
    private final float[] pt;
    private final float[] eta;
    private final float[] phi;
    private final float[] tag;
    private final int[] id;
    private final Period period;
    private int[] good = new int[16];
    private int size;
    private int looseTags;
    private int mediumTags;
    private int leading;
    private double ht;

    JetSelection(Events events, Period period) {
        Collection jets = events.collection("Jet");
        offsets = jets.offsets();
        pt = jets.floats(jets.has("pt_nom") ? "pt_nom" : "pt");
        eta = jets.floats("eta");
        phi = jets.floats("phi");
        tag = jets.floats("btagDeepFlavB");
        id = jets.ints("jetId");
        this.period = period;
    }

    /** Selects the jets of an event. */
    void select(int event, LeptonList leptons) {
        size = 0;
        looseTags = 0;
        mediumTags = 0;
        ht = 0;
        int begin = offsets[event];
        for (int j = begin; j < offsets[event + 1]; j++) {
            if (pt[j] > 30 && Math.abs(eta[j]) < 2.4f && id[j] > 0 && !belongsToLepton(j - begin, leptons)) {
                add(j);
            }
        }
    }

    private static boolean belongsToLepton(int jet, LeptonList leptons) {
        for (int i = 0; i < leptons.size(); i++) {
            if (leptons.get(i).jet == jet) {
                return true;
            }
        }
        return false;
    }

    private void add(int j) {
        if (size == good.length) {
            good = Arrays.copyOf(good, 2 * size);
        }
        leading = size == 0 || pt[j] > pt[leading] ? j : leading;
        good[size++] = j;
        ht += pt[j];
        looseTags += isLooseTagged(j) ? 1 : 0;
        mediumTags += tag[j] > period.mediumTag() ? 1 : 0;
    }

    private boolean isLooseTagged(int j) {
        return tag[j] > period.looseTag();
    }

    /** The number of good jets. */
    int size() {
        return size;
    }

    int looseTags() {
        return looseTags;
    }

    int mediumTags() {
        return mediumTags;
    }

    /** The sum of the pt of all good jets. */
    double ht() {
        return ht;
    }

    float leadingPt() {
        return pt[leading];
    }

    float leadingEta() {
        return eta[leading];
    }

    float pt(int i) {
        return pt[good[i]];
    }

    boolean tagged(int i) {
        return isLooseTagged(good[i]);
    }

    double px(int i) {
        return pt[good[i]] * Math.cos(phi[good[i]]);
    }

    double py(int i) {
        return pt[good[i]] * Math.sin(phi[good[i]]);
    }
}
