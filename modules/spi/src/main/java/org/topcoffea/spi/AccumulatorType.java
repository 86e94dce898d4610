package org.topcoffea.spi;

import java.io.DataInput;
import java.io.IOException;

/**
 * A kind of accumulator, found by name when encoded ones are read back. A module that has accumulators of its own
 * {@code provides} their types.
 *
 * @param <A> the accumulator's class
 */
public interface AccumulatorType<A extends Accumulator<A>> {
    /** The name in encoded form, unique among all types: for example {@code eft-histogram}. */
    String name();

    /** The version that {@link Accumulator#encode} writes; higher versions are refused, lower ones are read. */
    int version();

    /** The class of the accumulators. */
    Class<A> accumulatorClass();

    /**
     * Reads an accumulator back.
     *
     * @param in the encoded bytes; sizes in it are checked before anything is allocated
     * @param version the version they were written with, at most {@link #version()}
     * @throws IOException if the bytes are not a valid encoding
     */
    A decode(DataInput in, int version) throws IOException;
}
