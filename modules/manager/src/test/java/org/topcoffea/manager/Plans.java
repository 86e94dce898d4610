package org.topcoffea.manager;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.topcoffea.plan.ChunkRule;
import org.topcoffea.plan.Dataset;
import org.topcoffea.runner.RunPlan;
import org.topcoffea.spi.Parameters;
import org.topcoffea.spi.Run;
import org.topcoffea.spi.Sample;

/** Plans to run over small event files. */
final class Plans {
    private Plans() {}

    static RunPlan plan(long chunk, boolean skipBadFiles, Dataset... datasets) {
        List<Sample> samples = List.of(datasets).stream().map(Dataset::sample).toList();
        Run run = new Run(samples, List.of(), new Parameters(List.of(), Map.of()));
        return new RunPlan(
                List.of(datasets),
                run,
                "jets",
                "Events",
                new ChunkRule(chunk, false),
                OptionalLong.empty(),
                skipBadFiles,
                true);
    }
}
