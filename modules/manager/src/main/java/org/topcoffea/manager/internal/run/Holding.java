package org.topcoffea.manager.internal.run;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.topcoffea.plan.EventRanges;
import org.topcoffea.runner.ChunkMetrics;

/**
 * The events that one worker has processed and whose result only it has. If it is lost, they are processed again.
 */
final class Holding {
    /**
     * What one task has left there.
     *
     * @param task the task
     * @param events the processed events
     * @param metrics what they cost
     * @param place the sum in the worker's memory that they are in, or the file in its cache
     */
    record Share(long task, EventRanges events, ChunkMetrics metrics, String place) {}

    private final List<Share> shares = new ArrayList<>();
    private final List<HeldFile> files = new ArrayList<>();
    private final EventRanges early = new EventRanges();
    private long since;
    private double seconds;
    private long bytes;
    private boolean collecting;
    private boolean wanted;

    /**
     * Adds what a task has left.
     *
     * @return false if it came home before the report of the task did
     */
    boolean add(Share share, long now) {
        EventRanges left = share.events().minus(early);
        share.events().forEach(early::remove);
        if (left.isEmpty()) {
            return false;
        }
        if (shares.isEmpty()) {
            since = now;
        }
        shares.add(new Share(share.task(), left, share.metrics(), share.place()));
        seconds += share.metrics().wallSeconds();
        return true;
    }

    /** Events that came home before the report of their task did. */
    EventRanges early() {
        return early;
    }

    /** Adds a file. */
    void add(HeldFile file) {
        files.add(file);
    }

    /** Takes some files, to bring them home. */
    List<HeldFile> takeFiles(int most) {
        List<HeldFile> part = files.subList(0, Math.min(most, files.size()));
        List<HeldFile> taken = List.copyOf(part);
        part.clear();
        return taken;
    }

    int fileCount() {
        return files.size();
    }

    /** About how many bytes the sum in the worker's memory has. */
    void bytes(long size) {
        bytes = size;
    }

    long bytes() {
        return bytes;
    }

    /** Since when the oldest share is here; meaningless when there is none. */
    long since() {
        return since;
    }

    /** How long the worker would need to do it all again. */
    double seconds() {
        return seconds;
    }

    boolean isEmpty() {
        return shares.isEmpty();
    }

    /** All events that are here. */
    EventRanges events() {
        return events(shares);
    }

    /** Somebody wants it soon. */
    void want() {
        wanted = true;
    }

    boolean wanted() {
        return wanted;
    }

    /** Whether a task is on its way that brings home what is here. */
    boolean collecting() {
        return collecting;
    }

    void collecting(boolean on) {
        collecting = on;
    }

    /**
     * Some events come home. Those of which no task has reported yet are remembered until it does.
     *
     * @return what has left them
     */
    List<Share> release(EventRanges home, long now) {
        EventRanges rest = home.copy();
        List<Share> released = new ArrayList<>();
        for (Iterator<Share> iterator = shares.iterator(); iterator.hasNext(); ) {
            Share share = iterator.next();
            if (home.containsAll(share.events())) {
                iterator.remove();
                released.add(share);
                share.events().forEach(rest::remove);
            }
        }
        early.addAll(rest);
        since = now;
        seconds = shares.stream()
                .mapToDouble(share -> share.metrics().wallSeconds())
                .sum();
        bytes = 0;
        wanted = false;
        return released;
    }

    /** All events that some tasks have left. */
    static EventRanges events(List<Share> shares) {
        EventRanges all = new EventRanges();
        shares.forEach(share -> all.addAll(share.events()));
        return all;
    }

    /** Takes everything out that is in one place, or in any place when that is empty. */
    List<Share> lose(String place) {
        List<Share> lost = shares.stream()
                .filter(share -> place.isEmpty() || share.place().equals(place))
                .toList();
        shares.removeAll(lost);
        seconds = shares.stream()
                .mapToDouble(share -> share.metrics().wallSeconds())
                .sum();
        return lost;
    }
}
