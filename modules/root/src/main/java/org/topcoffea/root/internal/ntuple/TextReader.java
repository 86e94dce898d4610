package org.topcoffea.root.internal.ntuple;

import java.nio.charset.StandardCharsets;
import org.topcoffea.root.RootError;
import org.topcoffea.root.RootException;
import org.topcoffea.root.internal.column.Room;

/** Reads text: where each one ends, and then its bytes. */
final class TextReader {
    private static final int BLOCK = 4096;

    private final ElementReader ends;
    private final ElementReader characters;
    private final String where;
    private final long[] positions = new long[BLOCK + 1];
    private byte[] bytes = new byte[0];

    TextReader(ElementReader ends, ElementReader characters, String where) {
        this.ends = ends;
        this.characters = characters;
        this.where = where;
    }

    /** Reads the texts of a range of elements of a cluster. */
    void read(Cluster cluster, long first, int count, String[] target, int at) {
        long before = 0;
        if (first > 0) {
            ends.read(cluster, first - 1, 1, positions, 0);
            before = positions[0];
        }
        for (int i = 0; i < count; i += BLOCK) {
            int length = Math.min(BLOCK, count - i);
            ends.read(cluster, first + i, length, positions, 1);
            positions[0] = before;
            before = positions[length];
            block(cluster, length, target, at + i);
        }
    }

    private void block(Cluster cluster, int count, String[] target, int at) {
        for (int i = 0; i < count; i++) {
            if (positions[i + 1] < positions[i]) {
                throw new RootException(RootError.CORRUPT, where + ": text ends before it begins");
            }
        }
        long total = positions[count] - positions[0];
        if (total > Integer.MAX_VALUE - 64) {
            throw new RootException(RootError.UNSUPPORTED, where + ": has texts of " + total + " bytes together");
        }
        if (total > 0) {
            characters.check(cluster, positions[0], total);
            bytes = Room.bytes(bytes, (int) total);
            characters.read(cluster, positions[0], (int) total, bytes, 0);
        }
        for (int i = 0; i < count; i++) {
            int from = (int) (positions[i] - positions[0]);
            target[at + i] = new String(bytes, from, (int) (positions[i + 1] - positions[i]), StandardCharsets.UTF_8);
        }
    }
}
