package org.topcoffea.runner;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Blame;

/**
 * Why a range of events is missing.
 *
 * @param blame who or what has to change
 * @param code the name of the kind of failure
 * @param file the file
 * @param start the first entry of the range that was being processed when it happened
 * @param stop the entry behind the last
 * @param plugin the processor, with its version and where it came from
 * @param message what happened, in one line
 * @param stack the stack of the failure, for whoever has to mend it
 */
public record ChunkFailure(
        Blame blame, String code, String file, long start, long stop, String plugin, String message, String stack) {
    /** Describes a failure while a range of events was read or processed. */
    static ChunkFailure of(Throwable failure, String file, long start, long stop, String plugin) {
        StringWriter stack = new StringWriter();
        failure.printStackTrace(new PrintWriter(stack));
        String message = failure.getMessage() == null || failure.getMessage().isBlank()
                ? failure.toString()
                : failure.getMessage().lines().findFirst().orElseThrow();
        return switch (failure) {
            case AnalysisException known ->
                new ChunkFailure(
                        known.blame(), known.code().name(), file, start, stop, plugin, message, stack.toString());
            case OutOfMemoryError full ->
                new ChunkFailure(
                        Blame.RESOURCE,
                        RunnerError.OUT_OF_MEMORY.name(),
                        file,
                        start,
                        stop,
                        plugin,
                        "the Java heap is full: use fewer threads or a larger heap (" + full.getMessage() + ")",
                        stack.toString());
            default ->
                new ChunkFailure(
                        Blame.USER,
                        RunnerError.PROCESSOR_FAILED.name(),
                        file,
                        start,
                        stop,
                        plugin,
                        failure.getClass().getSimpleName() + ": " + message,
                        stack.toString());
        };
    }

    /** What happened and where, in one line. */
    public String oneLine() {
        return message + " [" + plugin + ", " + file + " events " + start + "–" + stop + "]";
    }
}
