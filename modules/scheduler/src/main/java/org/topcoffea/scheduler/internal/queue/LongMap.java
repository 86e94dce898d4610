package org.topcoffea.scheduler.internal.queue;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A map from positive numbers to objects for numbers that are mostly given, and given back, one after the other: they lie beside
 * each other in pages, so that it does not matter how many there are. Numbers far from all others cost a page each.
 *
 * @param <T> the objects
 */
public final class LongMap<T> {
    private static final int BITS = 8;
    private static final int SLOTS = 1 << BITS;

    private static final class Page {
        final @Nullable Object[] slots = new Object[SLOTS];
        int used;
    }

    /** By number, from 1 on. */
    private final LongTable<Page> pages = new LongTable<>();

    private int size;

    /** Makes an empty map. */
    public LongMap() {}

    /** The number of entries. */
    public int size() {
        return size;
    }

    private static long page(long key) {
        return (key >>> BITS) + 1;
    }

    private static int slot(long key) {
        return (int) key & SLOTS - 1;
    }

    /** The object of a number, if there is one. */
    @SuppressWarnings("unchecked")
    public @Nullable T get(long key) {
        Page page = key < 1 ? null : pages.get(page(key));
        return page == null ? null : (T) page.slots[slot(key)];
    }

    /** Sets the object of a number. */
    public void put(long key, T value) {
        if (key < 1) {
            throw new IllegalArgumentException("keys begin at 1: " + key);
        }
        Page page = pages.get(page(key));
        if (page == null) {
            page = new Page();
            pages.put(page(key), page);
        }
        if (page.slots[slot(key)] == null) {
            page.used++;
            size++;
        }
        page.slots[slot(key)] = value;
    }

    /** Removes a number. */
    public void remove(long key) {
        Page page = key < 1 ? null : pages.get(page(key));
        if (page == null || page.slots[slot(key)] == null) {
            return;
        }
        page.slots[slot(key)] = null;
        size--;
        if (--page.used == 0) {
            pages.remove(page(key));
        }
    }

    /** Visits all objects by ascending number. */
    @SuppressWarnings("unchecked")
    public void forEach(Consumer<? super T> action) {
        pages.forEach(page -> {
            for (Object value : page.slots) {
                if (value != null) {
                    action.accept((T) value);
                }
            }
        });
    }
}
