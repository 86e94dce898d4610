package org.topcoffea.batch;

import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.AnalysisException;

/** A failure between topcoffea and a batch system: one line with what, where and what to do. */
public final class BatchException extends AnalysisException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes a failure that was not caused by another one.
     *
     * @param code its kind
     * @param message what, where and what to do, in one line
     */
    public BatchException(BatchError code, String message) {
        this(code, message, null);
    }

    /**
     * Makes a failure caused by another one.
     *
     * @param code its kind
     * @param message what, where and what to do, in one line
     * @param cause the underlying failure, if there is one
     */
    public BatchException(BatchError code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
