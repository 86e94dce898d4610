package org.topcoffea.runner;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.topcoffea.plan.EntryRange;
import org.topcoffea.plan.InputFile;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.ErrorCode;

/**
 * Why events are missing.
 *
 * @param code the kind of failure, with its blame
 * @param file the file and its sample
 * @param range the events that were being read or processed when it happened
 * @param plugin the processor and its version
 * @param message what happened, in one line
 * @param stack the stack of the failure, for whoever has to mend it
 */
public record ChunkFailure(
        ErrorCode code, InputFile file, EntryRange range, String plugin, String message, String stack) {
    /** Describes a failure while a range of events was read or processed. */
    static ChunkFailure of(Throwable failure, InputFile file, EntryRange range, String plugin) {
        StringWriter stack = new StringWriter();
        failure.printStackTrace(new PrintWriter(stack));
        return new ChunkFailure(code(failure), file, range, plugin, line(failure), stack.toString());
    }

    private static ErrorCode code(Throwable failure) {
        return switch (failure) {
            case AnalysisException known -> known.code();
            case OutOfMemoryError full -> RunnerError.OUT_OF_MEMORY;
            default -> RunnerError.PROCESSOR_FAILED;
        };
    }

    private static String line(Throwable failure) {
        String message = failure.getMessage();
        String first = message == null || message.isBlank()
                ? ""
                : message.lines().findFirst().orElseThrow();
        return switch (failure) {
            case AnalysisException known -> first;
            case OutOfMemoryError full -> "the Java heap is full (" + first + "): use fewer threads or a larger heap";
            default -> failure.getClass().getSimpleName() + (first.isEmpty() ? "" : ": " + first) + at(failure);
        };
    }

    private static String at(Throwable failure) {
        StackTraceElement[] frames = failure.getStackTrace();
        return frames.length == 0 ? "" : " at " + frames[0].getFileName() + ":" + frames[0].getLineNumber();
    }

    /** What happened and where, in one line. */
    public String oneLine() {
        return message + " [" + plugin + "; " + file.file() + ", sample " + file.dataset() + ", events " + range + "]";
    }
}
