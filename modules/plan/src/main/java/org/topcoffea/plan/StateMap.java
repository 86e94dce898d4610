package org.topcoffea.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The states of the entries of one file; neighbours in the same state are one segment. */
final class StateMap {
    /**
     * Consecutive entries in one state.
     *
     * @param range the entries
     * @param state their state
     */
    record Segment(EntryRange range, EventState state) {}

    private final TreeMap<Long, Segment> segments = new TreeMap<>();

    List<Segment> segments() {
        return List.copyOf(segments.values());
    }

    /** The parts of a range, all of whose entries must be known, by state. */
    List<Segment> segments(EntryRange range) {
        List<Segment> parts = new ArrayList<>();
        long position = range.start();
        while (position < range.stop()) {
            Segment segment = segments.floorEntry(position).getValue();
            long stop = Math.min(range.stop(), segment.range().stop());
            parts.add(new Segment(new EntryRange(position, stop), segment.state()));
            position = stop;
        }
        return parts;
    }

    boolean overlaps(EntryRange range) {
        Map.Entry<Long, Segment> last = segments.lowerEntry(range.stop());
        return last != null && last.getValue().range().stop() > range.start();
    }

    /** Whether all entries of a range are known and in a state of the given kind. */
    boolean all(EntryRange range, Predicate<EventState> kind) {
        long position = range.start();
        while (position < range.stop()) {
            Map.Entry<Long, Segment> entry = segments.floorEntry(position);
            if (entry == null
                    || entry.getValue().range().stop() <= position
                    || !kind.test(entry.getValue().state())) {
                return false;
            }
            position = entry.getValue().range().stop();
        }
        return true;
    }

    /** Gives a state to a range, whatever it had. */
    void set(EntryRange range, EventState state) {
        List<Segment> kept = new ArrayList<>();
        Map.Entry<Long, Segment> last = segments.lowerEntry(range.stop());
        while (last != null && last.getValue().range().stop() > range.start()) {
            Segment old = last.getValue();
            segments.remove(last.getKey());
            if (old.range().stop() > range.stop()) {
                kept.add(new Segment(new EntryRange(range.stop(), old.range().stop()), old.state()));
            }
            if (old.range().start() < range.start()) {
                kept.add(new Segment(new EntryRange(old.range().start(), range.start()), old.state()));
            }
            last = segments.lowerEntry(range.stop());
        }
        kept.forEach(segment -> segments.put(segment.range().start(), segment));
        put(range, state);
    }

    private void put(EntryRange range, EventState state) {
        long start = range.start();
        long stop = range.stop();
        Map.Entry<Long, Segment> before = segments.lowerEntry(start);
        if (before != null
                && before.getValue().range().stop() == start
                && before.getValue().state().equals(state)) {
            start = before.getKey();
        }
        Segment behind = segments.get(stop);
        if (behind != null && behind.state().equals(state)) {
            segments.remove(stop);
            stop = behind.range().stop();
        }
        segments.put(start, new Segment(new EntryRange(start, stop), state));
    }
}
