package org.topcoffea.plan;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
 * @param plots whether all histograms are drawn
 * @param fastSums whether EFT histograms may add plain doubles, whose last digits depend on chunks and threads
 * @param batch the most events that the processor is given at once, at least 1
 * @param metadataCache whether the numbers of events of files are remembered between runs
 * @param quiet whether to show no progress
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
        boolean plots,
        boolean fastSums,
        int batch,
        boolean metadataCache,
        boolean quiet) {
    private static final Pattern PORTS = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");
    private static final int TEST_CHUNKSIZE = 10_000;
    private static final int TEST_CHUNKS = 2;
    private static final int MAXIMUM_WORKERS = 4096;
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
        Check check = new Check(settings, new Problems());
        Executor executor = check.executor();
        boolean test = settings.flag("test");
        check.ports();
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
                settings.flag("plots"),
                settings.flag("fast-sums"),
                (int) Math.min(MAXIMUM_BATCH, check.atLeastOne(RunOption.BATCH).orElse(1)),
                !settings.flag("no-metadata-cache"),
                settings.flag("quiet"));
        check.problems().throwIfAny();
        return options;
    }

    /** The rule by which files are cut. */
    public ChunkRule chunkRule() {
        return new ChunkRule(chunksize, alignClusters);
    }

    private record Check(Settings settings, Problems problems) {
        void report(RunOption option, String what) {
            String name = option.parameter().name();
            problems.add(
                    PlanError.BAD_OPTION_VALUE, settings.setting(name).origin() + ": option '" + name + "' " + what);
        }

        String text(RunOption option) {
            return settings.text(option.parameter().name());
        }

        Executor executor() {
            String name = text(RunOption.EXECUTOR).toLowerCase(Locale.ROOT).replace('-', '_');
            switch (name) {
                case "local", "futures":
                    return Executor.LOCAL;
                case "iterative":
                    return Executor.ITERATIVE;
                case "work_queue", "taskvine":
                    problems.add(
                            PlanError.BAD_OPTION_COMBINATION,
                            settings.setting("executor").origin() + ": executor '" + name
                                    + "' is not there yet; use local or iterative");
                    break;
                default:
                    List<String> known = List.of("local", "futures", "iterative");
                    String hint = Suggestions.hint(name, known);
                    report(RunOption.EXECUTOR, "must be local, futures or iterative, not '" + name + "'" + hint);
            }
            return Executor.LOCAL;
        }

        OptionalLong atLeastOne(RunOption option) {
            OptionalLong value = settings.integer(option.parameter().name());
            if (value.isPresent() && value.getAsLong() < 1) {
                report(option, "must be at least 1, not " + value.getAsLong());
            }
            return value;
        }

        OptionalInt workers() {
            OptionalLong value = atLeastOne(RunOption.NWORKERS);
            if (value.isPresent() && value.getAsLong() > MAXIMUM_WORKERS) {
                report(RunOption.NWORKERS, "must be at most " + MAXIMUM_WORKERS + ", not " + value.getAsLong());
                return OptionalInt.empty();
            }
            return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
        }

        String notBlank(RunOption option) {
            if (text(option).isBlank()) {
                report(option, "must not be empty");
            }
            return text(option);
        }

        String fileName(RunOption option) {
            String name = notBlank(option);
            if (name.contains("/") || name.contains("\0") || name.equals(".") || name.equals("..")) {
                report(option, "must be a plain name; the directory is given by --outpath, not '" + name + "'");
            }
            return name;
        }

        Path path(RunOption option, String text) {
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                report(option, "is not a path: " + e.getReason());
                return Path.of("");
            }
        }

        void ports() {
            Matcher matcher = PORTS.matcher(text(RunOption.PORT).strip());
            boolean valid = matcher.matches();
            if (valid) {
                int first = Integer.parseInt(matcher.group(1));
                int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
                valid = first >= 1 && first <= last && last <= 65_535;
            }
            if (!valid) {
                report(
                        RunOption.PORT,
                        "must be a port or a range of ports such as 9123-9130, not '" + text(RunOption.PORT) + "'");
            }
        }
    }
}
