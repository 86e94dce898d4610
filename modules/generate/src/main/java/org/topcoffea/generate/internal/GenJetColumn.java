package org.topcoffea.generate.internal;

import org.topcoffea.spi.ColumnType;

/** Columns of generated jets. */
enum GenJetColumn implements Column {
    PT("pt", ColumnType.FLOAT32, 23, "transverse momentum [GeV]", false),
    ETA("eta", ColumnType.FLOAT32, 12, "pseudorapidity", false),
    PHI("phi", ColumnType.FLOAT32, 12, "azimuth [rad]", false),
    MASS("mass", ColumnType.FLOAT32, 10, "mass [GeV]", false),
    PARTON("partonFlavour", ColumnType.INT32, 23, "flavour of the matched parton", true),
    HADRON("hadronFlavour", ColumnType.UINT8, 23, "flavour by matched hadrons: 5 b, 4 c, 0 light", true);

    private final ColumnDescription description;

    GenJetColumn(String name, ColumnType type, int bits, String title, boolean simulated) {
        description = new ColumnDescription(name, type, bits, title, simulated);
    }

    @Override
    public ColumnDescription description() {
        return description;
    }
}
