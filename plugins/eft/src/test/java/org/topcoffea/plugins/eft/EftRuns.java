package org.topcoffea.plugins.eft;

import static org.topcoffea.plugins.eft.Collisions.jets;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.topcoffea.hist.Cutflow;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.plugins.eft.Collisions.L;
import org.topcoffea.spi.Sample;
import org.topcoffea.spi.test.TestEvents;
import org.topcoffea.spi.test.TestRun;
import org.topcoffea.spi.test.TestSample;

/** Runs of the processor and what they filled. */
final class EftRuns {
    private EftRuns() {}

    /** Normalised to weights of exactly 1. */
    static final Sample UNIT = TestSample.named("unit").sumOfWeights(41480).build();

    static final Map<String, String> DEFAULT = Map.of();

    static TestRun run(Map<String, String> parameters, TestEvents events) {
        return TestRun.start(new EftProcessor(), parameters, events.sample()).process(events);
    }

    static Set<String> categories(TestRun run, String name) {
        Set<String> categories = new TreeSet<>();
        for (EftHistogram.Block block : run.get(name, EftHistogram.class).filledBlocks()) {
            categories.add(block.categories().get(1) + " " + block.categories().get(3));
        }
        return categories;
    }

    static Set<String> categories(List<Collisions.J> jets, L... leptons) {
        return categories(DEFAULT, jets, leptons);
    }

    static Set<String> categories(Map<String, String> parameters, List<Collisions.J> jets, L... leptons) {
        return categories(
                run(parameters, new Collisions().event(jets, leptons).weight(1).build(UNIT)), "lj0pt");
    }

    static Cutflow.Row cutflow(TestRun run, String process) {
        return run.get("cutflow", Cutflow.class).row(process);
    }
}
