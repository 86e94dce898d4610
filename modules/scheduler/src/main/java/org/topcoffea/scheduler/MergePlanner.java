package org.topcoffea.scheduler;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Which partial results are merged next, and where. Results are merged where they lie, the smallest first, so that a large
 * one is not read and written again and again; only then do they travel.
 *
 * @param fanIn how many are merged at once, at least 2
 * @param maxBytes the bytes of all that are merged at once, at least 1, but always two of them
 */
public record MergePlanner(int fanIn, long maxBytes) {
    /** Checks the limits. */
    public MergePlanner {
        if (fanIn < 2 || maxBytes < 1) {
            throw new IllegalArgumentException(
                    "at least 2 results and 1 byte are merged at once, not " + fanIn + " and " + maxBytes);
        }
    }

    /**
     * Results that are to be merged to one.
     *
     * @param worker where they are; empty for the manager
     * @param parts their numbers
     * @param bytes their size in all
     */
    public record Merge(OptionalLong worker, List<Long> parts, long bytes) {}

    /**
     * Plans merges.
     *
     * @param partials all results that lie somewhere and are not being merged
     * @param last whether no more will come: then all that a place has is merged to as few as the limits allow; else only
     *     full groups are
     */
    public List<Merge> plan(Collection<Partial> partials, boolean last) {
        Map<Long, List<Partial>> places = new TreeMap<>();
        for (Partial partial : partials) {
            places.computeIfAbsent(partial.worker().orElse(0), p -> new ArrayList<>())
                    .add(partial);
        }
        List<Merge> merges = new ArrayList<>();
        places.values().forEach(there -> plan(there, last, merges));
        return merges;
    }

    private void plan(List<Partial> there, boolean last, List<Merge> merges) {
        there.sort(Comparator.comparingLong(Partial::bytes).thenComparingLong(Partial::id));
        int next = 0;
        while (there.size() - next >= 2) {
            int end = next;
            long bytes = 0;
            while (end < there.size() && end - next < fanIn && fits(there.get(end), bytes, end - next)) {
                bytes += there.get(end++).bytes();
            }
            boolean full = end - next == fanIn || end < there.size();
            boolean worthwhile = last || (full && smallEnough(there, next, end));
            if (!worthwhile) {
                return;
            }
            List<Long> parts =
                    there.subList(next, end).stream().map(Partial::id).toList();
            merges.add(new Merge(there.get(next).worker(), parts, bytes));
            next = end;
        }
    }

    private boolean fits(Partial partial, long bytes, int count) {
        return count < 2 || bytes + partial.bytes() <= maxBytes;
    }

    /** Two that are too large already are left to the end. */
    private boolean smallEnough(List<Partial> there, int next, int end) {
        return end - next > 2 || there.get(next).bytes() + there.get(next + 1).bytes() <= maxBytes;
    }
}
