package org.topcoffea.batch;

import java.time.Instant;

/**
 * A job as its batch system sees it.
 *
 * @param id which job
 * @param state what it does
 * @param since since when it is in this state, for an idle one since when it is queued; {@link Instant#EPOCH} if unknown
 * @param starts how often it was started so far, as far as the batch system tells; more than 1 after an eviction
 */
public record JobStatus(JobId id, JobState state, Instant since, int starts) {}
