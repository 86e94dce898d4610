package org.topcoffea.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.topcoffea.spi.ErrorCode;

/**
 * What became of every event of a run. Each event that was planned is in exactly one {@linkplain EventState state}:
 *
 * <pre>
 *              start            finish
 *   PLANNED ──────────► RUNNING ──────► DONE
 *      │  ▲                │ │
 *      │  └────release─────┘ │fail
 *      └───────fail────────► FAILED ──release──► PLANNED
 * </pre>
 *
 * Transitions work on any range whose events are all in a state that the transition begins from, so that a chunk may end
 * in parts; otherwise they are refused and change nothing. Not thread-safe.
 */
public final class Ledger {
    /**
     * Events that are not part of the result.
     *
     * @param file their file
     * @param range which; empty when the file could not be opened and the number of its events is not known
     * @param state why: never {@link EventState.Done}
     */
    public record Missing(InputFile file, Optional<EntryRange> range, EventState state) {}

    /**
     * Numbers of events by state.
     *
     * @param planned to be processed
     * @param running being processed
     * @param done in the result
     * @param failed given up, without those of files that could not be opened
     * @param failedFiles files that could not be opened
     */
    public record Counts(long planned, long running, long done, long failed, int failedFiles) {}

    private final Map<InputFile, StateMap> files = new HashMap<>();
    private final Map<InputFile, EventState.Failed> failedFiles = new HashMap<>();
    private long planned;
    private long running;
    private long done;
    private long failed;

    /** Makes an empty ledger: complete, as nothing is planned. */
    public Ledger() {}

    /**
     * Adds events to what has to be done.
     *
     * @throws PlanException {@link PlanError#OVERLAPPING_EVENTS} if some of them are known already
     */
    public void plan(InputFile file, EntryRange range) {
        StateMap states = files.get(file);
        if (failedFiles.containsKey(file) || (states != null && states.overlaps(range))) {
            throw new PlanException(
                    PlanError.OVERLAPPING_EVENTS, file + ": events of " + range + " are planned already");
        }
        files.computeIfAbsent(file, f -> new StateMap()).set(range, EventState.PLANNED);
        planned += range.size();
    }

    /** Adds the events of a chunk to what has to be done. */
    public void plan(Chunk chunk) {
        plan(chunk.input(), chunk.range());
    }

    /** Notes that a file could not be opened; what is not done of it counts as missing. None of its events may be open. */
    public void failFile(InputFile file, ErrorCode code, String reason) {
        StateMap states = files.get(file);
        if (states != null && states.segments().stream().anyMatch(s -> !(s.state() instanceof EventState.Done))) {
            throw new PlanException(
                    PlanError.WRONG_STATE, file + ": events of this file are planned; fail these instead");
        }
        failedFiles.put(file, new EventState.Failed(code, reason));
    }

    /** Planned events are being processed. */
    public void start(InputFile file, EntryRange range) {
        move(file, range, EventState.Planned.class::isInstance, EventState.RUNNING);
    }

    /** Running events are done and part of the result. */
    public void finish(InputFile file, EntryRange range) {
        move(file, range, EventState.Running.class::isInstance, EventState.DONE);
    }

    /** Planned or running events are given up. */
    public void fail(InputFile file, EntryRange range, ErrorCode code, String reason) {
        Predicate<EventState> open = s -> s instanceof EventState.Planned || s instanceof EventState.Running;
        move(file, range, open, new EventState.Failed(code, reason));
    }

    /** Running or failed events are to be processed again. */
    public void release(InputFile file, EntryRange range) {
        Predicate<EventState> stopped = s -> s instanceof EventState.Running || s instanceof EventState.Failed;
        move(file, range, stopped, EventState.PLANNED);
    }

    private void move(InputFile file, EntryRange range, Predicate<EventState> from, EventState to) {
        StateMap states = files.get(file);
        if (states == null || !states.all(range, from)) {
            throw new PlanException(
                    PlanError.WRONG_STATE, file + ": events of " + range + " cannot become " + name(to) + " now");
        }
        for (StateMap.Segment segment : states.segments(range)) {
            count(segment.state(), -segment.range().size());
        }
        states.set(range, to);
        count(to, range.size());
    }

    private static String name(EventState state) {
        return state.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private void count(EventState state, long events) {
        switch (state) {
            case EventState.Planned p -> planned += events;
            case EventState.Running r -> running += events;
            case EventState.Done d -> done += events;
            case EventState.Failed f -> failed += events;
        }
    }

    /** Whether all events of a range are known and in a state of some kind. */
    public boolean all(InputFile file, EntryRange range, Predicate<EventState> kind) {
        StateMap states = files.get(file);
        return states != null && states.all(range, kind);
    }

    /** The parts of a range, all of whose events must be known, whose state is of some kind. */
    public List<EntryRange> parts(InputFile file, EntryRange range, Predicate<EventState> kind) {
        StateMap states = files.get(file);
        if (states == null || !states.all(range, state -> true)) {
            throw new PlanException(PlanError.WRONG_STATE, file + ": some events of " + range + " are not planned");
        }
        return states.segments(range).stream()
                .filter(segment -> kind.test(segment.state()))
                .map(StateMap.Segment::range)
                .toList();
    }

    /** Numbers of events by state; costs nothing. */
    public Counts counts() {
        return new Counts(planned, running, done, failed, failedFiles.size());
    }

    /** Whether everything that was planned is done and every file could be opened. */
    public boolean complete() {
        return planned == 0 && running == 0 && failed == 0 && failedFiles.isEmpty();
    }

    /** Everything that is not done, by file and ascending; neighbours with one reason are one range. */
    public List<Missing> missing() {
        List<Missing> missing = new ArrayList<>();
        files.forEach((file, states) -> {
            for (StateMap.Segment segment : states.segments()) {
                if (!(segment.state() instanceof EventState.Done)) {
                    missing.add(new Missing(file, Optional.of(segment.range()), segment.state()));
                }
            }
        });
        failedFiles.forEach((file, state) -> missing.add(new Missing(file, Optional.empty(), state)));
        missing.sort(Comparator.comparing(Missing::file));
        return missing;
    }

    /** The events that are done. */
    public EventRanges done() {
        return eventsThat(EventState.Done.class::isInstance);
    }

    /** The events whose state is of some kind. */
    public EventRanges eventsThat(Predicate<EventState> kind) {
        EventRanges ranges = new EventRanges();
        for (Map.Entry<InputFile, StateMap> file : files.entrySet()) {
            for (StateMap.Segment segment : file.getValue().segments()) {
                if (kind.test(segment.state())) {
                    ranges.add(file.getKey(), segment.range());
                }
            }
        }
        return ranges;
    }
}
