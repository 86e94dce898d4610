package org.topcoffea.plan;

import static org.topcoffea.spi.Parameter.Type.FLAG;
import static org.topcoffea.spi.Parameter.Type.INTEGER;
import static org.topcoffea.spi.Parameter.Type.LIST;
import static org.topcoffea.spi.Parameter.Type.TEXT;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.topcoffea.spi.Parameter;

/** The options of a run that do not belong to a processor: one declaration for command line, options file and help. */
public enum RunOption {
    /** What to read; the positional arguments. */
    FILES("files", "", LIST, "", "sample files (.json), cfg files, directories, or several separated by commas"),
    /** The processor. */
    PROCESSOR("processor", "", TEXT, "", "name of the processor; 'topcoffea plugins' lists them"),
    /** Where to run. */
    EXECUTOR(
            "executor", "x", TEXT, "local", "where to run: local (or futures): on all cores; iterative: on one thread"),
    /** Put before file names. */
    PREFIX("prefix", "r", TEXT, "", "put before every file name, for example root://host/"),
    /** A short test. */
    TEST("test", "t", FLAG, "false", "fast test: two chunks of 10000 events of each sample on one thread"),
    /** Stop before running. */
    PRETEND("pretend", "", FLAG, "false", "read and show the inputs and an estimate of chunks, run nothing"),
    /** Threads. */
    NWORKERS("nworkers", "n", INTEGER, "", "number of threads; default: one for each core"),
    /** Target size of chunks. */
    CHUNKSIZE("chunksize", "s", INTEGER, "100000", "target number of events in a chunk"),
    /** Limit of chunks for each sample. */
    NCHUNKS("nchunks", "c", INTEGER, "", "most chunks of one sample; default: all"),
    /** Cluster alignment. */
    ALIGN_CLUSTERS("align-clusters", "", FLAG, "false", "end chunks at cluster boundaries only"),
    /** Name of the output. */
    OUTNAME("outname", "o", TEXT, "plotsTopEFT", "name of the output"),
    /** Directory of the output. */
    OUTPATH("outpath", "p", TEXT, "histos", "directory of the output, made if it does not exist"),
    /** Replace an existing output. */
    OVERWRITE("overwrite", "", FLAG, "false", "replace an output that exists"),
    /** The tree. */
    TREENAME("treename", "", TEXT, "Events", "name of the tree"),
    /** Explicit Wilson coefficients. */
    WC_LIST("wc-list", "", LIST, "", "exactly these Wilson coefficients, in this order; default: those of all samples"),
    /** Plugin directories. */
    PLUGINS("plugins", "", LIST, "", "further plugin jars or directories"),
    /** Ports of a manager. */
    PORT("port", "", TEXT, "9123-9130", "port, or range of ports, for the manager of remote workers"),
    /** File of options. */
    OPTIONS("options", "", TEXT, "", "file of options (YAML or JSON); the command line wins"),
    /** What to do about files that cannot be opened. */
    SKIP_BAD_FILES(
            "skip-bad-files", "", FLAG, "false", "leave out files that cannot be opened; the result is partial then"),
    /** Pictures. */
    PLOTS("plots", "", FLAG, "false", "draw all histograms into plots/ of the output, as PNG and SVG"),
    /** How EFT histograms add. */
    FAST_SUMS(
            "fast-sums",
            "",
            FLAG,
            "false",
            "let EFT histograms add plain doubles, whose last digits depend on chunks and threads"),
    /** Size of the parts of a chunk. */
    BATCH("batch", "", INTEGER, "4096", "most events that the processor is given at once"),
    /** Forget what is known of files. */
    NO_METADATA_CACHE("no-metadata-cache", "", FLAG, "false", "count the events of all files again"),
    /** No progress. */
    QUIET("quiet", "q", FLAG, "false", "no progress, errors only");

    private final Parameter parameter;
    private final String shortForm;

    RunOption(String name, String shortForm, Parameter.Type type, String defaultValue, String help) {
        this.parameter = new Parameter(name, type, defaultValue, help);
        this.shortForm = shortForm;
    }

    /** Name, type, default and help. */
    public Parameter parameter() {
        return parameter;
    }

    /** The option as it is written on the command line, for example {@code --chunksize}. */
    public String spelling() {
        return "--" + parameter.name();
    }

    /** The short form, for example {@code -s}. */
    public Optional<String> shortSpelling() {
        return shortForm.isEmpty() ? Optional.empty() : Optional.of("-" + shortForm);
    }

    /** All of them, as {@link Settings#of} takes them. */
    public static List<Parameter> parameters() {
        return Arrays.stream(values()).map(RunOption::parameter).toList();
    }
}
