package org.topcoffea.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How to run, checked.
 *
 * @param files what to read, see {@link Inputs}
 * @param processor the name of the processor; empty if none was given
 * @param executor where to run
 * @param prefix is put before file names; may be empty
 * @param test whether this is a fast test, which fixes {@code chunksize}, {@code nchunks} and {@code nworkers}
 * @param pretend whether to stop before running
 * @param nworkers the number of threads, at least 1; empty for one on each core
 * @param chunksize the target number of events in a chunk, at least 1
 * @param nchunks the most chunks of one sample, at least 1; empty for all
 * @param alignClusters whether chunks end at cluster boundaries only
 * @param outname the name of the output, a plain file name
 * @param outpath the directory of the output
 * @param overwrite whether an output that exists is replaced
 * @param treename the name of the tree
 * @param wcList the Wilson coefficients; empty for those of the samples
 * @param plugins further plugin jars and directories
 * @param skipBadFiles whether files that cannot be opened are left out and reported
 * @param access how event files are reached, and what to do about those that cannot be
 * @param plots whether all histograms are drawn
 * @param fastSums whether EFT histograms may add plain doubles, whose last digits depend on chunks and threads
 * @param batch the most events that the processor is given at once, at least 1
 * @param metadataCache whether the numbers of events of files are remembered between runs
 * @param quiet whether to show no progress
 * @param manager how the manager of remote workers works
 */
public record RunOptions(
        List<String> files,
        String processor,
        Executor executor,
        String prefix,
        boolean test,
        boolean pretend,
        OptionalInt nworkers,
        long chunksize,
        OptionalLong nchunks,
        boolean alignClusters,
        String outname,
        Path outpath,
        boolean overwrite,
        String treename,
        List<String> wcList,
        List<Path> plugins,
        boolean skipBadFiles,
        FileAccess access,
        boolean plots,
        boolean fastSums,
        int batch,
        boolean metadataCache,
        boolean quiet,
        ManagerOptions manager) {
    private static final int TEST_CHUNKSIZE = 10_000;
    private static final int TEST_CHUNKS = 2;
    private static final int MAXIMUM_BATCH = 1 << 24;

    /** Copies the lists. */
    public RunOptions {
        files = List.copyOf(files);
        wcList = List.copyOf(wcList);
        plugins = List.copyOf(plugins);
    }

    /**
     * Checks the values of the run options.
     *
     * @param settings has at least all of {@link RunOption}
     * @throws PlanException with everything that does not fit, one line each
     */
    public static RunOptions of(Settings settings) {
        OptionCheck check = new OptionCheck(settings, new Problems());
        boolean test = settings.flag("test");
        Executor executor = test ? check.executorOfTest() : check.executor();
        RunOptions options = new RunOptions(
                settings.list("files"),
                settings.text("processor"),
                executor,
                settings.text("prefix"),
                test,
                settings.flag("pretend"),
                test ? OptionalInt.of(1) : check.workers(),
                test ? TEST_CHUNKSIZE : check.atLeastOne(RunOption.CHUNKSIZE).orElse(1),
                test ? OptionalLong.of(TEST_CHUNKS) : check.atLeastOne(RunOption.NCHUNKS),
                settings.flag("align-clusters"),
                check.fileName(RunOption.OUTNAME),
                check.path(RunOption.OUTPATH, settings.text("outpath")),
                settings.flag("overwrite"),
                check.notBlank(RunOption.TREENAME),
                settings.list("wc-list"),
                settings.list("plugins").stream()
                        .map(text -> check.path(RunOption.PLUGINS, text))
                        .toList(),
                settings.flag("skip-bad-files"),
                FileAccess.of(settings, check.problems()),
                settings.flag("plots"),
                settings.flag("fast-sums"),
                (int) Math.min(MAXIMUM_BATCH, check.atLeastOne(RunOption.BATCH).orElse(1)),
                !settings.flag("no-metadata-cache"),
                settings.flag("quiet"),
                ManagerOptions.of(check));
        check.problems().throwIfAny();
        return options;
    }

    /** The rule by which files are cut. */
    public ChunkRule chunkRule() {
        return new ChunkRule(chunksize, alignClusters);
    }
}
