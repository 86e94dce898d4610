package org.topcoffea.hist.internal;

import org.jspecify.annotations.Nullable;

/** Blocks by a packed key, found without allocating. Nothing is ever removed. */
public final class BlockMap<B> {
    private long[] keys = new long[16];
    private @Nullable Object[] blocks = new @Nullable Object[16];
    private int size;

    private static int hash(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }

    /** The block of a key, or null. */
    @SuppressWarnings("unchecked") // only put() writes blocks
    public @Nullable B get(long key) {
        int mask = keys.length - 1;
        for (int slot = hash(key) & mask; ; slot = (slot + 1) & mask) {
            Object block = blocks[slot];
            if (block == null) {
                return null;
            }
            if (keys[slot] == key) {
                return (B) block;
            }
        }
    }

    /** Adds a block whose key is not there yet. */
    public void put(long key, B block) {
        if (2 * ++size > keys.length) {
            long[] oldKeys = keys;
            @Nullable Object[] oldBlocks = blocks;
            keys = new long[2 * oldKeys.length];
            blocks = new @Nullable Object[keys.length];
            for (int i = 0; i < oldKeys.length; i++) {
                Object old = oldBlocks[i];
                if (old != null) {
                    insert(oldKeys[i], old);
                }
            }
        }
        insert(key, block);
    }

    private void insert(long key, @Nullable Object block) {
        int mask = keys.length - 1;
        int slot = hash(key) & mask;
        while (blocks[slot] != null) {
            slot = (slot + 1) & mask;
        }
        keys[slot] = key;
        blocks[slot] = block;
    }
}
