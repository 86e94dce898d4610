package org.topcoffea.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Disjoint ranges of entries of one file; neighbours that touch are one range, so that equal sets look the same. */
final class EntrySet {
    private final TreeMap<Long, Long> stops = new TreeMap<>();

    boolean isEmpty() {
        return stops.isEmpty();
    }

    int rangeCount() {
        return stops.size();
    }

    List<EntryRange> ranges() {
        List<EntryRange> ranges = new ArrayList<>(stops.size());
        stops.forEach((start, stop) -> ranges.add(new EntryRange(start, stop)));
        return ranges;
    }

    long size() {
        long size = 0;
        for (Map.Entry<Long, Long> range : stops.entrySet()) {
            size += range.getValue() - range.getKey();
        }
        return size;
    }

    boolean contains(EntryRange range) {
        Map.Entry<Long, Long> before = stops.floorEntry(range.start());
        return before != null && before.getValue() >= range.stop();
    }

    boolean overlaps(EntryRange range) {
        Map.Entry<Long, Long> before = stops.lowerEntry(range.stop());
        return before != null && before.getValue() > range.start();
    }

    /** Adds a range that must not overlap. */
    void add(EntryRange range) {
        long start = range.start();
        long stop = range.stop();
        Map.Entry<Long, Long> before = stops.floorEntry(start);
        if (before != null && before.getValue() == start) {
            start = before.getKey();
        }
        Long behind = stops.remove(stop);
        stops.put(start, behind == null ? stop : behind);
    }

    /** Takes entries out; those that are not in the set do not matter. */
    void remove(EntryRange range) {
        Map.Entry<Long, Long> last = stops.lowerEntry(range.stop());
        while (last != null && last.getValue() > range.start()) {
            stops.remove(last.getKey());
            if (last.getValue() > range.stop()) {
                stops.put(range.stop(), last.getValue());
            }
            if (last.getKey() < range.start()) {
                stops.put(last.getKey(), range.start());
                return;
            }
            last = stops.lowerEntry(range.stop());
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EntrySet that && stops.equals(that.stops);
    }

    @Override
    public int hashCode() {
        return stops.hashCode();
    }
}
