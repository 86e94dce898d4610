package org.topcoffea.plan;

/** Where chunks are processed. */
public enum Executor {
    /** On this machine, by several threads. */
    LOCAL,
    /** On this machine, one chunk after the other. */
    ITERATIVE
}
