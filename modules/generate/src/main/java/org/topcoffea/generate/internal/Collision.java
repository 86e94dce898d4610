package org.topcoffea.generate.internal;

/** One event as it is written: the collections and what belongs to the event as a whole. */
final class Collision {
    final Particles particles = new Particles();
    final Table electrons = new Table(ElectronColumn.values());
    final Table muons = new Table(MuonColumn.values());
    final Table taus = new Table(TauColumn.values());
    final Table jets = new Table(JetColumn.values());
    final Table genJets = new Table(GenJetColumn.values());
    final Table genParts = new Table(GenPartColumn.values());
    /** Missing transverse momentum and that of the pileup-suppressing kind, x and y, in GeV. */
    double metX;

    double metY;
    double puppiX;
    double puppiY;
    double pileup;
    final boolean[] paths = new boolean[Triggers.PATHS.size()];
}
