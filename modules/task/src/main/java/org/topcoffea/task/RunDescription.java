package org.topcoffea.task;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.topcoffea.plan.FileAccess;
import org.topcoffea.spi.Parameter;
import org.topcoffea.spi.Parameters;
import org.topcoffea.spi.Run;
import org.topcoffea.spi.Sample;
import org.topcoffea.task.internal.RunJson;

/**
 * What all tasks of a run have in common.
 *
 * @param runId tells the run from all others: letters, digits, {@code .}, {@code _} and {@code -}
 * @param processor the name of the processor
 * @param parameters the values of all its parameters as text
 * @param samples all samples of the run, in load order
 * @param wcNames the Wilson coefficients of the run, in order
 * @param tree the name of the tree in every file
 * @param batchLimit the most events that the processor is given at once
 * @param reproducible whether sums must not depend on the order of events, to the last bit
 * @param plugins the archives that hold the processor and the accumulators it needs
 * @param access how event files are reached; what to do about those that cannot be read is not told to workers
 */
public record RunDescription(
        String runId,
        String processor,
        Map<String, String> parameters,
        List<Sample> samples,
        List<String> wcNames,
        String tree,
        int batchLimit,
        boolean reproducible,
        List<PluginArchive> plugins,
        FileAccess access) {
    private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");
    private static final int SHORT = 16;

    /** Checks and copies. */
    public RunDescription {
        if (!RUN_ID.matcher(runId).matches()) {
            throw new IllegalArgumentException("'" + runId + "' cannot name a run");
        }
        if (batchLimit < 1) {
            throw new IllegalArgumentException("a batch of at most " + batchLimit + " events");
        }
        parameters = Map.copyOf(parameters);
        samples = List.copyOf(samples);
        wcNames = List.copyOf(wcNames);
        plugins = List.copyOf(plugins);
        access = access.withBadFiles(FileAccess.standard().badFiles());
    }

    /** A run that reaches its event files in the usual way. */
    public RunDescription(
            String runId,
            String processor,
            Map<String, String> parameters,
            List<Sample> samples,
            List<String> wcNames,
            String tree,
            int batchLimit,
            boolean reproducible,
            List<PluginArchive> plugins) {
        this(
                runId,
                processor,
                parameters,
                samples,
                wcNames,
                tree,
                batchLimit,
                reproducible,
                plugins,
                FileAccess.standard());
    }

    /**
     * What the processor is told.
     *
     * @param declared the parameters that the processor has
     * @throws org.topcoffea.spi.AnalysisException if the values do not suit them
     */
    public Run run(List<Parameter> declared) {
        return new Run(samples, wcNames, new Parameters(declared, new TreeMap<>(parameters)));
    }

    /** This description as JSON; equal ones give equal bytes. */
    public byte[] toJson() {
        return RunJson.bytes(this);
    }

    /**
     * Reads a description.
     *
     * @throws org.topcoffea.spi.AnalysisException {@link TaskError#MALFORMED} if it is none
     */
    public static RunDescription parse(byte[] json) {
        return RunJson.parse(json);
    }

    /** The name under which workers cache the description: {@code run-} and sixteen digits of the SHA-256 of its JSON. */
    public String cacheName() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(toJson());
            return "run-" + HexFormat.of().formatHex(hash).substring(0, SHORT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
