package org.topcoffea.spi;

/** The accumulators that a processor fills, by the names it declared. */
public interface Output {
    /**
     * Finds a declared accumulator. Meant to be called once for each range of events, not for each event.
     *
     * @param <A> the type of the accumulator
     * @param name the declared name
     * @param type the class it was declared with
     * @throws IllegalArgumentException if none of that name and class was declared
     */
    <A extends Accumulator<A>> A get(String name, Class<A> type);
}
