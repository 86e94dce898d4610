package org.topcoffea.wire.internal;

import io.netty.buffer.ByteBuf;
import java.io.IOException;

/** Takes a body piece by piece. */
interface Intake {
    /** Whether taking a piece may block, so that it has to happen on another thread. */
    boolean onDisk();

    /** Takes the next piece; after the last one there is nothing to close. */
    void take(ByteBuf piece, boolean last) throws IOException;

    /** The body is complete; on the event loop. */
    void complete() throws Fault, IOException;
}
