package org.topcoffea.worker.internal.inplace;

import java.util.List;
import java.util.Optional;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.ErrorCode;
import org.topcoffea.task.TaskError;
import org.topcoffea.task.TaskReport;
import org.topcoffea.task.Usage;

/** Reports of tasks that no runner could report about. */
public final class Reports {
    private Reports() {}

    /** The runner ended with the task in it. */
    static TaskReport.Failed died(boolean ready, int exitCode, List<String> lastLines) {
        String last = lastLines.isEmpty() ? "" : "; last line: " + lastLines.getLast();
        return ready
                ? failed(
                        TaskError.PROCESS_DIED,
                        "the process in which the task ran alone ended with exit code " + exitCode
                                + ": the processor ended or crashed it" + last,
                        lastLines)
                : failed(
                        TaskError.UNREADABLE,
                        "the runner of this environment does not start (exit code " + exitCode + ")" + last,
                        lastLines);
    }

    /** The task could not be given to a runner. */
    public static TaskReport.Failed refused(AnalysisException e) {
        return failed(
                e.code(), String.valueOf(e.getMessage()).lines().findFirst().orElse(""), List.of());
    }

    private static TaskReport.Failed failed(ErrorCode code, String message, List<String> lines) {
        return new TaskReport.Failed(
                TaskReport.Code.of(code), message, Optional.empty(), Optional.empty(), "", "", lines, Usage.UNKNOWN);
    }

    static InPlaceTask.Done done(TaskReport.Failed report, String runId) {
        return new InPlaceTask.Done(report.exitCode(), report.toJson(), false, runId, InPlaceTask.Choice.NONE);
    }
}
