package org.topcoffea.plugins.eft;

import org.jspecify.annotations.Nullable;
import org.topcoffea.hist.EventCoefficients;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Events;
import org.topcoffea.spi.Sample;
import org.topcoffea.spi.UserError;

/**
 * The generator weights of the events of a range, normalised to what is expected in data: for simulation cross section
 * times luminosity over the sum of generator weights, times the generator weight unless the EFT coefficients contain it;
 * for data 1. It needs one column of scalars at most.
 */
final class GeneratorNorm {
    private final boolean coefficients;
    private final double norm;
    private final float @Nullable [] genWeight;

    GeneratorNorm(Events events, Period period) {
        boolean simulated = !events.sample().isData();
        coefficients = events.has(EventCoefficients.COLUMN);
        norm = simulated ? norm(events.sample(), period) : 1;
        genWeight = simulated && !coefficients ? events.floats("genWeight") : null;
    }

    private static double norm(Sample sample, Period period) {
        double norm = 1000 * period.luminosity() * sample.crossSection() / sample.sumOfWeights();
        if (!Double.isFinite(norm)) {
            throw new AnalysisException(
                    UserError.BAD_SAMPLE,
                    "sample '" + sample.name() + "' cannot be normalised: nSumOfWeights is " + sample.sumOfWeights()
                            + " and xsec " + sample.crossSection());
        }
        return norm;
    }

    /** The weight of an event, to be multiplied with its coefficients if it has any. */
    double weight(int event) {
        return norm * (genWeight == null ? 1 : genWeight[event]);
    }

    /**
     * The weight of an event in the cut flow: 1 if it has coefficients, because those are not read of events that fail, and
     * the rows of a process have to compare with each other.
     */
    double counted(int event) {
        return coefficients ? 1 : weight(event);
    }
}
