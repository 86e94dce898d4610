package org.topcoffea.task;

import java.nio.file.Path;
import java.util.List;
import org.topcoffea.task.internal.RecordJson;

/**
 * All there is to know of one failed attempt, kept by the manager; {@code topcoffea replay} runs its range again on the
 * machine of the user.
 *
 * @param run what all tasks of the run have in common
 * @param task what the task had to do
 * @param failure what became of it
 * @param host the worker, as {@code host:port} or a name
 * @param attempt 1 for the first attempt
 * @param time when it failed, in milliseconds since 1970
 * @param pluginPaths where the plugins of the run are on the machine of the manager
 * @param replay the command that shows the failure again, from the directory of the record
 */
public record FailureRecord(
        RunDescription run,
        TaskDescription task,
        TaskReport.Failed failure,
        String host,
        int attempt,
        long time,
        List<Path> pluginPaths,
        String replay) {
    /** Copies the list. */
    public FailureRecord {
        pluginPaths = List.copyOf(pluginPaths);
    }

    /**
     * The task that shows the failure with the least work: only the events that were being processed, if that is known.
     */
    public TaskDescription narrowest() {
        return task instanceof TaskDescription.Process process
                        && failure.range().isPresent()
                ? new TaskDescription.Process(
                        process.chunk()
                                .withRange(
                                        failure.range().get().start(),
                                        failure.range().get().stop()),
                        process.attempt())
                : task;
    }

    /** This record as indented JSON; equal ones give equal bytes. */
    public byte[] toJson() {
        return RecordJson.bytes(this);
    }

    /**
     * Reads a record.
     *
     * @throws org.topcoffea.spi.AnalysisException {@link TaskError#MALFORMED} if it is none
     */
    public static FailureRecord parse(byte[] json) {
        return RecordJson.parse(json);
    }
}
