package org.topcoffea.root.internal.ttree;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.topcoffea.codec.Ending;

/**
 * The offsets with which a basket of a counted branch ends if it was written as ROOT does: their number, where each entry
 * begins, counted from the beginning of the key, and a zero. All of it follows from the counter.
 */
final class ExpectedOffsets implements Ending {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private static final int[] NONE = {};

    private final int objectBytes;
    private final int headerBytes;
    private int[] objects = NONE;
    private int first;
    private int entries;
    private int keyBytes;
    private boolean wrong;

    /**
     * Expects nothing yet.
     *
     * @param objectBytes the bytes of each object of an entry
     * @param headerBytes the bytes before the objects of each entry
     */
    ExpectedOffsets(int objectBytes, int headerBytes) {
        this.objectBytes = objectBytes;
        this.headerBytes = headerBytes;
    }

    /**
     * Says what the counter tells of the next basket.
     *
     * @param newObjects for each entry the number of objects before it
     * @param from the first entry of the basket in there
     * @param count the number of entries
     */
    void expect(int[] newObjects, int from, int count) {
        objects = newObjects;
        first = from;
        entries = count;
    }

    /** Says what the key of the basket tells; answers this. */
    Ending in(BasketKey key) {
        keyBytes = key.entries() == entries ? key.keyBytes() : 0;
        return this;
    }

    @Override
    public boolean write(byte[] target, int offset, int length) {
        if (wrong || keyBytes == 0 || length != 4 * (entries + 2)) {
            return false;
        }
        INT.set(target, offset, entries + 1);
        int start = keyBytes - objects[first] * objectBytes;
        for (int i = 0; i < entries; i++) {
            INT.set(target, offset + 4 + 4 * i, start + objects[first + i] * objectBytes + i * headerBytes);
        }
        INT.set(target, offset + length - 4, 0);
        return true;
    }

    /** Whoever wrote this branch has put other numbers there, and probably into the other baskets as well. */
    @Override
    public void refuted() {
        wrong = true;
    }
}
