package org.topcoffea.interchange;

import org.topcoffea.spi.Blame;
import org.topcoffea.spi.ErrorCode;

/** Failures of reading archives of histograms. */
public enum InterchangeError implements ErrorCode {
    /** An archive is damaged or is no archive of histograms. */
    BAD_ARCHIVE,
    /** An archive holds something that topcoffea has no histogram for. */
    UNSUPPORTED,
    /** An archive has no histogram of that name. */
    NO_SUCH_HISTOGRAM;

    @Override
    public Blame blame() {
        return Blame.USER;
    }
}
