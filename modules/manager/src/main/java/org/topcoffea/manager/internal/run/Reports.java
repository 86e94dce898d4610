package org.topcoffea.manager.internal.run;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.topcoffea.environment.WorkerCommand;
import org.topcoffea.manager.ManagerError;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Resources;
import org.topcoffea.task.TaskReport;
import org.topcoffea.task.Usage;
import org.topcoffea.wire.Body;
import org.topcoffea.wire.ResultCode;
import org.topcoffea.wire.WorkerMessage;

/** What tasks report, from what workers send. */
final class Reports {
    private static final int LINES = 200;

    private Reports() {}

    /**
     * Reads the output of a task.
     *
     * @return a report; when the output is none, one that says so and keeps the last lines
     */
    static TaskReport parse(WorkerMessage.Result result, Body body) {
        byte[] output = body instanceof Body.Bytes bytes ? bytes.content() : new byte[0];
        int start = lastLine(output);
        if (result.code() == ResultCode.SUCCESS && start < output.length && output[start] == '{') {
            try {
                TaskReport report = TaskReport.parse(Arrays.copyOfRange(output, start, output.length));
                return report instanceof TaskReport.Failed failed
                                && failed.lines().isEmpty()
                        ? failed.withLines(lines(output, start))
                        : report;
            } catch (AnalysisException e) {
                return unreadable(ManagerError.BAD_RESULT, String.valueOf(e.getMessage()), output);
            }
        }
        return unreadable(code(result.code()), problem(result), output);
    }

    /** What a plugin prints comes before the report, which is the last line. */
    private static int lastLine(byte[] output) {
        int end = output.length;
        while (end > 0 && (output[end - 1] == '\n' || output[end - 1] == '\r')) {
            end--;
        }
        int start = end;
        while (start > 0 && output[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    private static List<String> lines(byte[] output, int length) {
        List<String> lines =
                new String(output, 0, length, StandardCharsets.UTF_8).lines().toList();
        return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    }

    private static ManagerError code(ResultCode code) {
        return switch (code) {
            case RESOURCE_EXHAUSTION, DISK_FULL, MAX_WALL_TIME, END_TIME -> ManagerError.TOO_LARGE;
            default -> ManagerError.WORKER_UNFIT;
        };
    }

    private static String problem(WorkerMessage.Result result) {
        return switch (result.code()) {
            case SUCCESS -> problem(result.exitCode());
            case INPUT_MISSING -> "the worker lacks a file that the task needs";
            case RESOURCE_EXHAUSTION -> "the task used more than it was given";
            case DISK_FULL -> "the disk given to the task is full";
            case MAX_WALL_TIME, END_TIME -> "the task took more time than it was given";
            default -> "the worker reports " + result.code().text();
        };
    }

    private static String problem(int exitCode) {
        return switch (exitCode) {
            case WorkerCommand.NO_PLACE -> "no directory of the worker allows programs to run";
            case WorkerCommand.CANNOT_UNPACK -> "the program could not be unpacked on the worker";
            default -> "the task ended with exit code " + exitCode + " and without a report";
        };
    }

    /** A failure that no task has reported itself. */
    static TaskReport.Failed unreadable(ManagerError code, String message, byte[] output) {
        return new TaskReport.Failed(
                TaskReport.Code.of(code),
                message,
                Optional.empty(),
                Optional.empty(),
                "",
                "",
                lines(output, output.length),
                Usage.UNKNOWN);
    }

    /** The measured peaks, as the scheduler takes them. */
    static Resources measured(Usage usage) {
        return new Resources(
                Resources.UNSPECIFIED,
                Math.max(Resources.UNSPECIFIED, usage.memory()),
                Math.max(Resources.UNSPECIFIED, usage.disk()),
                Resources.UNSPECIFIED);
    }
}
