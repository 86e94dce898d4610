package org.topcoffea.remote;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.AnalysisException;

/** A file on a server that cannot be had. The message names the URL, without secrets, and says what to do. */
public final class RemoteException extends AnalysisException {
    private static final long serialVersionUID = 1L;

    private final RemoteError error;
    private final Duration pause;

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
        this(error, message, cause, Duration.ZERO);
    }

    /**
     * Makes a failure of a server that says when to come back.
     *
     * @param error the kind of failure
     * @param message what, where and what to do, in one line
     * @param cause the underlying failure, if there is one
     * @param pause how long to wait before the next attempt at least
     */
    public RemoteException(RemoteError error, String message, @Nullable Throwable cause, Duration pause) {
        super(error, message, cause);
        this.error = error;
        this.pause = pause;
    }

    /** How long the server wants to be left alone; zero if it did not say. */
    public Duration pause() {
        return pause;
    }

    /** The kind of failure. */
    public RemoteError error() {
        return error;
    }
}
