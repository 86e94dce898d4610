package org.topcoffea.scheduler;

import org.topcoffea.spi.Blame;

/** Why a task is given up. */
public enum FailureCause {
    /** The user's input or code is wrong: the run should stop. */
    USER(Blame.USER),
    /** Its file or range of events cannot be processed. */
    DATA(Blame.DATA),
    /** It needs more memory, disk or time than there is, and cannot be split. */
    RESOURCES(Blame.RESOURCE),
    /** It failed as often as it was allowed to, for reasons that may pass. */
    RETRIES(Blame.TRANSIENT),
    /** Its workers were lost too often while it ran: it may be what kills them. */
    WORKERS_LOST(Blame.TRANSIENT),
    /** Workers refused to run it too often. */
    FORSAKEN(Blame.TRANSIENT),
    /** The worker that alone could run it is gone. */
    WORKER_GONE(Blame.TRANSIENT),
    /** The time until which it was wanted has passed. */
    DEADLINE(Blame.RESOURCE),
    /** A defect of topcoffea, twice. */
    INTERNAL(Blame.INTERNAL);

    private final Blame blame;

    FailureCause(Blame blame) {
        this.blame = blame;
    }

    /** Who or what has to change. */
    public Blame blame() {
        return blame;
    }
}
