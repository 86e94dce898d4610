package org.topcoffea.wire;

import java.nio.file.Path;

/** A worker's end of the connection to its manager. All methods may be called from any thread and return at once. */
public interface ManagerConnection {
    /** Where the manager is, as it was given. */
    Address manager();

    /** This side's address, {@code ip:port}, as managers and logs show it. */
    String localAddress();

    /** Whether the connection is encrypted. */
    boolean encrypted();

    /** Whether the manager proved with the stronger challenge that it knows the password. */
    boolean stronglyAuthenticated();

    /**
     * Queues a message without a body. Send {@code info tasks_running} whenever that number changes: the connection repeats the
     * last one in its answers to {@code check}.
     */
    void send(WorkerMessage message);

    /**
     * Queues a message and its body; the body's length is what the message announces.
     *
     * @throws org.topcoffea.spi.AnalysisException {@link WireError#BAD_VALUE} when the two lengths differ
     */
    void send(WorkerMessage.WithBody message, Body body);

    /**
     * Queues the answer to {@link ManagerMessage.Get}: the file or tree, read from disk while it is sent, symbolic links followed,
     * or {@code missing} for what is not there, and {@code end}. A file that shrinks meanwhile ends the connection.
     *
     * @param request the question
     * @param source where the object is; need not exist
     */
    void answer(ManagerMessage.Get request, Path source);

    /** Messages given to this connection that have not been written yet, roughly in bytes; files not counted. */
    long backlog();

    /** Stops reading from the manager, or goes on. */
    void pause(boolean paused);

    /**
     * Closes the connection when everything sent before has been written, at the latest after a few seconds.
     *
     * @param reason one line for people and logs
     */
    void close(String reason);
}
