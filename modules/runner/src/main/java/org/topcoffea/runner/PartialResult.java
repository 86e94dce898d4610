package org.topcoffea.runner;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Function;
import org.topcoffea.plan.EventRanges;
import org.topcoffea.spi.AccumulatorType;

/**
 * Accumulators and the events that are in them. Two results with an event in common cannot be merged, so that nothing is
 * ever counted twice. Not thread-safe.
 *
 * @param accumulators what was filled
 * @param events the events it was filled with
 */
public record PartialResult(Accumulators accumulators, EventRanges events) {
    /**
     * Adds another result to this one; the other is not changed.
     *
     * @throws org.topcoffea.plan.PlanException if both contain the same event; nothing is added then
     */
    public void merge(PartialResult other) {
        events.addAll(other.events);
        accumulators.merge(other.accumulators);
    }

    /** Writes events and accumulators: equal results give equal bytes. */
    public void encode(DataOutput out) throws IOException {
        events.encode(out);
        accumulators.encode(out);
    }

    /**
     * Reads a result back.
     *
     * @param in what {@link #encode} wrote
     * @param types finds a type of accumulator by its name
     * @throws IOException if the bytes are damaged
     */
    public static PartialResult decode(DataInput in, Function<String, AccumulatorType<?>> types) throws IOException {
        EventRanges events = EventRanges.decode(in);
        return new PartialResult(Accumulators.decode(in, types), events);
    }
}
