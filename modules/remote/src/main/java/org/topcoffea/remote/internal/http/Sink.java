package org.topcoffea.remote.internal.http;

import java.nio.ByteBuffer;

/** Takes bytes of a file as they arrive. */
interface Sink {
    /** Takes bytes that lie at a position of the file; all of them are consumed. */
    void put(long position, ByteBuffer bytes);

    /** Takes nothing any more. */
    void end();
}
