package org.topcoffea.generate.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.topcoffea.root.writer.Branch;
import org.topcoffea.root.writer.BranchWriter;
import org.topcoffea.root.writer.TreeWriter;
import org.topcoffea.spi.ColumnType;

/** Writes events in the columns of NanoAOD. */
final class EventWriter {
    private static final List<String> FILTERS = List.of(
            "goodVertices",
            "globalSuperTightHalo2016Filter",
            "HBHENoiseFilter",
            "HBHENoiseIsoFilter",
            "EcalDeadCellTriggerPrimitiveFilter",
            "BadPFMuonFilter",
            "ecalBadCalibFilter",
            "eeBadScFilter");
    private static final int BITS = 10;
    private static final double FILTER_LOSS = 5e-4;

    private final TreeWriter tree;
    private final Dice dice;
    private final Collision event;
    private final List<CollectionWriter> collections = new ArrayList<>();
    private final List<BranchWriter> numbers = new ArrayList<>();
    private final List<BranchWriter> paths = new ArrayList<>();
    private final List<BranchWriter> filters = new ArrayList<>();
    private final BranchWriter run;
    private final BranchWriter block;
    private final BranchWriter number;
    private final BranchWriter vertices;
    private final BranchWriter goodVertices;
    private final @Nullable SimulationWriter simulation;
    private int nextNumber;

    /** Declares all branches. */
    EventWriter(TreeWriter tree, Dice dice, Collision event, SampleKind kind) {
        this.tree = tree;
        this.dice = dice;
        this.event = event;
        boolean recorded = kind.recorded();
        run = tree.branch(Branch.scalar("run", ColumnType.UINT32).titled("run/i"));
        block = tree.branch(Branch.scalar("luminosityBlock", ColumnType.UINT32).titled("luminosityBlock/i"));
        number = tree.branch(Branch.scalar("event", ColumnType.UINT64).titled("event/l"));
        collection("Electron", "electrons above 5 GeV", event.electrons, recorded);
        collection("Muon", "muons above 3 GeV", event.muons, recorded);
        collection("Tau", "tau leptons that decay to hadrons, above 18 GeV", event.taus, recorded);
        collection("Jet", "jets of cone size 0.4 above 15 GeV", event.jets, recorded);
        if (!recorded) {
            collection("GenPart", "generated particles", event.genParts, false);
            collection("GenJet", "generated jets of cone size 0.4 above 10 GeV", event.genJets, false);
        }
        declareNumber("MET_pt", "missing transverse momentum [GeV]");
        declareNumber("MET_phi", "its azimuth [rad]");
        declareNumber("MET_MetUnclustEnUpDeltaX", "what more unclustered energy adds along x [GeV]");
        declareNumber("MET_MetUnclustEnUpDeltaY", "what more unclustered energy adds along y [GeV]");
        declareNumber("PuppiMET_pt", "missing transverse momentum with pileup suppressed [GeV]");
        declareNumber("PuppiMET_phi", "its azimuth [rad]");
        declareNumber("fixedGridRhoFastjetAll", "density of transverse momentum [GeV]");
        vertices = tree.branch(Branch.scalar("PV_npvs", ColumnType.INT32).titled("reconstructed vertices"));
        goodVertices =
                tree.branch(Branch.scalar("PV_npvsGood", ColumnType.INT32).titled("good reconstructed vertices"));
        for (String path : Triggers.PATHS) {
            paths.add(tree.branch(Branch.scalar("HLT_" + path, ColumnType.BOOL).titled("Trigger/flag bit")));
        }
        for (String filter : FILTERS) {
            filters.add(
                    tree.branch(Branch.scalar("Flag_" + filter, ColumnType.BOOL).titled("Trigger/flag bit")));
        }
        simulation = recorded ? null : new SimulationWriter(tree, dice, kind);
    }

    private void collection(String name, String title, Table table, boolean recorded) {
        collections.add(new CollectionWriter(tree, name, title, table, recorded));
    }

    private void declareNumber(String name, String title) {
        numbers.add(tree.branch(Branch.scalar(name, ColumnType.FLOAT32).titled(title)));
    }

    /**
     * Writes the event.
     *
     * @param energy the scale of its hard process in GeV
     */
    void write(int runNumber, long blockNumber, long eventNumber, double energy, WeightSums sums) {
        run.put(runNumber);
        block.put(blockNumber);
        number.put(eventNumber);
        if (simulation != null) {
            fillParticles();
        }
        for (CollectionWriter collection : collections) {
            collection.put();
        }
        putMomenta();
        int seen = (int) Math.max(1, event.pileup * 0.75 + dice.gauss(0, 3));
        vertices.put(seen);
        goodVertices.put((int) Math.max(1, seen * 0.8));
        for (int i = 0; i < paths.size(); i++) {
            paths.get(i).put(event.paths[i]);
        }
        for (BranchWriter filter : filters) {
            filter.put(!dice.chance(FILTER_LOSS));
        }
        if (simulation != null) {
            simulation.put(event.pileup, energy, sums);
        } else {
            sums.addRecorded();
        }
        tree.fill();
    }

    private void fillParticles() {
        Particles particles = event.particles;
        Table table = event.genParts;
        table.clear();
        for (int i = 0; i < particles.count; i++) {
            int row = table.add();
            table.set(GenPartColumn.PT, row, particles.pt(i));
            table.set(GenPartColumn.ETA, row, particles.eta(i));
            table.set(GenPartColumn.PHI, row, particles.phi(i));
            // Masses that follow from the kind of particle are left at zero, as in NanoAOD.
            table.set(GenPartColumn.MASS, row, particles.mass[i] > 10 ? particles.mass[i] : 0);
            table.set(GenPartColumn.PDG_ID, row, particles.pdgId[i]);
            table.set(GenPartColumn.MOTHER, row, particles.mother[i]);
            table.set(GenPartColumn.STATUS, row, particles.status[i]);
            table.set(GenPartColumn.FLAGS, row, particles.flags[i]);
        }
    }

    private void putMomenta() {
        nextNumber = 0;
        putVector(event.metX, event.metY);
        putNumber(dice.gauss(0, 4));
        putNumber(dice.gauss(0, 4));
        putVector(event.puppiX, event.puppiY);
        putNumber(Math.max(0.5, event.pileup * 0.62 + dice.gauss(0, 3)));
    }

    private void putVector(double x, double y) {
        putNumber(Math.sqrt(x * x + y * y));
        putNumber(StrictMath.atan2(y, x));
    }

    private void putNumber(double value) {
        numbers.get(nextNumber++).put(Precision.round(value, BITS));
    }
}
