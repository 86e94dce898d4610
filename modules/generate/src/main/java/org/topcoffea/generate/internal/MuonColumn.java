package org.topcoffea.generate.internal;

import org.topcoffea.spi.ColumnType;

/** Columns of muons. */
enum MuonColumn implements Column {
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
    TIGHT_CHARGE("tightCharge", ColumnType.INT32, 23, "charge quality, 0 or 2", false),
    TRACKER_LAYERS("nTrackerLayers", ColumnType.INT32, 23, "layers of the tracker with hits", false),
    LOOSE_ID("looseId", ColumnType.BOOL, 23, "loose identification", false),
    MEDIUM_ID("mediumId", ColumnType.BOOL, 23, "medium identification", false),
    GEN_INDEX("genPartIdx", ColumnType.INT32, 23, "index of the matched generated particle, -1 without", true),
    GEN_FLAVOUR(
            "genPartFlav",
            ColumnType.UINT8,
            23,
            "origin: 1 prompt, 15 from a tau lepton, 22 from a photon, 5 from b, 4 from c, 3 from light or unknown, 0"
                    + " unmatched",
            true);

    private final ColumnDescription description;

    MuonColumn(String name, ColumnType type, int bits, String title, boolean simulated) {
        description = new ColumnDescription(name, type, bits, title, simulated);
    }

    @Override
    public ColumnDescription description() {
        return description;
    }
}
