package org.topcoffea.plan;

import static org.topcoffea.spi.Parameter.Type.FLAG;
import static org.topcoffea.spi.Parameter.Type.INTEGER;
import static org.topcoffea.spi.Parameter.Type.LIST;
import static org.topcoffea.spi.Parameter.Type.NUMBER;
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
            "executor",
            "x",
            TEXT,
            "work_queue",
            "where to run: work_queue: on workers that connect; local (or futures): on all cores; iterative: on one"
                    + " thread"),
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
    /** Plugins that are used from their sources. */
    PLUGIN_SOURCE(
            "plugin-source", "", LIST, "", "Maven projects of plugins, each built anew when its files have changed"),
    /** What to do with sources that changed. */
    UNSTAGED(
            "unstaged",
            "",
            TEXT,
            "rebuild",
            "changed plugin sources: rebuild them; warn and use the last build; fail if not committed; or reuse"),
    /** Ports of a manager. */
    PORT("port", "", TEXT, "9123-9130", "port of the manager, or range of ports of which the first free one is taken"),
    /** Name of the manager. */
    MANAGER_NAME(
            "manager-name",
            "M",
            TEXT,
            "${USER}-workqueue-coffea",
            "name by which workers find the manager in a catalog"),
    /** Catalog servers. */
    CATALOG("catalog", "C", TEXT, "", "catalog servers, host[:port],...; default: $CATALOG_HOST; none when not set"),
    /** Shared secret. */
    PASSWORD_FILE("password-file", "P", TEXT, "", "file with the secret that workers must know"),
    /** Encryption. */
    SSL("ssl", "", FLAG, "false", "encrypt all connections; without a key and certificate, with new ones for this run"),
    /** Key. */
    SSL_KEY("ssl-key", "", TEXT, "", "private key of the manager (PEM)"),
    /** Certificate. */
    SSL_CERT("ssl-cert", "", TEXT, "", "certificate of the manager (PEM)"),
    /** Credentials of the user. */
    CREDENTIALS_TO_WORKERS(
            "credentials-to-workers",
            "",
            TEXT,
            "ours",
            "who is sent your proxy certificate and token when files are on servers: ours: workers of this program;"
                    + " all: other workers, too; none; always over encrypted connections (--ssl) only"),
    /** Cores of a task. */
    CORES("cores", "", INTEGER, "1", "cores that a task may use"),
    /** Memory of a task. */
    MEMORY("memory", "", INTEGER, "", "MB of memory that a task may use at most; default: learnt"),
    /** Disk of a task. */
    DISK("disk", "", INTEGER, "", "MB of disk that a task may use at most; default: learnt"),
    /** How allocations are learnt. */
    RESOURCE_MODE(
            "resource-mode", "", TEXT, "max-seen", "how much tasks get: fixed, max-seen, max-throughput, min-waste"),
    /** Smaller chunks. */
    SPLIT_ON_EXHAUSTION(
            "split-on-exhaustion", "", FLAG, "true", "cut a chunk whose task needs more than it may use, and go on"),
    /** Stragglers. */
    FAST_TERMINATE(
            "fast-terminate",
            "",
            NUMBER,
            "0",
            "give a task to another worker when it runs this many times longer than usual"),
    /** Attempts. */
    RETRIES("retries", "", INTEGER, "5", "how often a task is tried again after failures that may pass"),
    /** Merging on workers. */
    CHUNKS_PER_ACCUM("chunks-per-accum", "", INTEGER, "25", "results that a worker merges before they travel"),
    /** Duration of tasks. */
    TARGET_SECONDS("target-seconds", "", INTEGER, "", "change the size of chunks so that a task takes this long"),
    /** Memory of tasks. */
    TARGET_MEMORY("target-memory", "", INTEGER, "", "change the size of chunks so that a task needs this many MB"),
    /** Workers on this machine. */
    LOCAL_WORKERS("local-workers", "", INTEGER, "0", "start this many workers on this machine"),
    /** Go on with an earlier run. */
    RESUME("resume", "", FLAG, "false", "continue a run of the same output that was interrupted"),
    /** Log of messages. */
    DEBUG_LOG("debug-log", "", TEXT, "debug.log", "file for what manager and workers say to each other; '' for none"),
    /** Log of statistics. */
    STATS_LOG("stats-log", "", TEXT, "stats.log", "file for statistics over time; '' for none"),
    /** Log of transactions. */
    TRANSACTIONS_LOG("transactions-log", "", TEXT, "tr.log", "file for what happens to tasks and workers; '' for none"),
    /** Log of tasks. */
    TASKS_LOG("tasks-log", "", TEXT, "tasks.log", "file with a line for each task; '' for none"),
    /** File of options. */
    OPTIONS("options", "", TEXT, "", "file of options (YAML or JSON); the command line wins"),
    /** What to do about files that cannot be opened. */
    SKIP_BAD_FILES(
            "skip-bad-files", "", FLAG, "false", "leave out files that cannot be opened; the result is partial then"),
    /** What to do about files that cannot be read, by kind. */
    BAD_FILES(
            "bad-files",
            "",
            LIST,
            "",
            "what to do about files that cannot be read: abort (default), skip or retry; for all kinds of failure, or"
                    + " by kind: missing=skip,denied=abort,corrupt=skip,timeout=retry,unsupported=abort"),
    /** How many files may be left out. */
    MAX_BAD_FILES(
            "max-bad-files",
            "",
            TEXT,
            "",
            "end the run when more files than that had to be left out: a number, or a percentage such as 1%"),
    /** Other places of files. */
    FALLBACK_PREFIX(
            "fallback-prefix",
            "",
            LIST,
            "",
            "where remote files may be, too: each is put before the path of a URL when its own server fails"),
    /** Patience with servers. */
    READ_TIMEOUT("read-timeout", "", INTEGER, "60", "seconds without a byte from a server after which it is given up"),
    /** Patience with servers. */
    READ_ATTEMPTS("read-attempts", "", INTEGER, "5", "how often something is asked of servers before it has failed"),
    /** Decompressed columns on disk. */
    COLUMN_CACHE(
            "column-cache",
            "",
            TEXT,
            "",
            "keep what is read and decompressed in this directory for the next run: DIR, or DIR:SIZE such as"
                    + " /scratch/columns:50G (default 10G)"),
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
