package org.topcoffea.task;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.topcoffea.plan.EntryRange;
import org.topcoffea.plan.InputFile;
import org.topcoffea.runner.ChunkFailure;
import org.topcoffea.runner.RunnerError;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.ErrorCode;

/** What was thrown, as a report. */
final class Failures {
    private static final int STACK_LIMIT = 32 << 10;

    private Failures() {}

    static TaskReport.Failed of(ChunkFailure failure) {
        return new TaskReport.Failed(
                TaskReport.Code.of(failure.code()),
                failure.message(),
                Optional.of(failure.file()),
                Optional.of(failure.range()),
                failure.plugin(),
                limited(failure.stack()),
                List.of(),
                Usage.UNKNOWN);
    }

    static TaskReport.Failed of(
            Throwable failure, Optional<InputFile> file, Optional<EntryRange> range, String plugin) {
        StringWriter stack = new StringWriter();
        failure.printStackTrace(new PrintWriter(stack));
        ErrorCode code = switch (failure) {
            case AnalysisException known -> known.code();
            case OutOfMemoryError full -> RunnerError.OUT_OF_MEMORY;
            case InterruptedException interrupted -> TaskError.VACATED;
            default -> TaskError.UNEXPECTED;
        };
        String message = failure instanceof AnalysisException && failure.getMessage() != null
                ? failure.getMessage()
                : failure.toString();
        return new TaskReport.Failed(
                TaskReport.Code.of(code),
                message.lines().findFirst().orElse(""),
                file,
                range,
                plugin,
                limited(stack.toString()),
                List.of(),
                Usage.UNKNOWN);
    }

    private static String limited(String stack) {
        return stack.length() <= STACK_LIMIT ? stack : stack.substring(0, STACK_LIMIT) + "\n…";
    }
}
