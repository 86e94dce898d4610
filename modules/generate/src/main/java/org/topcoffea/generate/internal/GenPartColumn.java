package org.topcoffea.generate.internal;

import org.topcoffea.spi.ColumnType;

/** Columns of generated particles. */
enum GenPartColumn implements Column {
    PT("pt", ColumnType.FLOAT32, 8, "transverse momentum [GeV]", false),
    ETA("eta", ColumnType.FLOAT32, 10, "pseudorapidity", false),
    PHI("phi", ColumnType.FLOAT32, 10, "azimuth [rad]", false),
    MASS("mass", ColumnType.FLOAT32, 8, "mass [GeV]", false),
    PDG_ID("pdgId", ColumnType.INT32, 23, "particle code", true),
    MOTHER("genPartIdxMother", ColumnType.INT32, 23, "index of the mother, -1 without", true),
    STATUS("status", ColumnType.INT32, 23, "1 stable, others as in Pythia", true),
    FLAGS(
            "statusFlags",
            ColumnType.INT32,
            23,
            "bits: 0 isPrompt, 1 isDecayedLeptonHadron, 2 isTauDecayProduct, 3 isPromptTauDecayProduct, 4"
                + " isDirectTauDecayProduct, 5 isDirectPromptTauDecayProduct, 6 isDirectHadronDecayProduct, 7"
                + " isHardProcess, 8 fromHardProcess, 9 isHardProcessTauDecayProduct, 10"
                + " isDirectHardProcessTauDecayProduct, 11 fromHardProcessBeforeFSR, 12 isFirstCopy, 13 isLastCopy, 14"
                + " isLastCopyBeforeFSR",
            true);

    private final ColumnDescription description;

    GenPartColumn(String name, ColumnType type, int bits, String title, boolean simulated) {
        description = new ColumnDescription(name, type, bits, title, simulated);
    }

    @Override
    public ColumnDescription description() {
        return description;
    }
}
