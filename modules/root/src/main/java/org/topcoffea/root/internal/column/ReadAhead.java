package org.topcoffea.root.internal.column;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.topcoffea.root.BasketStore;
import org.topcoffea.root.ByteSource;

/**
 * Fetches the baskets and pages that a reader is going to need, cluster by cluster and some clusters ahead of it, in a few
 * requests for all columns together. What was not foreseen is read when it is needed. Confined to one thread.
 */
final class ReadAhead {
    /** What is fetched together: large enough to be worth a request, small enough to have several on their way. */
    private static final long WINDOW_BYTES = 2 << 20;
    /** A cluster with more than that is not planned at all. */
    private static final long MOST_BYTES = 64 << 20;

    private final Origin origin;
    private final ByteSource source;
    private final long[] clusters;
    private final long stop;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Deque<Window> windows = new ArrayDeque<>();
    private final Set<Long> planned = new HashSet<>();
    private long from;
    private long next;
    private int cluster;

    private record Range(long position, int bytes) {}

    private ReadAhead(ColumnTree tree, long start, long stop) {
        this.origin = tree.origin();
        this.source = origin.source();
        this.clusters = tree.clusters();
        this.from = start;
        this.next = start;
        this.stop = stop;
    }

    /**
     * Prepares for reading a range of entries.
     *
     * @param names the columns, as far as they are known; others are ignored
     * @param start the first entry
     * @param stop the entry behind the last
     * @return null for a source where nothing should be fetched in advance
     */
    static @Nullable ReadAhead of(ColumnTree tree, Collection<String> names, long start, long stop) {
        if (tree.origin().source().aheadBytes() == 0) {
            return null;
        }
        ReadAhead ahead = new ReadAhead(tree, start, stop);
        for (String name : names) {
            Column column = tree.find(name);
            if (column != null) {
                ahead.add(column);
            }
        }
        return ahead;
    }

    /** Adds a column; if others are on their way already, it is fetched up to where they are. */
    void add(Column column) {
        if (columns.putIfAbsent(column.info().name(), column) == null && next > from) {
            List<Range> ranges = new ArrayList<>();
            collect(column, from, next, ranges);
            fetch(ranges, next);
        }
    }

    /**
     * Moves to a range of entries, and sees to it that what they need is on its way, and something beyond.
     *
     * @param to the entry behind the last
     */
    void advance(long start, long to) {
        from = start;
        for (Iterator<Window> each = windows.iterator(); each.hasNext(); ) {
            Window window = each.next();
            if (window.end() <= start) {
                window.discard();
                each.remove();
            }
        }
        next = Math.max(next, start);
        if (columns.isEmpty()) {
            // Nothing to plan; a column that comes up is fetched for what is selected now.
            next = Math.max(next, to);
        }
        while (next < stop && (next < to || onTheWay() < source.aheadBytes())) {
            plan();
        }
    }

    private long onTheWay() {
        return windows.stream().mapToLong(Window::size).sum();
    }

    /** Plans the next window: clusters, until there is enough to ask for. */
    private void plan() {
        List<Range> ranges = new ArrayList<>();
        long bytes = 0;
        while (next < stop && bytes < WINDOW_BYTES) {
            while (cluster < clusters.length && clusters[cluster] <= next) {
                cluster++;
            }
            long end = cluster < clusters.length ? Math.min(stop, clusters[cluster]) : stop;
            int before = ranges.size();
            for (Column column : columns.values()) {
                collect(column, next, end, ranges);
            }
            long more = ranges.subList(before, ranges.size()).stream()
                    .mapToLong(Range::bytes)
                    .sum();
            if (more > MOST_BYTES) {
                ranges.subList(before, ranges.size()).clear();
                more = 0;
            }
            bytes += more;
            next = end;
        }
        fetch(ranges, next);
    }

    private void collect(Column column, long start, long end, List<Range> into) {
        BasketStore store = origin.store();
        column.ranges(start, end, (position, bytes) -> {
            boolean sensible = position >= 0 && bytes > 0 && bytes <= MOST_BYTES && bytes <= source.size() - position;
            if (sensible && (store == null || store.length(position) < 0) && planned.add(position)) {
                into.add(new Range(position, (int) bytes));
            }
        });
    }

    private void fetch(List<Range> ranges, long end) {
        if (!ranges.isEmpty()) {
            ranges.sort(Comparator.comparingLong(Range::position));
            windows.add(new Window(
                    source,
                    end,
                    ranges.stream().mapToLong(Range::position).toArray(),
                    ranges.stream().mapToInt(Range::bytes).toArray()));
        }
    }

    /** Fills a segment from what was fetched; false if it was not. */
    boolean read(long position, MemorySegment target) {
        for (Window window : windows) {
            if (window.read(position, target)) {
                return true;
            }
        }
        return false;
    }

    void close() {
        windows.forEach(Window::discard);
        windows.clear();
    }
}
