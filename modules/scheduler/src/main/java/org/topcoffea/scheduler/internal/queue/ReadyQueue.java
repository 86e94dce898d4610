package org.topcoffea.scheduler.internal.queue;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A queue by priority, then age. New entries are appended to a lane of their priority at a constant price; those that come
 * back keep their age and wait in a small heap beside it. An entry that must no longer be taken is not searched for: it
 * says so itself and is dropped when its turn comes.
 *
 * @param <T> the entries
 */
public final class ReadyQueue<T extends ReadyQueue.Entry> {
    /** What waits. */
    public interface Entry {
        /** Higher goes first. */
        double priority();

        /** Its age: lower goes first. */
        long sequence();

        /** Whether it waits in this queue. */
        boolean waitsIn(ReadyQueue<?> queue);
    }

    private static final class Lane<T extends Entry> {
        final ArrayDeque<T> fresh = new ArrayDeque<>();
        final PriorityQueue<T> returned = new PriorityQueue<>(Comparator.comparingLong(Entry::sequence));
        long newest = Long.MIN_VALUE;
    }

    private final TreeMap<Double, Lane<T>> lanes = new TreeMap<>(Comparator.reverseOrder());
    private int size;

    /** Makes an empty queue. */
    public ReadyQueue() {}

    /** How many wait. */
    public int size() {
        return size;
    }

    /** Whether none waits. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Lets an entry wait; it has to say already that it does. */
    public void add(T entry) {
        Lane<T> lane = lanes.computeIfAbsent(entry.priority() + 0.0, p -> new Lane<>());
        if (entry.sequence() > lane.newest) {
            lane.fresh.addLast(entry);
            lane.newest = entry.sequence();
        } else {
            lane.returned.add(entry);
        }
        size++;
    }

    /** Notes that an entry waits no longer; it says so itself. */
    public void left() {
        size--;
        if (size == 0) {
            lanes.clear();
        }
    }

    /** The next entry, which stays. */
    public @Nullable T peek() {
        while (!lanes.isEmpty()) {
            Map.Entry<Double, Lane<T>> entry = lanes.firstEntry();
            T head = head(entry.getValue());
            if (head != null) {
                return head;
            }
            lanes.remove(entry.getKey());
        }
        return null;
    }

    /** Visits some entries, of higher priorities first. */
    public void forEach(int most, Consumer<? super T> action) {
        lanes.values().stream()
                .flatMap(lane -> Stream.concat(lane.returned.stream(), lane.fresh.stream()))
                .filter(entry -> entry.waitsIn(this))
                .limit(most)
                .forEach(action);
    }

    private @Nullable T head(Lane<T> lane) {
        while (!lane.fresh.isEmpty() && !lane.fresh.getFirst().waitsIn(this)) {
            lane.fresh.removeFirst();
        }
        while (!lane.returned.isEmpty() && !lane.returned.element().waitsIn(this)) {
            lane.returned.remove();
        }
        T fresh = lane.fresh.peekFirst();
        T returned = lane.returned.peek();
        return fresh == null || (returned != null && returned.sequence() <= fresh.sequence()) ? returned : fresh;
    }

    /** Takes the next entry out of its place; it still counts until it has {@link #left}, or is put {@link #back}. */
    public T take() {
        T head = Objects.requireNonNull(peek(), "empty");
        Lane<T> lane = lanes.firstEntry().getValue();
        if (head == lane.fresh.peekFirst()) {
            lane.fresh.removeFirst();
        } else {
            lane.returned.remove();
        }
        return head;
    }

    /** Puts an entry back that was taken. */
    public void back(T entry) {
        lanes.computeIfAbsent(entry.priority() + 0.0, p -> new Lane<>())
                .returned
                .add(entry);
    }
}
