package org.topcoffea.wire.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Something to write: bytes that are in memory, or pieces that have to be made. */
sealed interface Outgoing permits Packet, Answer, Outgoing.Pieces {
    /** Bytes it holds in memory. */
    int held();

    /** Whether the peer waits for it, so that the connection is of no use when nothing of it can be sent. */
    default boolean vital() {
        return false;
    }

    /** Called on the event loop before the first piece: fixes its place in the order of questions. */
    default void begin() {}

    /** Called exactly once, in the end: with an empty text when everything was written, otherwise with the reason. */
    void end(String failure);

    /** Pieces whose making may block, so that it happens on another thread. */
    non-sealed interface Pieces extends Outgoing {
        /** The next piece; null when there is no more. After a failure before the first piece, nothing was written. */
        @Nullable
        ByteBuf next(ByteBufAllocator allocator) throws IOException;
    }
}
