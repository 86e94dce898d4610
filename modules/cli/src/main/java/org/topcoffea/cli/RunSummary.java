package org.topcoffea.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.topcoffea.plan.Dataset;
import org.topcoffea.plan.FileMetadata;
import org.topcoffea.plan.MetadataCache;
import org.topcoffea.plugin.AvailableProcessor;
import org.topcoffea.runner.RunPlan;
import org.topcoffea.spi.Sample;

/** What is going to be done, in a table: one line for each sample. */
final class RunSummary {
    private final RunPlan plan;
    private final AvailableProcessor processor;
    private final MetadataCache cache;

    RunSummary(RunPlan plan, AvailableProcessor processor, MetadataCache cache) {
        this.plan = plan;
        this.processor = processor;
        this.cache = cache;
    }

    void print(Consumer<String> out) {
        out.accept(String.format(
                Locale.ROOT,
                "%-28s %-26s %-8s %-4s %12s %12s %14s %4s %6s %8s",
                "sample",
                "process",
                "year",
                "kind",
                "xsec [pb]",
                "events",
                "sum of weights",
                "WCs",
                "files",
                "~chunks"));
        long chunks = 0;
        long files = 0;
        for (Dataset dataset : plan.datasets()) {
            long estimate = estimate(dataset);
            chunks += estimate;
            files += dataset.files().size();
            out.accept(line(dataset, estimate));
        }
        out.accept(String.format(
                Locale.ROOT,
                "%d samples, %d files, about %d chunks of about %d events; processor %s %s",
                plan.datasets().size(),
                files,
                chunks,
                plan.chunks().target(),
                processor.name(),
                processor.info().version()));
        out.accept(
                plan.run().wcNames().isEmpty()
                        ? "No Wilson coefficients specified"
                        : plan.run().wcNames().size() + " Wilson coefficients: "
                                + String.join(", ", plan.run().wcNames()));
    }

    private String line(Dataset dataset, long chunks) {
        Sample sample = dataset.sample();
        return String.format(
                Locale.ROOT,
                "%-28s %-26s %-8s %-4s %12.5g %12d %14.6g %4d %6d %8d",
                sample.name(),
                sample.process(),
                sample.year(),
                sample.isData() ? "data" : sample.wcNames().isEmpty() ? "MC" : "EFT",
                sample.crossSection(),
                sample.events(),
                sample.sumOfWeights(),
                sample.wcNames().size(),
                dataset.files().size(),
                chunks);
    }

    /** From the numbers of events that are remembered, and the catalogue's for the files that nobody has counted. */
    private long estimate(Dataset dataset) {
        long average = Math.max(1, dataset.sample().events() / dataset.files().size());
        long chunks = 0;
        for (String file : dataset.files()) {
            Optional<FileMetadata> known = cache.get(file, plan.tree());
            chunks += plan.chunks().estimate(known.map(FileMetadata::entries).orElse(average));
        }
        return plan.chunkLimit().isPresent()
                ? Math.min(chunks, plan.chunkLimit().getAsLong())
                : chunks;
    }
}
