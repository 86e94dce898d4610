package org.topcoffea.manager;

import org.topcoffea.spi.Blame;
import org.topcoffea.spi.ErrorCode;

/** What can go wrong with a run on workers. */
public enum ManagerError implements ErrorCode {
    /** No port of the range can be listened on. */
    NO_PORT(Blame.USER),
    /** The secret, key or certificate cannot be used. */
    BAD_CREDENTIALS(Blame.USER),
    /** There is an unfinished run of this output, and nobody said what to do with it. */
    UNFINISHED_RUN(Blame.USER),
    /** There is nothing to resume, or it is another run. */
    CANNOT_RESUME(Blame.USER),
    /** Another manager works on this output. */
    ALREADY_RUNNING(Blame.USER),
    /** The journal, a result or a log cannot be written or read. */
    STORE_FAILED(Blame.USER),
    /** A worker sent a result that is damaged or is not of this run. */
    BAD_RESULT(Blame.TRANSIENT),
    /** A task was tried as often as it may be. */
    TOO_MANY_ATTEMPTS(Blame.TRANSIENT),
    /** A task needs more than any worker may give it, and cannot be made smaller. */
    TOO_LARGE(Blame.RESOURCE),
    /** A worker cannot carry out tasks of this run. */
    WORKER_UNFIT(Blame.TRANSIENT),
    /** Something that should not happen. */
    UNEXPECTED(Blame.INTERNAL);

    private final Blame blame;

    ManagerError(Blame blame) {
        this.blame = blame;
    }

    @Override
    public Blame blame() {
        return blame;
    }
}
