package org.topcoffea.remote;

import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.AnalysisException;

/** A file on a server that cannot be had. The message names the URL, without secrets, and says what to do. */
public final class RemoteException extends AnalysisException {
    private static final long serialVersionUID = 1L;

    private final RemoteError error;

    /**
     * Makes a failure that was not caused by another one.
     *
     * @param error the kind of failure
     * @param message what, where and what to do, in one line
     */
    public RemoteException(RemoteError error, String message) {
        this(error, message, null);
    }

    /**
     * Makes a failure caused by another one.
     *
     * @param error the kind of failure
     * @param message what, where and what to do, in one line
     * @param cause the underlying failure, if there is one
     */
    public RemoteException(RemoteError error, String message, @Nullable Throwable cause) {
        super(error, message, cause);
        this.error = error;
    }

    /** The kind of failure. */
    public RemoteError error() {
        return error;
    }
}
