package org.topcoffea.remote.internal.xrootd.session;

import org.topcoffea.remote.internal.xrootd.message.Redirection;

/** What became of a request that did not fail. */
public sealed interface Answer {
    /** It is done; the data are where they were to go. */
    record Done() implements Answer {}

    /** Somebody else has to be asked. */
    record Elsewhere(Redirection redirection) implements Answer {}

    /** It has to be made again after some seconds. */
    record Later(int seconds, String words) implements Answer {}

    /** The authentication goes on. */
    record More(byte[] challenge) implements Answer {}
}
