package org.topcoffea.batch;

import java.util.Collection;
import java.util.List;

/**
 * One batch system. Found by {@link java.util.ServiceLoader} in the image and in plugins, so an implementation has a public
 * constructor without parameters.
 *
 * <p>A backend holds no state that matters: what it has to know about jobs it finds out from the batch system and from the
 * group's directory, by the group's tag. So a submitter that was killed is replaced by the next one. Methods may be called
 * by several threads at once, for different groups.
 */
public interface BatchBackend {
    /** The word that chooses this backend, as in {@code -T condor}: lower case letters, digits and hyphens. */
    String name();

    /** Other words that choose it. */
    default List<String> aliases() {
        return List.of();
    }

    /**
     * What would be submitted, as this batch system's users know it: a submit description, or a command and its script.
     * Touches neither the batch system nor the disk.
     *
     * @param job what to run
     * @param count how many of it, at least 1
     * @param group whom the jobs belong to
     * @throws BatchException {@link BatchError#BAD_DESCRIPTION} for a description that this system cannot express
     */
    String preview(JobDescription job, int count, JobGroup group);

    /**
     * Hands jobs to the batch system. Each carries the group's tag. When this fails half way, {@link #observe} finds those
     * that were accepted.
     *
     * @param job what to run
     * @param count how many of it, at least 1
     * @param group whom the jobs belong to; files are written into its directory
     * @return one identifier for each job
     * @throws BatchException if the batch system refuses or cannot be reached
     */
    List<JobId> submit(JobDescription job, int count, JobGroup group);

    /**
     * The state of jobs: of all that carry the group's tag and have not ended, and of all expected ones whatever became of
     * them.
     *
     * @param group whose jobs
     * @param expected identifiers that {@link #submit} gave and whose end is not known yet
     * @return one status for each job; an expected one that the batch system has forgotten is {@link JobState.Gone}
     * @throws BatchException if the batch system cannot be reached; nothing may be concluded then
     */
    List<JobStatus> observe(JobGroup group, Collection<JobId> expected);

    /**
     * Removes jobs, whatever state they are in. Running ones are first asked to end in order. Jobs that are no longer there
     * are no error.
     *
     * @throws BatchException if the batch system refuses or cannot be reached
     */
    void remove(JobGroup group, Collection<JobId> jobs);

    /**
     * Why a job is in its state, in the batch system's own words: why it waits, why it is held, how it ended and what it
     * printed last. May ask the batch system and take seconds.
     *
     * @return one or more lines; never empty
     */
    String explain(JobGroup group, JobStatus status);
}
