package org.topcoffea.remote.internal.xrootd.message;

/** How an answer begins. */
public final class Status {
    /** The request is done. */
    public static final int OK = 0;
    /** A part of the answer; more follow. */
    public static final int OK_SO_FAR = 4000;
    /** Unasked for: a message, or the late answer to an earlier request. */
    public static final int ATTENTION = 4001;
    /** The next round of an authentication. */
    public static final int AUTH_MORE = 4002;
    /** The request failed. */
    public static final int ERROR = 4003;
    /** Ask somebody else. */
    public static final int REDIRECT = 4004;
    /** Ask again later. */
    public static final int WAIT = 4005;
    /** The answer comes later, as {@link #ATTENTION}. */
    public static final int WAIT_RESPONSE = 4006;
    /** An answer whose header has a checksum, with data behind it. */
    public static final int CHECKED = 4007;

    /** The action of an {@link #ATTENTION} that carries an answer. */
    public static final int LATE_ANSWER = 5008;

    private Status() {}
}
