package org.topcoffea.remote.internal.policy;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.topcoffea.remote.internal.transport.ReadLimits;

/**
 * Makes few requests of many ranges: neighbours become one range, with the gap between them if it is small, and ranges
 * become one request, within what the server allows.
 */
final class Coalescer {
    /** Reading so many bytes for nothing is cheaper than another range. */
    private static final long GAP = 16 << 10;
    /** The same where each range is a request. */
    private static final long SINGLE_GAP = 128 << 10;
    /** No more than that is read in one piece for several. */
    private static final long MOST_TOGETHER = 4 << 20;

    private final ReadLimits limits;
    private final long gap;
    private final List<Request> requests = new ArrayList<>();
    private final List<Copy> copies = new ArrayList<>();
    private final List<Part> ranges = new ArrayList<>();
    private long bytes;

    /**
     * What is to be asked for.
     *
     * @param requests in the order of the file
     * @param copies what is to be done when all of them are answered
     */
    record Plan(List<Request> requests, List<Copy> copies) {
        /** Gives everybody the bytes that were read together with others. */
        void finish() {
            for (Copy copy : copies) {
                MemorySegment.copy(copy.from(), 0, copy.to(), 0, copy.to().byteSize());
            }
        }
    }

    /** A part of a range that is read in one piece with others. */
    record Copy(MemorySegment from, MemorySegment to) {}

    private record Part(long position, MemorySegment target) {
        long end() {
            return position + target.byteSize();
        }
    }

    private Coalescer(ReadLimits limits) {
        this.limits = limits;
        this.gap = limits.ranges() == 1 ? SINGLE_GAP : GAP;
    }

    /**
     * Plans requests.
     *
     * @param positions where ranges begin, in any order; they may overlap
     * @param targets takes them; empty ones are left out
     */
    static Plan plan(ReadLimits limits, long[] positions, MemorySegment[] targets) {
        Coalescer coalescer = new Coalescer(limits);
        List<Part> parts = IntStream.range(0, positions.length)
                .filter(i -> targets[i].byteSize() > 0)
                .mapToObj(i -> new Part(positions[i], targets[i]))
                .sorted(Comparator.comparingLong(Part::position))
                .toList();
        int from = 0;
        while (from < parts.size()) {
            int to = from + 1;
            long end = parts.get(from).end();
            while (to < parts.size() && coalescer.together(parts.get(from).position(), end, parts.get(to))) {
                end = Math.max(end, parts.get(to).end());
                to++;
            }
            coalescer.range(parts.subList(from, to), end);
            from = to;
        }
        coalescer.request();
        return new Plan(coalescer.requests, coalescer.copies);
    }

    private boolean together(long begin, long end, Part next) {
        if (next.position() < end) {
            return true;
        }
        long length = next.end() - begin;
        return next.position() - end <= gap && length <= Math.min(MOST_TOGETHER, limits.rangeBytes());
    }

    private void range(List<Part> parts, long end) {
        Part first = parts.getFirst();
        if (parts.size() == 1) {
            pieces(first);
            return;
        }
        MemorySegment whole = MemorySegment.ofArray(new byte[Math.toIntExact(end - first.position())]);
        for (Part part : parts) {
            long at = part.position() - first.position();
            copies.add(new Copy(whole.asSlice(at, part.target().byteSize()), part.target()));
        }
        pieces(new Part(first.position(), whole));
    }

    /** Cuts a range that is too long for the server. */
    private void pieces(Part range) {
        long size = range.target().byteSize();
        for (long done = 0; done < size; done += limits.rangeBytes()) {
            long length = Math.min(limits.rangeBytes(), size - done);
            add(new Part(range.position() + done, range.target().asSlice(done, length)));
        }
    }

    private void add(Part range) {
        long size = range.target().byteSize();
        if (!ranges.isEmpty() && (ranges.size() >= limits.ranges() || bytes + size > limits.requestBytes())) {
            request();
        }
        ranges.add(range);
        bytes += size;
    }

    private void request() {
        if (ranges.isEmpty()) {
            return;
        }
        requests.add(new Request(
                ranges.stream().mapToLong(Part::position).toArray(),
                ranges.stream().map(Part::target).toArray(MemorySegment[]::new)));
        ranges.clear();
        bytes = 0;
    }
}
