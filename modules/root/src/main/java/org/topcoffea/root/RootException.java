package org.topcoffea.root;

import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.AnalysisException;

/** A ROOT file, or something in it, that cannot be read. The message names file, object, offset and reason. */
public final class RootException extends AnalysisException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes a failure that was not caused by another one.
     *
     * @param error the kind of failure
     * @param message what, where and what to do, in one line
     */
    public RootException(RootError error, String message) {
        super(error, message);
    }

    /**
     * Makes a failure caused by another one.
     *
     * @param error the kind of failure
     * @param message what, where and what to do, in one line
     * @param cause the underlying failure, if there is one
     */
    public RootException(RootError error, String message, @Nullable Throwable cause) {
        super(error, message, cause);
    }
}
