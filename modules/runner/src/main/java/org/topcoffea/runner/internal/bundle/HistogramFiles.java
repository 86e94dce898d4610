package org.topcoffea.runner.internal.bundle;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.topcoffea.hist.SparseHistogram;
import org.topcoffea.interchange.RootHistogramFile;
import org.topcoffea.interchange.UhiWriter;
import org.topcoffea.runner.RunResult;

/** {@code histograms.uhi.zip} and {@code histograms.root}. */
final class HistogramFiles {
    private final RunResult result;

    HistogramFiles(RunResult result) {
        this.result = result;
    }

    void writeTo(Path directory) throws IOException {
        Map<String, SparseHistogram<?, ?>> histograms = new LinkedHashMap<>();
        result.result().accumulators().asMap().forEach((name, accumulator) -> {
            if (accumulator instanceof SparseHistogram<?, ?> histogram) {
                histograms.put(name, histogram);
            }
        });
        try (OutputStream out =
                        new BufferedOutputStream(Files.newOutputStream(directory.resolve("histograms.uhi.zip")));
                UhiWriter archive = new UhiWriter(out, result.complete())) {
            for (Map.Entry<String, SparseHistogram<?, ?>> entry : histograms.entrySet()) {
                archive.write(entry.getKey(), entry.getValue());
            }
        }
        RootHistogramFile.write(directory.resolve("histograms.root"), histograms);
    }
}
