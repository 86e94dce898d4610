package org.topcoffea.generate.internal;

import java.util.Arrays;
import java.util.List;

/** The trigger paths of 2017 and when they fire. */
final class Triggers {
    static final List<String> PATHS = List.of(
            "IsoMu24",
            "IsoMu27",
            "Ele32_WPTight_Gsf",
            "Ele35_WPTight_Gsf",
            "Mu17_TrkIsoVVL_Mu8_TrkIsoVVL_DZ",
            "Mu17_TrkIsoVVL_Mu8_TrkIsoVVL_DZ_Mass3p8",
            "TripleMu_12_10_5",
            "Ele23_Ele12_CaloIdL_TrackIdL_IsoVL",
            "Ele23_Ele12_CaloIdL_TrackIdL_IsoVL_DZ",
            "Ele16_Ele12_Ele8_CaloIdL_TrackIdL",
            "Mu23_TrkIsoVVL_Ele12_CaloIdL_TrackIdL_IsoVL",
            "Mu23_TrkIsoVVL_Ele12_CaloIdL_TrackIdL_IsoVL_DZ",
            "Mu12_TrkIsoVVL_Ele23_CaloIdL_TrackIdL_IsoVL_DZ",
            "Mu8_TrkIsoVVL_Ele23_CaloIdL_TrackIdL_IsoVL_DZ",
            "Mu8_DiEle12_CaloIdL_TrackIdL",
            "Mu8_DiEle12_CaloIdL_TrackIdL_DZ",
            "DiMu9_Ele9_CaloIdL_TrackIdL_DZ");

    private static final double EFFICIENCY = 0.93;
    private static final double ISOLATED = 0.2;
    private static final int LEPTONS = 3;

    private final double[] muons = new double[LEPTONS];
    private final double[] electrons = new double[LEPTONS];

    /** Decides for an event whose leptons are in order of momentum. */
    void fire(Dice dice, Collision event) {
        leading(event.muons, MuonColumn.PT, MuonColumn.MINI_ISO, muons);
        leading(event.electrons, ElectronColumn.PT, ElectronColumn.MINI_ISO, electrons);
        boolean[] fires = event.paths;
        fires[0] = muons[0] > 24;
        fires[1] = muons[0] > 27;
        fires[2] = electrons[0] > 32;
        fires[3] = electrons[0] > 35;
        fires[4] = muons[0] > 17 && muons[1] > 8;
        fires[5] = fires[4];
        fires[6] = muons[0] > 12 && muons[1] > 10 && muons[2] > 5;
        fires[7] = electrons[0] > 23 && electrons[1] > 12;
        fires[8] = fires[7];
        fires[9] = electrons[0] > 16 && electrons[1] > 12 && electrons[2] > 8;
        fires[10] = muons[0] > 23 && electrons[0] > 12;
        fires[11] = fires[10];
        fires[12] = muons[0] > 12 && electrons[0] > 23;
        fires[13] = muons[0] > 8 && electrons[0] > 23;
        fires[14] = muons[0] > 8 && electrons[1] > 12;
        fires[15] = fires[14];
        fires[16] = muons[1] > 9 && electrons[0] > 9;
        for (int i = 0; i < fires.length; i++) {
            fires[i] = fires[i] ? dice.chance(EFFICIENCY) : dice.chance(1e-4);
        }
    }

    private static void leading(Table leptons, Column pt, Column isolation, double[] momenta) {
        Arrays.fill(momenta, 0);
        int found = 0;
        for (int i = 0; i < leptons.count() && found < momenta.length; i++) {
            if (leptons.get(isolation, i) < ISOLATED) {
                momenta[found++] = leptons.get(pt, i);
            }
        }
    }
}
