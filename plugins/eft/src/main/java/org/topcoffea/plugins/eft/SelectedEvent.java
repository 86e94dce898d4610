package org.topcoffea.plugins.eft;

import java.util.Set;

/** What the categories ask of an event: multiplicities, charges, masses and generator matches. */
final class SelectedEvent {
    private static final double Z_MASS = 91.2;
    private static final Set<String> CONVERSIONS = Set.of(
            "TTGJets_centralUL16APV",
            "TTGJets_centralUL16",
            "TTGJets_centralUL17",
            "TTGJets_centralUL18",
            "ZGToLLG_centralUL16APV",
            "ZGToLLG_centralUL16",
            "ZGToLLG_centralUL17",
            "ZGToLLG_centralUL18",
            "TTGamma_centralUL16APV",
            "TTGamma_centralUL16",
            "TTGamma_centralUL17",
            "TTGamma_centralUL18");
    private static final Set<String> PROMPT_AND_CONVERSIONS = Set.of(
            "DY10to50_centralUL16APV",
            "DY50_centralUL16APV",
            "DY10to50_centralUL16",
            "DY50_centralUL16",
            "DYJetsToLL_centralUL17",
            "DY10to50_centralUL18",
            "DY50_centralUL18");

    private final boolean data;
    private final boolean wantsPrompt;
    private final boolean wantsConversion;
    private LeptonList leptons = new LeptonList();
    private int tight;
    private int jets;
    private int looseTags;
    private int mediumTags;

    SelectedEvent(boolean data, String process) {
        this.data = data;
        this.wantsConversion = CONVERSIONS.contains(process) || PROMPT_AND_CONVERSIONS.contains(process);
        this.wantsPrompt = !CONVERSIONS.contains(process);
    }

    void set(LeptonList fakeable, JetSelection goodJets) {
        leptons = fakeable;
        tight = 0;
        for (int i = 0; i < leptons.size(); i++) {
            tight += leptons.get(i).tight ? 1 : 0;
        }
        jets = goodJets.size();
        looseTags = goodJets.looseTags();
        mediumTags = goodJets.mediumTags();
    }

    boolean data() {
        return data;
    }

    int jets() {
        return jets;
    }

    int looseTags() {
        return looseTags;
    }

    int mediumTags() {
        return mediumTags;
    }

    /** At least one medium and two loose b-tags. */
    boolean tagged() {
        return mediumTags >= 1 && looseTags >= 2;
    }

    int charge(int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += leptons.get(i).charge;
        }
        return sum;
    }

    private boolean above(int i, float electronPt, float muonPt) {
        Lepton lepton = leptons.get(i);
        return lepton.conePt > (lepton.electron ? electronPt : muonPt);
    }

    /** Two leptons of sure charge, whatever their mass. */
    boolean twoLeptons() {
        if (leptons.size() < 2 || tight >= 3 || !above(0, 25, 25) || !above(1, 15, 15)) {
            return false;
        }
        for (int i = 0; i < 2; i++) {
            if (!leptons.get(i).strict || !leptons.get(i).sureCharge) {
                return false;
            }
        }
        return matched(2, true);
    }

    /** Two leptons of sure charge that are no pair of electrons from a Z boson. */
    boolean twoLeptonsNoZee() {
        boolean electrons = leptons.size() >= 2 && leptons.get(0).electron && leptons.get(1).electron;
        return twoLeptons() && !(electrons && Math.abs(leptons.get(0).mass(leptons.get(1)) - Z_MASS) <= 10);
    }

    boolean threeLeptons() {
        return leptons.size() >= 3
                && tight < 4
                && above(0, 25, 25)
                && above(1, 15, 15)
                && above(2, 15, 10)
                && strict(3)
                && matched(3, false);
    }

    boolean fourLeptons() {
        return leptons.size() >= 4
                && above(0, 25, 25)
                && above(1, 15, 15)
                && above(2, 15, 10)
                && above(3, 15, 10)
                && tight(4)
                && strict(4);
    }

    private boolean strict(int count) {
        for (int i = 0; i < count; i++) {
            if (!leptons.get(i).strict) {
                return false;
            }
        }
        return true;
    }

    /** Whether the leading leptons are all tight. */
    boolean tight(int count) {
        for (int i = 0; i < count; i++) {
            if (!leptons.get(i).tight) {
                return false;
            }
        }
        return true;
    }

    /** Whether the leading leptons of a simulated event come from where the process says they do. */
    private boolean matched(int count, boolean withCharge) {
        if (data) {
            return true;
        }
        boolean prompt = true;
        boolean conversion = false;
        for (int i = 0; i < count; i++) {
            Lepton lepton = leptons.get(i);
            prompt &= lepton.prompt && (!withCharge || lepton.chargeMatched);
            conversion |= lepton.conversion;
        }
        return (wantsPrompt && prompt) || (wantsConversion && conversion);
    }

    /** Whether a pair of opposite charge and same flavour among the leading leptons has the mass of the Z boson. */
    boolean onZ(int count) {
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                Lepton first = leptons.get(i);
                Lepton second = leptons.get(j);
                if (first.oppositeSameFlavour(second) && Math.abs(first.mass(second) - Z_MASS) < 10) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the two leading leptons have the same flavour, any charge, and a mass within 30 GeV of the Z boson. */
    boolean nearZAnyCharge() {
        Lepton first = leptons.get(0);
        Lepton second = leptons.get(1);
        return first.sameFlavour(second) && Math.abs(first.mass(second) - Z_MASS) < 30;
    }

    /** The number of muons among the leading leptons. */
    int muons(int count) {
        int muons = 0;
        for (int i = 0; i < count; i++) {
            muons += leptons.get(i).electron ? 0 : 1;
        }
        return muons;
    }
}
