package org.topcoffea.remote.internal.xrootd.session;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the data of an answer go. Called by one thread at a time; an exception ends the connection. */
public interface Sink {
    /** Forgets what came, because the request is made again. */
    void restart();

    /** Takes the next part, completely. */
    void part(Body body) throws IOException;

    /**
     * Takes a part that came with a checked header.
     *
     * @param info what the header says of this request
     * @param data the data
     */
    default void checked(ByteBuffer info, Body data) throws IOException {
        throw LinkFailure.garbage("a checked answer to a request that has none");
    }

    /** All parts have come. */
    default void finish() throws IOException {}
}
