package org.topcoffea.worker.internal.session;

/** How a session with a manager ended. */
public enum End {
    /** The manager needs the worker no longer; it looks for another one. */
    RELEASED,
    /** The manager wants the worker to end. */
    EXIT,
    /** There was no work for too long. */
    IDLE,
    /** The connection was lost. */
    LOST,
    /** The worker has to leave: it was told to, or its time is over. */
    LEFT
}
