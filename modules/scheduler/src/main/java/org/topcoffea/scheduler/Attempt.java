package org.topcoffea.scheduler;

import org.topcoffea.spi.Resources;

/**
 * One attempt at a task that has ended.
 *
 * @param number counts from 1
 * @param worker the worker's number
 * @param workerName what the worker is called
 * @param host where it ran
 * @param allocation what it was given
 * @param box how much that was
 * @param sent when it was dispatched
 * @param ended when it ended
 * @param ending how it ended
 * @param result what is known of it; {@link TaskStatus#UNKNOWN} unless it came to a result
 */
public record Attempt(
        int number,
        long worker,
        String workerName,
        String host,
        Allocation allocation,
        Resources box,
        long sent,
        long ended,
        Ending ending,
        TaskResult result) {
    /** How an attempt ends. */
    public enum Ending {
        /** With a result, good or bad. */
        RESULT,
        /** With its worker. */
        WORKER_LOST,
        /** It took too long and was stopped. */
        TOO_SLOW,
        /** It was taken back before it ran. */
        RECALLED,
        /** Its task was cancelled. */
        CANCELLED
    }
}
