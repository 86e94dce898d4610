package org.topcoffea.worker;

import org.topcoffea.spi.Blame;
import org.topcoffea.spi.ErrorCode;

/** What can go wrong with a worker itself. */
public enum WorkerError implements ErrorCode {
    /** The workspace cannot be made, or no program may run in it. */
    BAD_WORKSPACE(Blame.USER),
    /** A name or path from a manager leads out of the place it belongs to. */
    HOSTILE_NAME(Blame.TRANSIENT),
    /** Something that a task needs is not in the cache or could not be made. */
    INPUT_MISSING(Blame.TRANSIENT),
    /** The disk of the worker is full. */
    DISK_FULL(Blame.TRANSIENT),
    /** A runner could not be started. */
    NO_RUNNER(Blame.TRANSIENT),
    /** A frame between a worker and its runner is not what it should be. */
    BAD_FRAME(Blame.INTERNAL);

    private final Blame blame;

    WorkerError(Blame blame) {
        this.blame = blame;
    }

    @Override
    public Blame blame() {
        return blame;
    }
}
