package org.topcoffea.batch;

import org.topcoffea.spi.Blame;
import org.topcoffea.spi.ErrorCode;

/** What can go wrong between topcoffea and a batch system. */
public enum BatchError implements ErrorCode {
    /** No backend has the name that was asked for, or two have it. */
    UNKNOWN_BACKEND(Blame.USER),
    /** A job description that the batch system cannot express. */
    BAD_DESCRIPTION(Blame.USER),
    /** A file that jobs need is missing or cannot be read. */
    MISSING_FILE(Blame.USER),
    /** A command of the batch system is not installed or not in PATH. */
    MISSING_COMMAND(Blame.USER),
    /** The batch system refused what it was asked. */
    REFUSED(Blame.USER),
    /** The batch system does not answer, or says what cannot be understood. */
    UNREACHABLE(Blame.TRANSIENT),
    /** Another submitter uses the directory. */
    IN_USE(Blame.USER),
    /** The directory for submitted jobs cannot be written, or its journal is damaged. */
    BAD_DIRECTORY(Blame.USER);

    private final Blame blame;

    BatchError(Blame blame) {
        this.blame = blame;
    }

    @Override
    public Blame blame() {
        return blame;
    }
}
