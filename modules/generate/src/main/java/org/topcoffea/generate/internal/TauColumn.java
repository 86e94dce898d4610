package org.topcoffea.generate.internal;

import org.topcoffea.spi.ColumnType;

/** Columns of tau leptons that decay to hadrons. */
enum TauColumn implements Column {
    PT("pt", ColumnType.FLOAT32, 10, "transverse momentum [GeV]", false),
    ETA("eta", ColumnType.FLOAT32, 12, "pseudorapidity", false),
    PHI("phi", ColumnType.FLOAT32, 12, "azimuth [rad]", false),
    MASS("mass", ColumnType.FLOAT32, 10, "mass [GeV]", false),
    CHARGE("charge", ColumnType.INT32, 23, "electric charge", false),
    DECAY_MODE("decayMode", ColumnType.INT32, 23, "five times charged particles minus five, plus neutral ones", false),
    DXY("dxy", ColumnType.FLOAT32, 10, "distance of the leading track across the beam [cm]", false),
    DZ("dz", ColumnType.FLOAT32, 10, "distance of the leading track along the beam [cm]", false),
    VS_JET("idDeepTau2017v2p1VSjet", ColumnType.UINT8, 23, "bits of working points against jets", false),
    VS_E("idDeepTau2017v2p1VSe", ColumnType.UINT8, 23, "bits of working points against electrons", false),
    VS_MU("idDeepTau2017v2p1VSmu", ColumnType.UINT8, 23, "bits of working points against muons", false),
    JET_INDEX("jetIdx", ColumnType.INT32, 23, "index of the jet around, -1 without", false),
    GEN_FLAVOUR(
            "genPartFlav",
            ColumnType.UINT8,
            23,
            "origin: 5 tau lepton, 1 and 2 prompt electron and muon, 0 unmatched",
            true);

    private final ColumnDescription description;

    TauColumn(String name, ColumnType type, int bits, String title, boolean simulated) {
        description = new ColumnDescription(name, type, bits, title, simulated);
    }

    @Override
    public ColumnDescription description() {
        return description;
    }
}
