package org.topcoffea.task;

import org.topcoffea.spi.Blame;
import org.topcoffea.spi.ErrorCode;

/** What can go wrong with a task, apart from what goes wrong with its events. */
public enum TaskError implements ErrorCode {
    /** A description or report is not what it should be. */
    MALFORMED(Blame.INTERNAL),
    /** A description, archive or partial result is not there or cannot be read. */
    UNREADABLE(Blame.TRANSIENT),
    /** A result cannot be written. */
    UNWRITABLE(Blame.TRANSIENT),
    /** The plugins do not have the processor of the run. */
    NO_PROCESSOR(Blame.INTERNAL),
    /** A sum of results was spoilt when memory ran out while something was added to it. */
    SUM_LOST(Blame.RESOURCE),
    /** The processor ended or crashed the process that it ran in. */
    PROCESS_DIED(Blame.USER),
    /** The task used more memory than it was given. */
    MEMORY_EXCEEDED(Blame.RESOURCE),
    /** The task used more disk than it was given. */
    DISK_EXCEEDED(Blame.RESOURCE),
    /** The task took more time than it was given. */
    TIME_EXCEEDED(Blame.RESOURCE),
    /** The place where the task ran is going away. */
    VACATED(Blame.TRANSIENT),
    /** Something that should not happen. */
    UNEXPECTED(Blame.INTERNAL);

    private final Blame blame;

    TaskError(Blame blame) {
        this.blame = blame;
    }

    @Override
    public Blame blame() {
        return blame;
    }
}
