package org.topcoffea.generate.internal;

import org.topcoffea.spi.ColumnType;

/** Columns of electrons. */
enum ElectronColumn implements Column {
    PT("pt", ColumnType.FLOAT32, 23, "transverse momentum [GeV]", false),
    ETA("eta", ColumnType.FLOAT32, 12, "pseudorapidity", false),
    PHI("phi", ColumnType.FLOAT32, 12, "azimuth [rad]", false),
    MASS("mass", ColumnType.FLOAT32, 10, "mass [GeV]", false),
    CHARGE("charge", ColumnType.INT32, 23, "electric charge", false),
    PDG_ID("pdgId", ColumnType.INT32, 23, "particle code of the assigned kind", false),
    DXY("dxy", ColumnType.FLOAT32, 10, "distance from the first vertex across the beam [cm]", false),
    DZ("dz", ColumnType.FLOAT32, 10, "distance from the first vertex along the beam [cm]", false),
    SIP3D("sip3d", ColumnType.FLOAT32, 10, "significance of the distance from the first vertex", false),
    MINI_ISO(
            "miniPFRelIso_all",
            ColumnType.FLOAT32,
            10,
            "relative isolation in a cone that shrinks with momentum",
            false),
    JET_REL_ISO("jetRelIso", ColumnType.FLOAT32, 8, "momentum of the jet around relative to this, minus one", false),
    MVA_TTH("mvaTTHUL", ColumnType.FLOAT32, 10, "score for prompt against other origin", false),
    JET_TAG("jetBTagDeepFlav", ColumnType.FLOAT32, 10, "DeepFlavour score of the jet around, 0 without", false),
    JET_INDEX("jetIdx", ColumnType.INT32, 23, "index of the jet around, -1 without", false),
    TIGHT_CHARGE("tightCharge", ColumnType.INT32, 23, "number of charge criteria met, 0 to 2", false),
    HOE("hoe", ColumnType.FLOAT32, 8, "energy in the hadronic relative to the electromagnetic calorimeter", false),
    DELTA_ETA_SC(
            "deltaEtaSC", ColumnType.FLOAT32, 10, "pseudorapidity of the supercluster minus that of the track", false),
    E_INV_MINUS_P_INV(
            "eInvMinusPInv", ColumnType.FLOAT32, 10, "1/E of the supercluster minus 1/p of the track [1/GeV]", false),
    SIEIE("sieie", ColumnType.FLOAT32, 10, "width of the cluster in pseudorapidity", false),
    LOST_HITS("lostHits", ColumnType.UINT8, 23, "missing inner hits", false),
    CONV_VETO("convVeto", ColumnType.BOOL, 23, "passes the conversion veto", false),
    MVA_WPL("mvaFall17V2noIso_WPL", ColumnType.BOOL, 23, "loose working point of the identification", false),
    MVA_WP90(
            "mvaFall17V2noIso_WP90",
            ColumnType.BOOL,
            23,
            "working point of 90 percent efficiency of the identification",
            false),
    GEN_INDEX("genPartIdx", ColumnType.INT32, 23, "index of the matched generated particle, -1 without", true),
    GEN_FLAVOUR(
            "genPartFlav",
            ColumnType.UINT8,
            23,
            "origin: 1 prompt, 15 from a tau lepton, 22 from a photon, 5 from b, 4 from c, 3 from light or unknown, 0"
                    + " unmatched",
            true);

    private final ColumnDescription description;

    ElectronColumn(String name, ColumnType type, int bits, String title, boolean simulated) {
        description = new ColumnDescription(name, type, bits, title, simulated);
    }

    @Override
    public ColumnDescription description() {
        return description;
    }
}
