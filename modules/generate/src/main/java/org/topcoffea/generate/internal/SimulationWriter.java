package org.topcoffea.generate.internal;

import org.jspecify.annotations.Nullable;
import org.topcoffea.root.writer.Branch;
import org.topcoffea.root.writer.BranchWriter;
import org.topcoffea.root.writer.TreeWriter;
import org.topcoffea.spi.ColumnType;

/** Writes the columns of weights, which simulated events only have. */
final class SimulationWriter {
    private static final double SAMPLE_EVENTS = 10_000;
    private static final double WEIGHT_SPREAD = 0.5;

    private final Dice dice;
    private final SampleKind kind;
    private final BranchWriter genWeight;
    private final BranchWriter trueInteractions;
    private final BranchWriter interactions;
    private final BranchWriter[] prefiring = new BranchWriter[3];
    private final BranchWriter showerCount;
    private final BranchWriter shower;
    private final BranchWriter scaleCount;
    private final BranchWriter scale;
    private final @Nullable EffectiveTheory theory;

    /** The columns of samples with Wilson coefficients. */
    private record EffectiveTheory(
            Amplitudes amplitudes,
            BranchWriter count,
            BranchWriter coefficients,
            long[] names,
            BranchWriter nameCount,
            BranchWriter nameColumn) {}

    /** Declares all branches. */
    SimulationWriter(TreeWriter tree, Dice dice, SampleKind kind) {
        this.dice = dice;
        this.kind = kind;
        genWeight = tree.branch(Branch.scalar("genWeight", ColumnType.FLOAT32).titled("generator weight"));
        trueInteractions = tree.branch(Branch.scalar("Pileup_nTrueInt", ColumnType.FLOAT32)
                .titled("mean number of interactions that the event's number is taken from"));
        interactions =
                tree.branch(Branch.scalar("Pileup_nPU", ColumnType.INT32).titled("number of pileup interactions"));
        String[] names = {"Nom", "Up", "Dn"};
        for (int i = 0; i < names.length; i++) {
            prefiring[i] = tree.branch(Branch.scalar("L1PreFiringWeight_" + names[i], ColumnType.FLOAT32)
                    .titled("correction for early firing of the trigger, " + names[i]));
        }
        showerCount = tree.branch(Branch.counter("nPSWeight", ColumnType.UINT32));
        shower = tree.branch(
                Branch.jagged("PSWeight", ColumnType.FLOAT32, "nPSWeight").titled(WeightSums.PARTON_SHOWER_TITLE));
        scaleCount = tree.branch(Branch.counter("nLHEScaleWeight", ColumnType.UINT32));
        scale = tree.branch(Branch.jagged("LHEScaleWeight", ColumnType.FLOAT32, "nLHEScaleWeight")
                .titled(WeightSums.SCALE_TITLE));
        theory = kind.wilsonCoefficients().isEmpty() ? null : theory(tree);
    }

    private EffectiveTheory theory(TreeWriter tree) {
        // One model for all files of a sample.
        Amplitudes amplitudes =
                new Amplitudes(kind.wilsonCoefficients(), new Dice(kind.name().hashCode(), 0, 0));
        return new EffectiveTheory(
                amplitudes,
                tree.branch(Branch.counter("nEFTfitCoefficients", ColumnType.UINT32)),
                tree.branch(Branch.jagged("EFTfitCoefficients", ColumnType.FLOAT32, "nEFTfitCoefficients")
                        .titled("weight as a quadratic form in the Wilson coefficients, rows of the lower triangle")),
                WilsonCoefficients.encode(kind.wilsonCoefficients()),
                tree.branch(Branch.counter("nWCnames", ColumnType.UINT32)),
                tree.branch(Branch.jagged("WCnames", ColumnType.INT64, "nWCnames")
                        .titled("names of the Wilson coefficients, four letters in each; a hyphen continues")));
    }

    /** Puts the values of one event and counts it. */
    void put(double pileup, double energy, WeightSums sums) {
        trueInteractions.put(Precision.round(pileup, 12));
        interactions.put(dice.poisson(pileup));
        double lost = Math.min(0.3, dice.exponential(0.01));
        prefiring[0].put(Precision.round(1 - lost, 12));
        prefiring[1].put(Precision.round(1 - 0.8 * lost, 12));
        prefiring[2].put(Precision.round(1 - 1.2 * lost, 12));
        sums.vary(dice);
        showerCount.put(sums.shower.length);
        shower.put(sums.shower, 0, sums.shower.length);
        scaleCount.put(sums.scale.length);
        scale.put(sums.scale, 0, sums.scale.length);
        double weight = kind.crossSection() / SAMPLE_EVENTS;
        if (theory == null) {
            float signed = (float) (dice.chance(kind.negative()) ? -weight : weight);
            genWeight.put(signed);
            sums.add(signed);
        } else {
            genWeight.put(1f);
            double spread = StrictMath.exp(WEIGHT_SPREAD * dice.gauss() - 0.5 * WEIGHT_SPREAD * WEIGHT_SPREAD);
            sums.add(putCoefficients(theory, weight * spread, energy));
        }
    }

    private float putCoefficients(EffectiveTheory columns, double weight, double energy) {
        columns.amplitudes().fill(dice, weight, energy);
        float[] coefficients = columns.amplitudes().coefficients();
        columns.count().put(coefficients.length);
        columns.coefficients().put(coefficients, 0, coefficients.length);
        columns.nameCount().put(columns.names().length);
        columns.nameColumn().put(columns.names(), 0, columns.names().length);
        return coefficients[0];
    }
}
