package org.topcoffea.scheduler;

/** How the resources of a category's first attempts are found; the modes of Work Queue that matter here. */
public enum AllocationMode {
    /** What the task or its category says; a whole worker when neither does. */
    FIXED("FIXED"),
    /** The largest values measured so far, with a margin of a third of a bucket. */
    MAX_SEEN("MAX"),
    /** The values with the least expected waste of resources, counting the attempts that fail and are repeated. */
    MIN_WASTE("MIN_WASTE"),
    /** The values with the largest expected number of tasks completed per time. */
    MAX_THROUGHPUT("MAX_THROUGHPUT");

    private final String logName;

    AllocationMode(String logName) {
        this.logName = logName;
    }

    /** The word for this mode in transaction logs. */
    public String logName() {
        return logName;
    }
}
