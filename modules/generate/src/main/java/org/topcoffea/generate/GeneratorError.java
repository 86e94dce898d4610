package org.topcoffea.generate;

import org.topcoffea.spi.Blame;
import org.topcoffea.spi.ErrorCode;

/** Why no events could be generated. */
public enum GeneratorError implements ErrorCode {
    /** An option is out of its range. */
    BAD_OPTION(Blame.USER),
    /** There are samples already where the new ones should be. */
    OUTPUT_EXISTS(Blame.USER),
    /** The directory or a text file in it cannot be written. */
    CANNOT_WRITE(Blame.RESOURCE),
    /** The work was interrupted. */
    INTERRUPTED(Blame.TRANSIENT);

    private final Blame blame;

    GeneratorError(Blame blame) {
        this.blame = blame;
    }

    @Override
    public Blame blame() {
        return blame;
    }
}
