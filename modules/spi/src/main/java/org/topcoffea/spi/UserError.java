package org.topcoffea.spi;

/** Failures that a processor or its configuration may report. */
public enum UserError implements ErrorCode {
    /** A branch that is asked for does not exist. */
    NO_SUCH_BRANCH,
    /** A branch is read as a type that it cannot be converted to without loss. */
    WRONG_BRANCH_TYPE,
    /** A parameter has an unknown name or a value of the wrong type. */
    BAD_PARAMETER,
    /** The samples do not suit the processor. */
    BAD_SAMPLE,
    /** The processor itself failed. */
    PROCESSOR_FAILED;

    @Override
    public Blame blame() {
        return Blame.USER;
    }
}
