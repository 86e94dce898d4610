package org.topcoffea.remote.internal.policy;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.topcoffea.remote.internal.transport.RemoteFile.Piece;

/** Bytes of a file that were read before anybody asked for them: its ends, and the surroundings of small reads. Thread-safe. */
final class Blocks {
    private static final int RECENT = 8;

    private final List<Piece> kept = new ArrayList<>();
    private final Deque<Piece> recent = new ArrayDeque<>();

    /** Keeps pieces as long as the file is open. */
    synchronized void keep(List<Piece> pieces) {
        kept.addAll(pieces);
    }

    /** Keeps a piece until there are some newer ones. */
    synchronized void add(Piece piece) {
        recent.addFirst(piece);
        if (recent.size() > RECENT) {
            recent.removeLast();
        }
    }

    /** Fills a segment if all its bytes are here. */
    synchronized boolean read(long position, MemorySegment target) {
        return read(kept, position, target) || read(recent, position, target);
    }

    private static boolean read(Iterable<Piece> pieces, long position, MemorySegment target) {
        for (Piece piece : pieces) {
            long at = position - piece.position();
            if (at >= 0 && at + target.byteSize() <= piece.bytes().length) {
                MemorySegment.copy(MemorySegment.ofArray(piece.bytes()), at, target, 0, target.byteSize());
                return true;
            }
        }
        return false;
    }
}
