package org.topcoffea.wire;

import java.io.IOException;
import java.nio.ByteBuffer;

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
     * @return one JSON array in UTF-8, from its position to its limit; it is not copied, so nobody may change it afterwards
     * @throws IOException when there is no answer: the asking program is turned away
     */
    ByteBuffer status(StatusQuery query) throws IOException;

    /** An answer has been taken, or given up: time to prepare the next one. Returns soon. */
    default void answered(StatusQuery query) {}

    /** The project's name; empty without one. */
    String project();

    /** Someone was turned away or left before introducing itself; for the log. */
    default void refused(String address, CloseReason reason) {}
}
