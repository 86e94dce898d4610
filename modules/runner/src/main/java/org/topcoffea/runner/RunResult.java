package org.topcoffea.runner;

import java.util.List;
import java.util.Map;
import org.topcoffea.plan.FileMetadata;
import org.topcoffea.plan.InputFile;
import org.topcoffea.plan.Ledger;

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
 */
public record RunResult(
        PartialResult result,
        Ledger ledger,
        List<ChunkFailure> failures,
        List<ChunkMetrics> metrics,
        Map<InputFile, FileMetadata> files,
        boolean stopped,
        double seconds) {
    /** Whether every event of every sample that was to be processed is in the result. */
    public boolean complete() {
        return ledger.complete() && !stopped;
    }
}
