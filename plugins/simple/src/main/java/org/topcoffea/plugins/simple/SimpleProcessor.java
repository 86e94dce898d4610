package org.topcoffea.plugins.simple;

import java.util.List;
import org.topcoffea.hist.Axis;
import org.topcoffea.hist.DenseAxis;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.hist.EventCoefficients;
import org.topcoffea.hist.Histogram;
import org.topcoffea.hist.Storage;
import org.topcoffea.hist.WilsonCoefficients;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.EventProcessor;
import org.topcoffea.spi.Events;
import org.topcoffea.spi.Output;
import org.topcoffea.spi.Outputs;
import org.topcoffea.spi.Parameter;
import org.topcoffea.spi.ProcessorInfo;
import org.topcoffea.spi.Run;
import org.topcoffea.spi.Sample;
import org.topcoffea.spi.UserError;

/**
 * A first processor to read and to copy from: generated events with at least two leptons and two jets, without any
 * weights but the EFT coefficients.
 *
 * <p>Leptons are all entries of {@code GenPart} with the identity of an electron or a muon, whatever their status, with
 * pt &gt; 15 GeV and |η| &lt; 2.5. Jets are those of {@code GenJet} with pt &gt; 30 GeV and |η| &lt; 2.5 that are more
 * than ΔR = 0.4 away from each of these leptons. The category on the axis {@code process} is the name of the sample.
 */
public final class SimpleProcessor implements EventProcessor {
    private static final List<DenseAxis> AXES = List.of(
            Axis.regular("njets", "Jet multiplicity", 12, 0, 12),
            Axis.regular("j0pt", "$p_T$ of the leading jet [GeV]", 10, 0, 600),
            Axis.regular("j0eta", "$\\eta$ of the leading jet", 10, -3, 3),
            Axis.regular("l0pt", "$p_T$ of the leading lepton [GeV]", 15, 0, 400));
    private static final String CHANNEL = "2l";
    private static final String CUT = "2l";

    private WilsonCoefficients coefficients = WilsonCoefficients.NONE;

    /** Called by the runtime. */
    public SimpleProcessor() {}

    @Override
    public ProcessorInfo describe() {
        return new ProcessorInfo(
                "simple",
                "1.0",
                "Leptons and jets of generated events with at least two of each; a first processor to learn from.",
                List.of(new Parameter(
                        "do-errors",
                        Parameter.Type.FLAG,
                        "false",
                        "Also sum the squared weights, as quartic forms in the Wilson coefficients.")));
    }

    @Override
    public void start(Run run, Outputs outputs) {
        run.samples().forEach(SimpleProcessor::refuseData);
        coefficients = new WilsonCoefficients(run.wcNames());
        boolean errors = run.parameters().flag("do-errors");
        outputs.declare(
                "counts",
                () -> Histogram.of(
                        Storage.DOUBLE,
                        Axis.category("process"),
                        Axis.category("channel"),
                        Axis.category("cut"),
                        Axis.regular("counts", "Counts", 1, 0, 2)));
        for (DenseAxis axis : AXES) {
            outputs.declare(axis.name(), () -> {
                EftHistogram empty = EftHistogram.of(
                        coefficients, Axis.category("process"), Axis.category("channel"), Axis.category("cut"), axis);
                return errors ? empty.withSquaredWeights() : empty;
            });
        }
    }

    private static void refuseData(Sample sample) {
        if (sample.isData()) {
            throw new AnalysisException(
                    UserError.BAD_SAMPLE,
                    "sample '" + sample.name() + "' is data, which has no generated particles: leave it out");
        }
    }

    @Override
    public void process(Events events, Output output) {
        String sample = events.sample().name();
        Histogram.Block counts = output.get("counts", Histogram.class).block(sample, CHANNEL, CUT);
        EftHistogram.Block njets = block(output, "njets", sample);
        EftHistogram.Block j0pt = block(output, "j0pt", sample);
        EftHistogram.Block j0eta = block(output, "j0eta", sample);
        EftHistogram.Block l0pt = block(output, "l0pt", sample);
        EventCoefficients q = EventCoefficients.of(events, coefficients);
        GeneratedObjects objects = new GeneratedObjects(events);
        for (int e = 0; e < events.size(); e++) {
            objects.select(e);
            if (objects.leptons() < 2 || objects.jets() < 2) {
                continue;
            }
            q.at(e);
            counts.fill(1);
            q.fill(njets, objects.jets(), 1);
            q.fill(j0pt, objects.leadingJetPt(), 1);
            q.fill(j0eta, objects.leadingJetEta(), 1);
            q.fill(l0pt, objects.leadingLeptonPt(), 1);
        }
    }

    private static EftHistogram.Block block(Output output, String name, String sample) {
        return output.get(name, EftHistogram.class).block(sample, CHANNEL, CUT);
    }
}
