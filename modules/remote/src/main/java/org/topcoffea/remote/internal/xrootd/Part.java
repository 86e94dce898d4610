package org.topcoffea.remote.internal.xrootd;

import java.io.IOException;

/** A request for bytes that was sent. */
sealed interface Part permits BlockPart, PagePart, VectorPart {
    /** Waits for the answer and puts the bytes where they are wanted. */
    void finish() throws IOException, InterruptedException;

    /** The bytes are not wanted any more. */
    void abandon();
}
