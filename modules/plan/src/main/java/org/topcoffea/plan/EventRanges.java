package org.topcoffea.plan;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A set of events: for each input file, disjoint ranges of its entries. A partial result carries the set of events that
 * it contains; adding two sets that have an event in common is refused, so that no event is ever counted twice.
 *
 * <p>Equal sets have equal encodings, however they came about. Not thread-safe.
 */
public final class EventRanges {
    private final Map<InputFile, EntrySet> files = new HashMap<>();

    /** Makes an empty set. */
    public EventRanges() {}

    /** The set of the events of some chunks. */
    public static EventRanges of(Chunk... chunks) {
        EventRanges ranges = new EventRanges();
        for (Chunk chunk : chunks) {
            ranges.add(chunk.input(), chunk.range());
        }
        return ranges;
    }

    /** Whether there are no events. */
    public boolean isEmpty() {
        return files.isEmpty();
    }

    /** The number of events. */
    public long events() {
        return files.values().stream().mapToLong(EntrySet::size).sum();
    }

    /** The files that have events in this set, in their order. */
    public List<InputFile> files() {
        return files.keySet().stream().sorted().toList();
    }

    /** The ranges of one file, ascending, with gaps between them; empty if there are none. */
    public List<EntryRange> ranges(InputFile file) {
        EntrySet entries = files.get(file);
        return entries == null ? List.of() : entries.ranges();
    }

    /** Calls for each range, by file and ascending. */
    public void forEach(BiConsumer<InputFile, EntryRange> action) {
        files().forEach(file -> ranges(file).forEach(range -> action.accept(file, range)));
    }

    /** Whether all events of a range are in this set. */
    public boolean contains(InputFile file, EntryRange range) {
        EntrySet entries = files.get(file);
        return entries != null && entries.contains(range);
    }

    /** Whether all events of another set are in this one. */
    public boolean containsAll(EventRanges other) {
        for (Map.Entry<InputFile, EntrySet> entry : other.files.entrySet()) {
            for (EntryRange range : entry.getValue().ranges()) {
                if (!contains(entry.getKey(), range)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether at least one event of a range is in this set. */
    public boolean overlaps(InputFile file, EntryRange range) {
        EntrySet entries = files.get(file);
        return entries != null && entries.overlaps(range);
    }

    /**
     * Adds a range.
     *
     * @throws PlanException {@link PlanError#OVERLAPPING_EVENTS} if an event of it is in this set; nothing is added then
     */
    public void add(InputFile file, EntryRange range) {
        refuseOverlap(file, range);
        files.computeIfAbsent(file, f -> new EntrySet()).add(range);
    }

    /**
     * Adds all events of another set, which is not changed. Costs as much as the other set is large.
     *
     * @throws PlanException {@link PlanError#OVERLAPPING_EVENTS} if the sets have an event in common; nothing is added then
     */
    public void addAll(EventRanges other) {
        other.forEach(this::refuseOverlap);
        other.forEach((file, range) ->
                files.computeIfAbsent(file, f -> new EntrySet()).add(range));
    }

    private void refuseOverlap(InputFile file, EntryRange range) {
        if (overlaps(file, range)) {
            throw new PlanException(
                    PlanError.OVERLAPPING_EVENTS,
                    file + ": events of " + range + " are in the result already; adding them would count them twice");
        }
    }

    /** Takes a range out; events that are not in this set do not matter. */
    public void remove(InputFile file, EntryRange range) {
        EntrySet entries = files.get(file);
        if (entries != null) {
            entries.remove(range);
            if (entries.isEmpty()) {
                files.remove(file);
            }
        }
    }

    /** The events of this set that are not in another one, as a new set. */
    public EventRanges minus(EventRanges other) {
        EventRanges rest = copy();
        other.forEach(rest::remove);
        return rest;
    }

    /** A copy. */
    public EventRanges copy() {
        EventRanges copy = new EventRanges();
        copy.addAll(this);
        return copy;
    }

    /** Writes this set: equal sets give equal bytes. */
    public void encode(DataOutput out) throws IOException {
        EventRangesCodec.encode(this, out);
    }

    /**
     * Reads a set back.
     *
     * @throws PlanException {@link PlanError#DAMAGED_RANGES} if the bytes are not an encoding of a set
     * @throws IOException if there are too few bytes, or reading fails
     */
    public static EventRanges decode(DataInput in) throws IOException {
        return EventRangesCodec.decode(in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventRanges that && files.equals(that.files);
    }

    @Override
    public int hashCode() {
        return files.hashCode();
    }

    @Override
    public String toString() {
        return events() + " events of " + files.size() + " files";
    }
}
