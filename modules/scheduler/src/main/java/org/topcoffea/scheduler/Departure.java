package org.topcoffea.scheduler;

/** How a worker went; the words of transaction logs. */
public enum Departure {
    /** It said that it had nothing to do. */
    IDLE_OUT("IDLE_OUT"),
    /** It was too slow. */
    FAST_ABORT("FAST_ABORT"),
    /** The connection broke, it broke the protocol, or it was silent for too long. */
    FAILURE("FAILURE"),
    /** It or the manager meant it to go: released, drained, or told to vacate by its batch system. */
    EXPLICIT("EXPLICIT"),
    /** Nobody knows. */
    UNKNOWN("UNKNOWN");

    private final String logName;

    Departure(String logName) {
        this.logName = logName;
    }

    /** The word for it in transaction logs. */
    public String logName() {
        return logName;
    }
}
