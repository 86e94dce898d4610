package org.topcoffea.runner.internal.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.topcoffea.hist.EftHistogram;
import org.topcoffea.hist.Histogram;
import org.topcoffea.runner.RunResult;

/** {@code histograms.uhi.zip} and {@code histograms.root}. */
final class HistogramFiles {
    private final RunResult result;

    HistogramFiles(RunResult result) {
        this.result = result;
    }

    void writeTo(Path directory) throws IOException {
        Map<String, Histogram> ordinary = new LinkedHashMap<>();
        result.result().accumulators().asMap().forEach((name, accumulator) -> {
            switch (accumulator) {
                case Histogram histogram -> ordinary.put(name, histogram);
                case EftHistogram eft -> ordinary.put(name, eft.standardModel());
                default -> {
                    // cut flows and tables have files of their own
                }
            }
        });
        RootHistograms.write(directory.resolve("histograms.root"), new UUID(0, 0), ordinary);
    }
}
