package org.topcoffea.scheduler.internal.queue;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A map from positive numbers to objects without an object for each entry: open addressing with linear probing, at most
 * half full.
 *
 * @param <T> the objects
 */
final class LongTable<T> {
    private long[] keys = new long[16];
    private @Nullable Object[] values = new Object[16];
    private int size;

    LongTable() {}

    /** The number of entries. */
    int size() {
        return size;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        long mixed = key * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** The object of a number, if there is one. */
    @SuppressWarnings("unchecked")
    @Nullable
    T get(long key) {
        return (T) values[slot(key)];
    }

    /** Sets the object of a number. */
    void put(long key, T value) {
        if (key < 1) {
            throw new IllegalArgumentException("keys begin at 1: " + key);
        }
        int slot = slot(key);
        if (keys[slot] == 0) {
            size++;
            keys[slot] = key;
        }
        values[slot] = value;
        if (size * 2 > keys.length) {
            resize(keys.length * 2);
        }
    }

    /** Removes a number. */
    void remove(long key) {
        int slot = slot(key);
        if (keys[slot] == 0) {
            return;
        }
        size--;
        close(slot);
        if (keys.length > 1024 && size * 16 < keys.length) {
            resize(keys.length / 4);
        }
    }

    /** Moves entries behind a gap into it when they would not be found otherwise. */
    private void close(int start) {
        int mask = keys.length - 1;
        int gap = start;
        int next = (gap + 1) & mask;
        while (keys[next] != 0) {
            int home = (int) (keys[next] * 0x9E3779B97F4A7C15L >>> 32) & mask;
            if (((next - home) & mask) >= ((next - gap) & mask)) {
                keys[gap] = keys[next];
                values[gap] = values[next];
                gap = next;
            }
            next = (next + 1) & mask;
        }
        keys[gap] = 0;
        values[gap] = null;
    }

    private void resize(int capacity) {
        long[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        keys = new long[capacity];
        values = new Object[capacity];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }

    /** Visits all objects by ascending number. */
    @SuppressWarnings("unchecked")
    void forEach(Consumer<? super T> action) {
        long[] sorted = Arrays.stream(keys).filter(k -> k != 0).sorted().toArray();
        for (long key : sorted) {
            action.accept((T) Objects.requireNonNull(values[slot(key)]));
        }
    }
}
