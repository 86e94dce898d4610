package org.topcoffea.manager;

import java.util.List;
import java.util.function.LongPredicate;
import org.topcoffea.hist.Axis;
import org.topcoffea.hist.Histogram;
import org.topcoffea.hist.Storage;
import org.topcoffea.hist.Summation;
import org.topcoffea.spi.EventProcessor;
import org.topcoffea.spi.Events;
import org.topcoffea.spi.Output;
import org.topcoffea.spi.Outputs;
import org.topcoffea.spi.ProcessorInfo;
import org.topcoffea.spi.Run;

/** Fills jet momenta, and fails at events of choice. */
final class JetProcessor implements EventProcessor {
    private final LongPredicate failing;

    JetProcessor(LongPredicate failing) {
        this.failing = failing;
    }

    @Override
    public ProcessorInfo describe() {
        return new ProcessorInfo("jets", "1", "Jet momenta.", List.of());
    }

    @Override
    public void start(Run run, Outputs outputs) {
        outputs.declare(
                "pt",
                () -> Histogram.of(
                        Storage.WEIGHTED,
                        Summation.REPRODUCIBLE,
                        List.of(Axis.category("process"), Axis.regular("pt", "pt", 10, 0, 250))));
        outputs.declare("events", () -> Histogram.of(Storage.COUNT, Axis.regular("one", "one", 1, 0, 2)));
    }

    @Override
    public void process(Events events, Output output) {
        Histogram.Block block =
                output.get("pt", Histogram.class).block(events.sample().process());
        Histogram.Block counter = output.get("events", Histogram.class).block();
        long[] event = events.longs("event");
        float[] weight = events.floats("genWeight");
        int[] jets = events.offsets("Jet");
        float[] pt = events.floats("Jet_pt");
        for (int e = 0; e < events.size(); e++) {
            if (failing.test(event[e])) {
                throw new IllegalStateException("event " + event[e] + " is cursed");
            }
            counter.fill(1);
            for (int j = jets[e]; j < jets[e + 1]; j++) {
                block.fill(pt[j], weight[e]);
            }
        }
    }
}
