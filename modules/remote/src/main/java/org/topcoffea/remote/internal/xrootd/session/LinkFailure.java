package org.topcoffea.remote.internal.xrootd.session;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A connection that cannot be made or used any more. */
public final class LinkFailure extends IOException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with it. */
    public enum Kind {
        /** The name of the host is not known. */
        UNKNOWN_HOST,
        /** Nobody listens there. */
        REFUSED,
        /** No answer to the attempt to connect. */
        NO_CONNECTION,
        /** It ended. */
        LOST,
        /** Nothing came for too long. */
        STALLED,
        /** What came is not what the protocol says. */
        GARBAGE,
        /** Encryption failed. */
        TLS,
        /** The server wants something this client cannot do. */
        UNSUPPORTED
    }

    private final Kind kind;

    /** Makes a failure without a cause. */
    public LinkFailure(Kind kind, String message) {
        this(kind, message, null);
    }

    /** Makes a failure caused by another one. */
    public LinkFailure(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What is wrong. */
    public Kind kind() {
        return kind;
    }

    /** An answer that breaks the protocol. */
    static LinkFailure garbage(String what) {
        return new LinkFailure(Kind.GARBAGE, what);
    }
}
