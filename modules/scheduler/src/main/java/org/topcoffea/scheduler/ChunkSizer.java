package org.topcoffea.scheduler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.topcoffea.scheduler.internal.chunk.Trend;

/**
 * How many events a chunk of each sample should have, so that it takes about as much time and memory as wanted. Samples
 * learn for themselves: an event of simulation with EFT weights costs many times what an event of data does.
 *
 * <p>Sizes are powers of two, so that they do not change with every report, and at most {@value #GROWTH} times the largest
 * chunk that went well. A chunk that exhausts its resources is cut, and its sample remembers that it was too large.
 * Not thread-safe.
 */
public final class ChunkSizer {
    /** How much larger than the largest good chunk so far the next ones may be. */
    public static final int GROWTH = 8;

    private static final int KEPT = 48;
    private static final int EXPLORE = 10;
    /** Good chunks after which a size that was too large may be tried again. */
    private static final int FORGIVE = 64;

    private static final class State {
        final ArrayDeque<ChunkReport> reports = new ArrayDeque<>();
        long size;
        long limit = Long.MAX_VALUE;
        long largest;
        long count;
        long asked;
        long sinceExhausted;
    }

    private final ChunkTargets targets;
    private final long initial;
    private final Map<String, State> samples = new HashMap<>();

    /**
     * Begins with the same size for all samples.
     *
     * @param targets what chunks should take
     * @param initial events of a chunk while nothing is known, at least 1
     */
    public ChunkSizer(ChunkTargets targets, long initial) {
        if (initial < 1) {
            throw new IllegalArgumentException("a chunk has at least 1 event, not " + initial);
        }
        this.targets = targets;
        this.initial = initial;
    }

    private State state(String sample) {
        return samples.computeIfAbsent(sample, name -> {
            State state = new State();
            state.size = initial;
            return state;
        });
    }

    /** A chunk went well. */
    public void report(String sample, ChunkReport report) {
        State state = state(sample);
        state.reports.addLast(report);
        if (state.reports.size() > KEPT) {
            state.reports.removeFirst();
        }
        state.largest = Math.max(state.largest, report.events());
        state.count++;
        if (++state.sinceExhausted >= FORGIVE && state.limit < Long.MAX_VALUE / 2) {
            state.limit *= 2;
            state.sinceExhausted = 0;
        }
        if (state.count < KEPT / 3 || state.count % (KEPT / 6) == 0) {
            learn(state);
        }
    }

    private void learn(State state) {
        double size = Double.POSITIVE_INFINITY;
        size = Math.min(size, fit(state, targets.wallTime() / 1e6, r -> r.wallTime() / 1e6));
        size = Math.min(size, fit(state, (double) targets.memory(), ChunkReport::memory));
        size = Math.min(size, fit(state, targets.outputBytes() / 1024.0, r -> r.outputBytes() / 1024.0));
        if (size < Double.POSITIVE_INFINITY) {
            long most = Math.min(state.limit, GROWTH * Math.max(state.largest, initial / GROWTH));
            state.size = floorPowerOfTwo((long) Math.clamp(size, 1, (double) Math.max(1, most)));
        }
    }

    private static double fit(State state, double target, ToDoubleFunction<ChunkReport> amount) {
        if (target <= 0) {
            return Double.POSITIVE_INFINITY;
        }
        double[] amounts = state.reports.stream().mapToDouble(amount).toArray();
        double[] events =
                state.reports.stream().mapToDouble(ChunkReport::events).toArray();
        OptionalDouble fitted = Trend.events(target, amounts, events);
        return fitted.isEmpty() ? Double.POSITIVE_INFINITY : fitted.getAsDouble();
    }

    private static long floorPowerOfTwo(long value) {
        return Long.highestOneBit(Math.max(1, value));
    }

    /**
     * The events of a chunk of this sample.
     *
     * @param sample its name
     * @param cluster the events of a cluster, below which a chunk only reads the same data twice; 0 if not known
     */
    public long size(String sample, long cluster) {
        return Math.max(1, Math.max(cluster, state(sample).size));
    }

    /**
     * The events of the next chunk of this sample: now and then half of the {@linkplain #size size}, so that there is
     * something to compare with.
     *
     * @param sample its name
     * @param cluster the events of a cluster; 0 if not known
     */
    public long next(String sample, long cluster) {
        State state = state(sample);
        boolean explores = state.count > 0 && ++state.asked % EXPLORE == 0;
        return Math.max(1, Math.max(cluster, explores ? state.size / 2 : state.size));
    }

    /**
     * How to cut a chunk that exhausted its resources: into parts of the present size if it is larger, else into halves,
     * which are the present size from now on.
     *
     * @param sample its name
     * @param events the events of the chunk, at least 1
     * @param smallest no part has to be smaller than this, at least 1
     * @return the events of each part, at least two of them, the last one may be smaller; empty when it cannot be cut
     */
    public List<Long> split(String sample, long events, long smallest) {
        if (events <= smallest || events < 2) {
            return List.of();
        }
        State state = state(sample);
        long target = state.size;
        if (events <= target) {
            target = Math.ceilDiv(events, 2);
            state.size = target;
            state.limit = Math.min(state.limit, target);
            state.sinceExhausted = 0;
        }
        long wanted = Math.ceilDiv(events, Math.max(target, smallest));
        long piece = Math.ceilDiv(events, Math.max(2, wanted));
        List<Long> parts = new ArrayList<>();
        for (long left = events; left > 0; left -= piece) {
            parts.add(Math.min(piece, left));
        }
        return parts;
    }

    /** The present size of each sample, by name, to begin the next run with. */
    public Map<String, Long> sizes() {
        Map<String, Long> sizes = new TreeMap<>();
        samples.forEach((sample, state) -> sizes.put(sample, state.size));
        return sizes;
    }

    /**
     * Begins with the size that an earlier run of a sample ended with.
     *
     * @param sample its name
     * @param size events, at least 1
     */
    public void remember(String sample, long size) {
        if (size < 1) {
            throw new IllegalArgumentException("sample " + sample + ": a chunk has at least 1 event, not " + size);
        }
        State state = state(sample);
        state.size = size;
        state.largest = Math.max(state.largest, size);
    }
}
