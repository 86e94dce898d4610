package org.topcoffea.spi;

/**
 * An analysis: it looks at events and fills accumulators. A plugin module {@code provides} one or more of them, each with
 * a public constructor without arguments.
 *
 * <p>An instance is used by one thread only; the runtime makes as many as it has threads, on this machine and in workers,
 * and calls {@link #start} once on each before any events. What it fills must depend on the events alone, never on how
 * they are cut into ranges or in which order these arrive. The classes of a plugin stay loaded from one run to the next that
 * has the same plugin: nothing that a run changes belongs into static fields.
 */
public interface EventProcessor {
    /** Names the processor and its parameters. Called before {@link #start} and on instances that never start. */
    ProcessorInfo describe();

    /**
     * Prepares this instance for a run and declares what it fills.
     *
     * @param run the samples, Wilson coefficients and parameters
     * @param outputs takes the name of every accumulator and how to make an empty one
     * @throws AnalysisException when the samples or parameters do not suit this processor
     */
    void start(Run run, Outputs outputs);

    /**
     * Processes a range of events. A failure leaves the range out of the result and is reported; it does not stop others.
     *
     * @param events the events; their arrays are valid until this method returns
     * @param output the accumulators to fill
     */
    void process(Events events, Output output);

    /**
     * Works on the merged accumulators, once, after the last range, on an instance that was started.
     *
     * @param output the merged accumulators, which may be changed
     */
    default void postProcess(Output output) {}
}
