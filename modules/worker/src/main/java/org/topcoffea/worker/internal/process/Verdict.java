package org.topcoffea.worker.internal.process;

/** Why the processes of a task were ended before they had finished. */
public enum Verdict {
    /** They were not. */
    NONE,
    /** They used more memory than the task was given. */
    MEMORY,
    /** They wrote more than the task was given. */
    DISK,
    /** The task ran longer than it may. */
    WALL_TIME,
    /** The time at which the task had to be done has passed. */
    END_TIME,
    /** The task is no longer wanted. */
    KILLED
}
