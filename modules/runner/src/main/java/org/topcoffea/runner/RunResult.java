package org.topcoffea.runner;

import java.util.List;
import java.util.Map;
import org.topcoffea.plan.FileMetadata;
import org.topcoffea.plan.InputFile;
import org.topcoffea.plan.Ledger;
import org.topcoffea.remote.ServerStatistics;

/**
 * What came out of a run.
 *
 * @param result the merged accumulators and the events in them
 * @param ledger what became of every event
 * @param failures why events are missing
 * @param metrics what each chunk cost
 * @param files what is known of the files
 * @param stopped whether the user ended the run early
 * @param seconds how long it took
 * @param servers what each server of event files was asked for
 */
public record RunResult(
        PartialResult result,
        Ledger ledger,
        List<ChunkFailure> failures,
        List<ChunkMetrics> metrics,
        Map<InputFile, FileMetadata> files,
        boolean stopped,
        double seconds,
        List<ServerStatistics> servers) {
    /** A result of files of this machine only. */
    public RunResult(
            PartialResult result,
            Ledger ledger,
            List<ChunkFailure> failures,
            List<ChunkMetrics> metrics,
            Map<InputFile, FileMetadata> files,
            boolean stopped,
            double seconds) {
        this(result, ledger, failures, metrics, files, stopped, seconds, List.of());
    }

    /** The same with what servers were asked for. */
    public RunResult withServers(List<ServerStatistics> asked) {
        return new RunResult(result, ledger, failures, metrics, files, stopped, seconds, List.copyOf(asked));
    }

    /** Whether every event of every sample that was to be processed is in the result. */
    public boolean complete() {
        return ledger.complete() && !stopped;
    }
}
