package org.topcoffea.scheduler;

/**
 * The truth about a task, which the scheduler does not know.
 *
 * @param id its number
 * @param start its first event
 * @param stop the event behind its last
 * @param badData whether its file is broken
 * @param poison whether it kills its worker
 * @param spec what the scheduler is told
 */
record SimulatedTask(long id, long start, long stop, boolean badData, boolean poison, TaskSpec spec) {
    long events() {
        return stop - start;
    }
}
