package org.topcoffea.plugins.sow;

import java.util.ArrayList;
import java.util.List;
import org.topcoffea.hist.Axis;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.hist.EventCoefficients;
import org.topcoffea.hist.WilsonCoefficients;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.EventProcessor;
import org.topcoffea.spi.Events;
import org.topcoffea.spi.GeneratorWeights;
import org.topcoffea.spi.Output;
import org.topcoffea.spi.Outputs;
import org.topcoffea.spi.Parameter;
import org.topcoffea.spi.ProcessorInfo;
import org.topcoffea.spi.Run;
import org.topcoffea.spi.Sample;
import org.topcoffea.spi.UserError;
import org.topcoffea.spi.WeightVariation;

/**
 * Sums the generator weights of simulated samples, nominal and for each variation of the generator's scales: the
 * denominators ({@code nSumOfWeights} and {@code nSumOfWeights_renormUp} …) of every normalisation.
 *
 * <p>Each histogram has one bin on [0, 2) which every event hits, and the name of the sample as its category. A sample
 * with EFT coefficients is summed as quadratic forms, whose Standard Model term is the sum; others by {@code genWeight}.
 */
public final class SowProcessor implements EventProcessor {
    private static final String NOMINAL = "SumOfWeights";
    private static final WeightVariation[] VARIATIONS = WeightVariation.values();

    private WilsonCoefficients coefficients = WilsonCoefficients.NONE;

    /** Called by the runtime. */
    public SowProcessor() {}

    @Override
    public ProcessorInfo describe() {
        return new ProcessorInfo(
                "sow",
                "1.0",
                "Sums of generator weights, nominal and with varied scales, to normalise simulated samples with.",
                List.of(new Parameter(
                        "do-errors",
                        Parameter.Type.FLAG,
                        "false",
                        "Also sum the squared weights, as quartic forms in the Wilson coefficients.")));
    }

    @Override
    public void start(Run run, Outputs outputs) {
        run.samples().forEach(SowProcessor::refuseData);
        coefficients = new WilsonCoefficients(run.wcNames());
        boolean errors = run.parameters().flag("do-errors");
        for (String name : names()) {
            outputs.declare(name, () -> {
                EftHistogram empty = EftHistogram.of(
                        coefficients,
                        Axis.category("process", "Process"),
                        Axis.regular(NOMINAL, "Sum of weights", 1, 0, 2));
                return errors ? empty.withSquaredWeights() : empty;
            });
        }
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>(List.of(NOMINAL));
        for (WeightVariation variation : VARIATIONS) {
            names.add(NOMINAL + '_' + variation.label());
        }
        return names;
    }

    private static void refuseData(Sample sample) {
        if (sample.isData()) {
            throw new AnalysisException(
                    UserError.BAD_SAMPLE,
                    "sample '" + sample.name() + "' is data, which has no generator weights: leave it out");
        }
    }

    @Override
    public void process(Events events, Output output) {
        refuseData(events.sample());
        String sample = events.sample().name();
        EftHistogram.Block nominal = block(output, NOMINAL, sample);
        EftHistogram.Block[] varied = new EftHistogram.Block[VARIATIONS.length];
        for (WeightVariation variation : VARIATIONS) {
            varied[variation.ordinal()] = block(output, NOMINAL + '_' + variation.label(), sample);
        }
        EventCoefficients q = EventCoefficients.of(events, coefficients);
        GeneratorWeights relative = GeneratorWeights.of(events);
        float[] genWeight = q.present() ? new float[0] : events.floats("genWeight");
        for (int e = 0; e < events.size(); e++) {
            q.at(e);
            double weight = q.present() ? 1 : genWeight[e];
            q.fill(nominal, 1, weight);
            for (WeightVariation variation : VARIATIONS) {
                q.fill(varied[variation.ordinal()], 1, weight * relative.factor(variation, e));
            }
        }
    }

    private static EftHistogram.Block block(Output output, String name, String sample) {
        return output.get(name, EftHistogram.class).block(sample);
    }
}
