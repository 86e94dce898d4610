package org.topcoffea.task.internal;

import java.util.List;
import org.topcoffea.hist.Axis;
import org.topcoffea.hist.DenseAxis;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.hist.EventCoefficients;
import org.topcoffea.hist.Histogram;
import org.topcoffea.hist.Storage;
import org.topcoffea.hist.Summation;
import org.topcoffea.hist.WilsonCoefficients;
import org.topcoffea.spi.AccumulatorType;
import org.topcoffea.spi.EventProcessor;
import org.topcoffea.spi.Events;
import org.topcoffea.spi.Output;
import org.topcoffea.spi.Outputs;
import org.topcoffea.spi.ProcessorInfo;
import org.topcoffea.spi.Run;

/** Reads all columns of {@link RehearsalEvents} and fills histograms of both kinds in several categories. */
public final class RehearsalProcessor implements EventProcessor {
    private static final List<DenseAxis> AXES =
            List.of(Axis.regular("pt", "pt", 20, 0, 200), Axis.variable("sum", "sum", 0, 50, 100, 200, 400));
    private static final String[] MULTIPLICITIES = {"0", "1", "2", "3", "4", "5"};

    private WilsonCoefficients coefficients = WilsonCoefficients.NONE;

    /** Not started yet. */
    public RehearsalProcessor() {}

    /** The types of what it fills. */
    public static AccumulatorType<?> type(String name) {
        List<AccumulatorType<?>> types = List.of(new EftHistogram.Type(), new Histogram.Type());
        return types.stream()
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name));
    }

    @Override
    public ProcessorInfo describe() {
        return new ProcessorInfo("rehearsal", "1", "Nothing that anybody wants to know.", List.of());
    }

    @Override
    public void start(Run run, Outputs outputs) {
        coefficients = new WilsonCoefficients(run.wcNames());
        outputs.declare(
                "counts",
                () -> Histogram.of(
                        Storage.WEIGHTED,
                        Summation.REPRODUCIBLE,
                        List.of(Axis.category("process"), Axis.integer("jets", "jets", 0, 10))));
        for (DenseAxis axis : AXES) {
            outputs.declare(
                    axis.name(),
                    () -> EftHistogram.of(coefficients, Axis.category("process"), Axis.category("jets"), axis));
        }
    }

    @Override
    public void process(Events events, Output output) {
        Histogram.Block counts = output.get("counts", Histogram.class).block("rehearsal");
        EftHistogram first = output.get(AXES.get(0).name(), EftHistogram.class);
        EftHistogram second = output.get(AXES.get(1).name(), EftHistogram.class);
        EventCoefficients q = EventCoefficients.of(events, coefficients);
        float[] weight = events.floats("genWeight");
        byte[] trigger = events.bytes("HLT_Any");
        int[] jets = events.offsets("Jet");
        Columns columns = new Columns(events);
        for (int e = 0; e < events.size(); e++) {
            if (trigger[e] == 0) {
                continue;
            }
            int multiplicity = jets[e + 1] - jets[e];
            String category = MULTIPLICITIES[Math.min(multiplicity, MULTIPLICITIES.length - 1)];
            double sum = columns.sum(e);
            q.at(e);
            counts.fill((double) multiplicity, weight[e]);
            q.fill(first.block("rehearsal", category), sum / (multiplicity + 1), weight[e]);
            q.fill(second.block("rehearsal", category), sum, weight[e]);
        }
    }

    /** All columns of all collections. */
    private static final class Columns {
        private final int[][] offsets;
        private final float[][][] values;

        Columns(Events events) {
            offsets = RehearsalEvents.COLLECTIONS.stream().map(events::offsets).toArray(int[][]::new);
            values = RehearsalEvents.COLLECTIONS.stream()
                    .map(name -> RehearsalEvents.COLUMNS.stream()
                            .map(column -> events.floats(name + "_" + column))
                            .toArray(float[][]::new))
                    .toArray(float[][][]::new);
        }

        double sum(int event) {
            double sum = 0;
            for (int c = 0; c < offsets.length; c++) {
                for (float[] column : values[c]) {
                    for (int i = offsets[c][event]; i < offsets[c][event + 1]; i++) {
                        sum += column[i];
                    }
                }
            }
            return sum;
        }
    }
}
