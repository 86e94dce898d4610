package org.topcoffea.plan;

import org.topcoffea.spi.Blame;
import org.topcoffea.spi.ErrorCode;

/** What can be wrong with the description of a run. */
public enum PlanError implements ErrorCode {
    /** A file or directory that is named does not exist or cannot be read. */
    NO_SUCH_INPUT(Blame.USER),
    /** A cfg file has a line that is neither a prefix, a sample file nor another cfg file. */
    BAD_CFG(Blame.USER),
    /** A sample file is not JSON, lacks a key or has a value of the wrong type. */
    BAD_SAMPLE_FILE(Blame.USER),
    /** Two sample files have one name. */
    DUPLICATE_SAMPLE(Blame.USER),
    /** The input names no sample at all. */
    NO_SAMPLES(Blame.USER),
    /** An options file cannot be parsed. */
    BAD_OPTIONS_FILE(Blame.USER),
    /** An option does not exist. */
    UNKNOWN_OPTION(Blame.USER),
    /** An option has a value of the wrong type or outside its range. */
    BAD_OPTION_VALUE(Blame.USER),
    /** Options that exclude each other, or something that is asked for does not exist yet. */
    BAD_OPTION_COMBINATION(Blame.USER),
    /** The list of Wilson coefficients names one twice. */
    BAD_WC_LIST(Blame.USER),
    /** Two results contain the same events: adding them would count these twice. */
    OVERLAPPING_EVENTS(Blame.INTERNAL),
    /** A range of events is not in the state that a transition begins from. */
    WRONG_STATE(Blame.INTERNAL),
    /** An encoded set of event ranges is damaged. */
    DAMAGED_RANGES(Blame.TRANSIENT);

    private final Blame blame;

    PlanError(Blame blame) {
        this.blame = blame;
    }

    @Override
    public Blame blame() {
        return blame;
    }
}
