package org.topcoffea.wire;

import java.nio.file.Path;
import java.util.function.Consumer;

/** The manager's end of the connection to one worker. All methods may be called from any thread and return at once. */
public interface WorkerConnection {
    /** A number no other connection of this server has. */
    long number();

    /** How the worker introduced itself; its {@link WorkerMessage.Introduction#protocol() protocol} is 9 or 11. */
    WorkerMessage.Introduction introduction();

    /** The worker's address as seen from here, {@code ip:port}. */
    String address();

    /** Whether the connection is encrypted. */
    boolean encrypted();

    /** Whether this worker proved with the stronger challenge that it knows the password. */
    boolean stronglyAuthenticated();

    /**
     * Queues a message. Not for {@link ManagerMessage.Put}, {@link ManagerMessage.Directory}, {@link ManagerMessage.Get} and
     * {@link ManagerMessage.SendResults}, which have methods of their own or are sent by the connection. On a closed connection
     * nothing happens.
     *
     * @throws org.topcoffea.spi.AnalysisException {@link WireError#BAD_VALUE} when it cannot be expressed in the worker's
     *     protocol: names with line breaks, lines over 4096 bytes, a coprocess with protocol 9
     */
    void send(ManagerMessage message);

    /**
     * Queues a file or a directory tree for the worker's cache. Content is read from disk while it is sent; it must not change.
     * A directory that the worker already has makes it close the connection: unlink it first.
     *
     * @param cacheName one path component of letters, digits, dot, dash and underscore
     * @param source the file or directory
     * @param done called exactly once, from a network thread, when the last byte was written or it is clear that it never will;
     *     when the source cannot be opened, nothing was sent and the connection lives on
     */
    void put(String cacheName, Path source, Consumer<TransferReport> done);

    /**
     * Queues a small file from memory for the worker's cache. What is in it is written to no log.
     *
     * @param cacheName one path component of letters, digits, dot, dash and underscore
     * @param content the bytes; not copied
     * @param mode its permissions, for example 0600
     * @param done called exactly once, from a network thread
     */
    void put(String cacheName, byte[] content, int mode, Consumer<TransferReport> done);

    /**
     * Asks for an object of the worker's cache. A file becomes {@code destination}; a directory becomes a directory of that
     * name. What was there before is replaced, file by file. When {@code destination} cannot be written, the content is skipped,
     * the report says so, and the connection lives on.
     *
     * @param cacheName the object
     * @param destination a path whose parent exists
     * @param limit bytes to accept at most, in total; a larger object is skipped and reported as a failure
     * @param done called exactly once, from a network thread
     */
    void fetch(String cacheName, Path destination, long limit, Consumer<TransferReport> done);

    /** Bytes and messages given to this connection that have not been written yet, roughly in bytes; files not counted. */
    long backlog();

    /** Stops reading from the worker, or goes on: the way to keep a worker that talks too much from filling queues. */
    void pause(boolean paused);

    /**
     * Closes the connection when everything sent before has been written, at the latest after a few seconds. Nothing more is
     * heard from the worker but {@link WorkerListener#closed}.
     *
     * @param reason one line for people and logs
     */
    void close(String reason);
}
