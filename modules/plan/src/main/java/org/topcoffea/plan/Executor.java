package org.topcoffea.plan;

/** Where chunks are processed. */
public enum Executor {
    /** By workers that connect to this machine and speak Work Queue. */
    WORK_QUEUE,
    /** On this machine, by several threads. */
    LOCAL,
    /** On this machine, one chunk after the other. */
    ITERATIVE
}
