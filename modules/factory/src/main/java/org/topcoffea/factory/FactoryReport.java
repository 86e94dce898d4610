package org.topcoffea.factory;

import java.time.Instant;
import java.util.List;
import org.topcoffea.batch.JobStatus;

/**
 * A cycle of a factory.
 *
 * @param time when
 * @param settings what held
 * @param managers whom it served
 * @param jobs its jobs, also those that have ended since the last cycle
 * @param decision what it decided
 */
public record FactoryReport(
        Instant time, FactorySettings settings, List<ManagerLoad> managers, List<JobStatus> jobs, Decision decision) {
    /** Copies the lists. */
    public FactoryReport {
        managers = List.copyOf(managers);
        jobs = List.copyOf(jobs);
    }
}
