package org.topcoffea.remote.internal.xrootd.security;

import org.jspecify.annotations.Nullable;

/** One authentication under way. For one thread. */
public interface Mechanism {
    /** The protocol's name, up to four letters. */
    String name();

    /**
     * What is said first.
     *
     * @throws SecurityFailure if this user has no such credentials, or they cannot be used
     */
    byte[] begin() throws SecurityFailure;

    /**
     * What is said to the server's challenge.
     *
     * @throws SecurityFailure if the challenge is not in order, or cannot be met
     */
    default byte[] next(byte[] challenge) throws SecurityFailure {
        throw new SecurityFailure(name() + ": the server asks for more than this protocol has");
    }

    /** After success: what encrypts the signatures of requests; null if they are not encrypted. */
    default @Nullable Sealer sealer() {
        return null;
    }
}
