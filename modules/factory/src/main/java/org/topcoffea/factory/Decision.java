package org.topcoffea.factory;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.topcoffea.batch.JobId;
import org.topcoffea.batch.JobStatus;

/**
 * What a factory does next, and why.
 *
 * @param submit jobs to submit, 0 or more
 * @param avoid hosts they must not run on
 * @param remove jobs to remove
 * @param counts the numbers it rests on
 * @param reasons why, one line each, for the log; in the order of thought
 * @param puzzling a job that has waited so long that its batch system should be asked why
 * @param end whether the factory is to end
 */
public record Decision(
        int submit,
        Set<String> avoid,
        List<JobId> remove,
        Counts counts,
        List<String> reasons,
        Optional<JobStatus> puzzling,
        boolean end) {
    /**
     * Numbers of a cycle.
     *
     * @param needed workers that the managers need, within the limits
     * @param submitted jobs of this factory that wait or run
     * @param idle of these, such as wait in the queue
     * @param running of these, such as run
     * @param held jobs that the batch system holds; they count as no worker
     * @param connected workers that are connected to the managers
     * @param foreign of these, such as others have brought, as far as can be told
     * @param toConnect jobs on their way: they wait, or run and are not connected yet
     */
    public record Counts(
            long needed,
            long submitted,
            long idle,
            long running,
            long held,
            long connected,
            long foreign,
            long toConnect) {}

    /** Copies the collections. */
    public Decision {
        remove = List.copyOf(remove);
        avoid = Set.copyOf(avoid);
        reasons = List.copyOf(reasons);
    }
}
