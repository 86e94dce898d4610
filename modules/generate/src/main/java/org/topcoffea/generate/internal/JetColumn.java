package org.topcoffea.generate.internal;

import org.topcoffea.spi.ColumnType;

/** Columns of jets. */
enum JetColumn implements Column {
    PT("pt", ColumnType.FLOAT32, 10, "transverse momentum [GeV]", false),
    ETA("eta", ColumnType.FLOAT32, 12, "pseudorapidity", false),
    PHI("phi", ColumnType.FLOAT32, 12, "azimuth [rad]", false),
    MASS("mass", ColumnType.FLOAT32, 10, "mass [GeV]", false),
    AREA("area", ColumnType.FLOAT32, 10, "catchment area", false),
    RAW_FACTOR("rawFactor", ColumnType.FLOAT32, 6, "1 minus the factor to uncorrected momentum", false),
    TAG("btagDeepFlavB", ColumnType.FLOAT32, 10, "DeepFlavour score for b, bb and leptonic b", false),
    JET_ID("jetId", ColumnType.INT32, 23, "bits: 1 loose, 2 tight, 3 tight with lepton veto", false),
    PU_ID("puId", ColumnType.INT32, 23, "working points against pileup, bits", false),
    PARTON("partonFlavour", ColumnType.INT32, 23, "flavour of the matched parton", true),
    HADRON("hadronFlavour", ColumnType.INT32, 23, "flavour by matched hadrons: 5 b, 4 c, 0 light", true),
    GEN_INDEX("genJetIdx", ColumnType.INT32, 23, "index of the matched generated jet, -1 without", true);

    private final ColumnDescription description;

    JetColumn(String name, ColumnType type, int bits, String title, boolean simulated) {
        description = new ColumnDescription(name, type, bits, title, simulated);
    }

    @Override
    public ColumnDescription description() {
        return description;
    }
}
