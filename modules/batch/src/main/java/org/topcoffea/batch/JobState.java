package org.topcoffea.batch;

/** What a batch system says of a job. */
public sealed interface JobState {
    /**
     * Waits in the queue.
     *
     * @param reason why it does not run yet, if the batch system says so; else empty
     */
    record Idle(String reason) implements JobState {}

    /**
     * Runs.
     *
     * @param host where, or empty
     */
    record Running(String host) implements JobState {}

    /**
     * Set aside by the batch system or its operators; does not run unless somebody releases it.
     *
     * @param reason why
     */
    record Held(String reason) implements JobState {}

    /**
     * Was told to end, or has ended, and the batch system has not finished with it yet.
     *
     * @param reason why it ends, or empty
     */
    record Leaving(String reason) implements JobState {}

    /**
     * Taken out of the queue before it ended by itself.
     *
     * @param reason by whom or why, or empty
     */
    record Removed(String reason) implements JobState {}

    /**
     * Ended by itself.
     *
     * @param code exit code; 128 + n if signal n ended it
     * @param output the end of what it printed, or empty
     */
    record Exited(int code, String output) implements JobState {}

    /**
     * The batch system no longer knows it, and nothing tells how it ended.
     *
     * @param reason what was looked at
     */
    record Gone(String reason) implements JobState {}

    /** Whether the job is still in the batch system's hands. */
    default boolean active() {
        return switch (this) {
            case Idle _, Running _, Held _, Leaving _ -> true;
            case Removed _, Exited _, Gone _ -> false;
        };
    }

    /** The state in one lower-case word: idle, running, held, leaving, removed, completed, failed or gone. */
    default String word() {
        return switch (this) {
            case Idle _ -> "idle";
            case Running _ -> "running";
            case Held _ -> "held";
            case Leaving _ -> "leaving";
            case Removed _ -> "removed";
            case Exited exited -> exited.code() == 0 ? "completed" : "failed";
            case Gone _ -> "gone";
        };
    }
}
