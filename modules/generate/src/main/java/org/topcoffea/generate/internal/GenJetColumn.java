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

    private final String column;
    private final ColumnType type;
    private final int bits;
    private final String title;
    private final boolean simulated;

    GenJetColumn(String column, ColumnType type, int bits, String title, boolean simulated) {
        this.column = column;
        this.type = type;
        this.bits = bits;
        this.title = title;
        this.simulated = simulated;
    }

    @Override
    public String column() {
        return column;
    }

    @Override
    public ColumnType type() {
        return type;
    }

    @Override
    public int bits() {
        return bits;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public boolean simulated() {
        return simulated;
    }
}
