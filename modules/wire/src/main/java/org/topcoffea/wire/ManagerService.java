package org.topcoffea.wire;

import java.io.IOException;
import java.io.OutputStream;

/** What a {@link ManagerServer} asks of the manager behind it. */
public interface ManagerService {
    /**
     * A worker introduced itself. Called from a network thread: return soon. To refuse it, {@link WorkerConnection#close} it.
     *
     * @return who hears what it says
     */
    WorkerListener introduced(WorkerConnection worker);

    /**
     * Answers a query, on a thread of its own that may block.
     *
     * @param query what is asked
     * @param out takes one JSON array in UTF-8; blocks while the asking program does not read
     * @throws IOException when the asking program has gone
     */
    void status(StatusQuery query, OutputStream out) throws IOException;

    /** An answer was given and nobody waits on the same thread any more: time to prepare the next one. */
    default void answered(StatusQuery query) {}

    /** The project's name; empty without one. */
    String project();

    /** Someone was turned away or left before introducing itself; for the log. */
    default void refused(String address, CloseReason reason) {}
}
