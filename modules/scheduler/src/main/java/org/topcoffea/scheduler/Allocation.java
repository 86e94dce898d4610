package org.topcoffea.scheduler;

/** What an attempt is given. */
public enum Allocation {
    /** What was learnt from earlier tasks of the category. */
    FIRST("FIRST_RESOURCES"),
    /** The most that task and category allow; a whole worker where they leave it open. */
    MAXIMUM("MAX_RESOURCES");

    private final String logName;

    Allocation(String logName) {
        this.logName = logName;
    }

    /** The word for it in transaction logs. */
    public String logName() {
        return logName;
    }
}
