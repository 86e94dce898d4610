package org.topcoffea.spi;

import java.io.DataOutput;
import java.io.IOException;

/**
 * Something that sums up events and can be merged: a histogram, a counter, a list of rows.
 *
 * <p>Merging is associative and commutative and {@link #empty()} is its neutral element, to the last bit: the result
 * never depends on how events were divided or in which order parts arrived. Not thread-safe.
 *
 * @param <A> the accumulator's own class
 */
public interface Accumulator<A extends Accumulator<A>> {
    /** A new, empty accumulator of the same structure. */
    A empty();

    /** Whether nothing has been accumulated. */
    boolean isEmpty();

    /**
     * Adds the content of another accumulator of the same structure to this one; the other is not changed.
     *
     * @throws IllegalArgumentException if the structures differ, saying where
     */
    void merge(A other);

    /** The type, which names the encoding and can read it back. */
    AccumulatorType<A> type();

    /** Writes structure and content in the encoding of the {@linkplain #type() type}: equal contents give equal bytes. */
    void encode(DataOutput out) throws IOException;
}
