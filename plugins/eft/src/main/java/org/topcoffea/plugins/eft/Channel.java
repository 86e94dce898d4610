package org.topcoffea.plugins.eft;

import java.util.function.Predicate;

/** The lepton channels of the signal regions (TOP-22-006) and of the control regions, with their jet multiplicities. */
enum Channel {
    SS_P("2lss_p", Region.SAME_SIGN, 4, 7, e -> ss(e) && e.charge(1) > 0 && e.tagged() && e.mediumTags() < 3),
    SS_M("2lss_m", Region.SAME_SIGN, 4, 7, e -> ss(e) && e.charge(1) < 0 && e.tagged() && e.mediumTags() < 3),
    SS_4T_P("2lss_4t_p", Region.SAME_SIGN, 4, 7, e -> ss(e) && e.charge(1) > 0 && e.tagged() && e.mediumTags() >= 3),
    SS_4T_M("2lss_4t_m", Region.SAME_SIGN, 4, 7, e -> ss(e) && e.charge(1) < 0 && e.tagged() && e.mediumTags() >= 3),
    ON_Z_1B("3l_onZ_1b", Region.THREE, 2, 5, e -> e.threeLeptons() && e.onZ(3) && e.mediumTags() == 1),
    ON_Z_2B("3l_onZ_2b", Region.THREE, 2, 5, e -> e.threeLeptons() && e.onZ(3) && e.mediumTags() >= 2),
    P_OFF_Z_1B("3l_p_offZ_1b", Region.THREE, 2, 5, e -> offZ(e) && e.charge(3) > 0 && e.mediumTags() == 1),
    M_OFF_Z_1B("3l_m_offZ_1b", Region.THREE, 2, 5, e -> offZ(e) && e.charge(3) < 0 && e.mediumTags() == 1),
    P_OFF_Z_2B("3l_p_offZ_2b", Region.THREE, 2, 5, e -> offZ(e) && e.charge(3) > 0 && e.mediumTags() >= 2),
    M_OFF_Z_2B("3l_m_offZ_2b", Region.THREE, 2, 5, e -> offZ(e) && e.charge(3) < 0 && e.mediumTags() >= 2),
    FOUR("4l", Region.FOUR, 2, 4, e -> e.fourLeptons() && e.tagged()),

    CR_SS("2lss_CR", Region.SAME_SIGN, 1, 3, false, e -> ss(e) && e.charge(1) != 0 && e.mediumTags() == 1),
    CR_FLIP(
            "2lss_CRflip",
            Region.SAME_SIGN,
            Integer.MIN_VALUE,
            3,
            false,
            e -> e.twoLeptons() && e.muons(2) == 0 && e.nearZAnyCharge()),
    CR_3L("3l_CR", Region.THREE, 0, 1, true, e -> e.threeLeptons() && e.mediumTags() == 0),
    CR_TT(
            "2los_CRtt",
            Region.OPPOSITE_SIGN,
            2,
            2,
            false,
            e -> e.twoLeptons() && e.charge(2) == 0 && e.muons(2) == 1 && e.mediumTags() == 2),
    CR_Z(
            "2los_CRZ",
            Region.OPPOSITE_SIGN,
            0,
            0,
            true,
            e -> e.twoLeptons() && e.charge(2) == 0 && e.onZ(2) && e.mediumTags() == 0);

    /** The number of jets that stands for a category without jet multiplicity, as the histogram of that number needs. */
    static final int ANY_JETS = -1;

    private static final String[] FLAVOURS_2 = {"ee", "em", "mm"};
    private static final String[] FLAVOURS_3 = {"eee", "eem", "emm", "mmm"};

    private final String label;
    private final Region region;
    private final int leastJets;
    private final int mostJets;
    private final boolean more;
    private final Predicate<SelectedEvent> cuts;

    /** A signal channel: its highest jet multiplicity stands for all higher ones, too. */
    Channel(String label, Region region, int leastJets, int mostJets, Predicate<SelectedEvent> cuts) {
        this(label, region, leastJets, mostJets, true, cuts);
    }

    Channel(String label, Region region, int leastJets, int mostJets, boolean more, Predicate<SelectedEvent> cuts) {
        this.label = label;
        this.region = region;
        this.leastJets = leastJets;
        this.mostJets = mostJets;
        this.more = more;
        this.cuts = cuts;
    }

    private static boolean ss(SelectedEvent event) {
        return event.twoLeptonsNoZee();
    }

    private static boolean offZ(SelectedEvent event) {
        return event.threeLeptons() && !event.onZ(3);
    }

    String label() {
        return label;
    }

    Region region() {
        return region;
    }

    boolean control() {
        return label.contains("CR");
    }

    boolean pass(SelectedEvent event) {
        return cuts.test(event);
    }

    /** The jet multiplicity that names the category of an event with that many jets, or {@link #ANY_JETS} if none does. */
    int jetBin(int jets) {
        if (jets > mostJets) {
            return more ? mostJets : ANY_JETS;
        }
        // Without a lower bound, the only category stands for all smaller numbers of jets.
        return leastJets == Integer.MIN_VALUE ? mostJets : jets >= leastJets ? jets : ANY_JETS;
    }

    /** The flavours of the leading leptons; one of four leptons stands for all. */
    String flavour(int muons) {
        return switch (region.leptons()) {
            case 2 -> FLAVOURS_2[muons];
            case 3 -> FLAVOURS_3[muons];
            default -> "llll";
        };
    }

    /** The category on the axis {@code channel}: {@code 3l_emm_p_offZ_1b_5j}. */
    String category(String flavour, int jetBin) {
        int split = label.indexOf('_');
        String first = split < 0 ? label : label.substring(0, split);
        String rest = split < 0 ? "" : label.substring(split);
        return first + (flavour.isEmpty() ? "" : "_" + flavour) + rest + (jetBin == ANY_JETS ? "" : "_" + jetBin + "j");
    }
}
