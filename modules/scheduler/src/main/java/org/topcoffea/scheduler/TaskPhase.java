package org.topcoffea.scheduler;

/** Where a task is that is not finished. */
public enum TaskPhase {
    /** It waits for a worker, or for the end of a pause. */
    WAITING,
    /** It was sent to a worker. */
    DISPATCHED,
    /** It runs. */
    RUNNING,
    /** It has ended and its outputs are being fetched. */
    RETRIEVING
}
