package org.topcoffea.scheduler;

import org.topcoffea.spi.Blame;
import org.topcoffea.spi.ErrorCode;

/** What can be wrong with what the scheduler is told. */
public enum SchedulerError implements ErrorCode {
    /** A task has the number of one that is not finished. */
    DUPLICATE_TASK(Blame.INTERNAL),
    /** What was remembered of a category cannot be used. */
    BAD_MEMORY(Blame.INTERNAL);

    private final Blame blame;

    SchedulerError(Blame blame) {
        this.blame = blame;
    }

    @Override
    public Blame blame() {
        return blame;
    }
}
