package org.topcoffea.factory;

import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.AnalysisException;

/** A failure of a factory's settings: one line with what, where and what to do. */
public final class FactoryException extends AnalysisException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes a failure that was not caused by another one.
     *
     * @param code its kind
     * @param message what, where and what to do, in one line
     */
    public FactoryException(FactoryError code, String message) {
        this(code, message, null);
    }

    /**
     * Makes a failure caused by another one.
     *
     * @param code its kind
     * @param message what, where and what to do, in one line
     * @param cause the underlying failure, if there is one
     */
    public FactoryException(FactoryError code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
