package org.topcoffea.plugins.eft;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Events;
import org.topcoffea.spi.GeneratorWeights;
import org.topcoffea.spi.Sample;
import org.topcoffea.spi.UserError;
import org.topcoffea.spi.WeightVariation;

/**
 * The weights of the events of a range, nominal and varied: those of {@link GeneratorNorm} times the trigger prefiring of
 * Run 2.
 */
final class EventWeights {
    /** The category on the axis {@code systematic} of what is not varied. */
    static final String NOMINAL = "nominal";

    private static final String PREFIRING = "L1PreFiringWeight_";
    private static final WeightVariation[] VARIATIONS = WeightVariation.values();

    private final GeneratorNorm norm;
    private final float @Nullable [] prefiring;
    private final float @Nullable [] prefiringUp;
    private final float @Nullable [] prefiringDown;
    private final @Nullable GeneratorWeights generator;
    private final double[] ratios = new double[VARIATIONS.length];
    private final double[] weights;

    EventWeights(Events events, GeneratorNorm norm, boolean varied) {
        Sample sample = events.sample();
        boolean simulated = !sample.isData();
        boolean fired = simulated && events.has(PREFIRING + "Nom");
        this.norm = norm;
        prefiring = fired ? events.floats(PREFIRING + "Nom") : null;
        prefiringUp = fired && varied ? events.floats(PREFIRING + "Up") : null;
        prefiringDown = fired && varied ? events.floats(PREFIRING + "Dn") : null;
        generator = simulated && varied ? GeneratorWeights.of(events) : null;
        weights = new double[labels(simulated && varied).size()];
        if (generator != null) {
            for (WeightVariation variation : VARIATIONS) {
                ratios[variation.ordinal()] = sample.sumOfWeights() / varied(sample, variation);
            }
        }
    }

    /** The categories on the axis {@code systematic}, in the order of {@link #weight}. */
    static List<String> labels(boolean varied) {
        List<String> labels = new ArrayList<>(List.of(NOMINAL));
        if (varied) {
            for (WeightVariation variation : VARIATIONS) {
                labels.add(variation.label());
            }
            labels.add("PreFiringUp");
            labels.add("PreFiringDown");
        }
        return labels;
    }

    private static double varied(Sample sample, WeightVariation variation) {
        Double sum = sample.sumsOfWeights().get(variation.label());
        if (sum == null || sum == 0) {
            throw new AnalysisException(
                    UserError.BAD_SAMPLE,
                    "sample '" + sample.name() + "' has no nSumOfWeights_" + variation.label()
                            + ": run the processor sow on it, or leave out --do-systs");
        }
        return sum;
    }

    /** Computes the weights of an event. */
    void compute(int event) {
        double base = norm.weight(event);
        double nominal = base * (prefiring == null ? 1 : prefiring[event]);
        weights[0] = nominal;
        if (generator != null) {
            for (WeightVariation variation : VARIATIONS) {
                int i = variation.ordinal();
                weights[1 + i] = nominal * generator.factor(variation, event) * ratios[i];
            }
            weights[1 + VARIATIONS.length] = prefiringUp == null ? nominal : base * prefiringUp[event];
            weights[2 + VARIATIONS.length] = prefiringDown == null ? nominal : base * prefiringDown[event];
        }
    }

    /** The number of weights of each event. */
    int count() {
        return weights.length;
    }

    double weight(int i) {
        return weights[i];
    }
}
