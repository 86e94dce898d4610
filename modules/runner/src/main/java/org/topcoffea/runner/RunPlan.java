package org.topcoffea.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.topcoffea.plan.ChunkRule;
import org.topcoffea.plan.Dataset;
import org.topcoffea.plan.InputFile;
import org.topcoffea.spi.Run;

/**
 * What a run consists of, wherever it is executed.
 *
 * @param datasets the samples and their files
 * @param run what the processor is told
 * @param processor the name of the processor
 * @param tree the name of the tree in every file
 * @param chunks how files are cut
 * @param chunkLimit the most chunks of one sample; empty for all
 * @param skipBadFiles whether a file that cannot be opened is left out and reported, rather than ending the run
 * @param reproducible whether sums must not depend on the order of events, to the last bit
 */
public record RunPlan(
        List<Dataset> datasets,
        Run run,
        String processor,
        String tree,
        ChunkRule chunks,
        OptionalLong chunkLimit,
        boolean skipBadFiles,
        boolean reproducible) {
    /** Copies the list. */
    public RunPlan {
        datasets = List.copyOf(datasets);
    }

    /** All files, in load order. */
    public List<InputFile> files() {
        List<InputFile> files = new ArrayList<>();
        for (Dataset dataset : datasets) {
            dataset.files().forEach(file -> files.add(new InputFile(dataset.name(), file, tree)));
        }
        return files;
    }

    /** The parameters of the processor as text. */
    public Map<String, String> parameters() {
        return run.parameters().asMap();
    }
}
