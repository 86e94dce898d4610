package org.topcoffea.scheduler;

import java.util.Optional;
import org.topcoffea.spi.Blame;
import org.topcoffea.spi.Resources;

/**
 * What is known of an attempt that has ended.
 *
 * @param status how it ended
 * @param blame who or what has to change, when it failed; a {@code SUCCESS} with blame is a command that ran and failed
 * @param measured its peak resources; open values were not measured
 * @param sendTime microseconds for sending its inputs, at least 0
 * @param executeTime microseconds from its start to its end at the worker, at least 0
 * @param receiveTime microseconds for fetching its outputs, at least 0
 * @param message why it failed, in one line; empty if it did not
 */
public record TaskResult(
        TaskStatus status,
        Optional<Blame> blame,
        Resources measured,
        long sendTime,
        long executeTime,
        long receiveTime,
        String message) {
    /** Checks the times. */
    public TaskResult {
        if (Math.min(sendTime, Math.min(executeTime, receiveTime)) < 0) {
            throw new IllegalArgumentException("an attempt cannot take negative time");
        }
    }

    /** A success. */
    public static TaskResult success(Resources measured, long sendTime, long executeTime, long receiveTime) {
        return new TaskResult(TaskStatus.SUCCESS, Optional.empty(), measured, sendTime, executeTime, receiveTime, "");
    }

    /** A failure of which only its end is known. */
    public static TaskResult failure(TaskStatus status, Blame blame, String message) {
        return new TaskResult(status, Optional.of(blame), Resources.OPEN, 0, 0, 0, message);
    }

    /** The blame: what the attempt says, else what its status says; empty for success. */
    public Optional<Blame> cause() {
        return blame.isPresent() ? blame : status.blame();
    }

    /** Whether it did what it should. */
    public boolean good() {
        return cause().isEmpty();
    }

    /** Whether it ran out of time, so that more memory or disk would not help. */
    public boolean outOfTime() {
        return status == TaskStatus.TIMEOUT || status == TaskStatus.MAX_RUN_TIME;
    }
}
