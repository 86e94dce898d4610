package org.topcoffea.remote.internal.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.topcoffea.remote.internal.transport.RemoteFile.Piece;

/** Keeps the first run of bytes that arrives, wherever it lies. */
final class Gathering implements Sink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long first = -1;
    private boolean ended;

    @Override
    public synchronized void put(long position, ByteBuffer arrived) {
        if (first < 0) {
            first = position;
        }
        byte[] copy = new byte[arrived.remaining()];
        arrived.get(copy);
        if (!ended && position == first + bytes.size()) {
            bytes.writeBytes(copy);
        }
    }

    @Override
    public synchronized void end() {
        ended = true;
    }

    /** What arrived. */
    synchronized Piece piece() {
        return new Piece(Math.max(0, first), bytes.toByteArray());
    }
}
