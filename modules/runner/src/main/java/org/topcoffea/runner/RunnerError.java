package org.topcoffea.runner;

import org.topcoffea.spi.Blame;
import org.topcoffea.spi.ErrorCode;

/** What can go wrong while a run is prepared, executed or written. */
public enum RunnerError implements ErrorCode {
    /** The output exists and may not be replaced. */
    OUTPUT_EXISTS(Blame.USER),
    /** The output cannot be written. */
    OUTPUT_UNWRITABLE(Blame.USER),
    /** A processor threw while it prepared or processed events. */
    PROCESSOR_FAILED(Blame.USER),
    /** The Java heap is too small for the work. */
    OUT_OF_MEMORY(Blame.RESOURCE),
    /** The run was stopped before any event was processed. */
    STOPPED(Blame.USER),
    /** A file is not the one whose events were counted. */
    FILE_CHANGED(Blame.DATA),
    /** More files cannot be read than the user allows. */
    TOO_MANY_BAD_FILES(Blame.DATA),
    /** A kind of URL that cannot be read. */
    UNSUPPORTED_URL(Blame.USER),
    /** Something that should not happen. */
    UNEXPECTED(Blame.INTERNAL);

    private final Blame blame;

    RunnerError(Blame blame) {
        this.blame = blame;
    }

    @Override
    public Blame blame() {
        return blame;
    }
}
