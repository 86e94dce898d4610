package org.topcoffea.benchmarks;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Counts what a benchmark has worked on; the report says how many of each per second. */
@AuxCounters(AuxCounters.Type.OPERATIONS)
@State(Scope.Thread)
public class Amount {
    /** Events. */
    public long events;

    /** Uncompressed bytes. */
    public long bytes;

    /** Nothing yet. */
    public Amount() {}
}
