package org.topcoffea.remote.internal.xrootd.security;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An authentication that cannot succeed; the message says why and what to do, without secrets. */
public final class SecurityFailure extends IOException {
    private static final long serialVersionUID = 1L;

    /** Makes a failure without a cause. */
    public SecurityFailure(String message) {
        this(message, null);
    }

    /** Makes a failure caused by another one. */
    public SecurityFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
