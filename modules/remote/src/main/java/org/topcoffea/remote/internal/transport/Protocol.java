package org.topcoffea.remote.internal.transport;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One way to reach files. Makes single attempts: whether and where to try again is decided above, by the kind of the
 * failure. All methods block, throw {@link org.topcoffea.remote.RemoteException} on failure, and end early when their
 * thread is interrupted. Thread-safe.
 */
public interface Protocol extends AutoCloseable {
    /** The schemes it serves, in lower case. */
    Set<String> schemes();

    /**
     * Opens a file.
     *
     * @param url what the user named
     * @param attempt which attempt this is, and what the earlier ones met
     */
    RemoteFile open(RemoteUrl url, Attempt attempt) throws InterruptedException;

    /**
     * The checksum of a file as the server knows it, in the form {@code adler32:0123abcd}.
     *
     * @return empty if the server knows none
     */
    Optional<String> checksum(RemoteUrl url) throws InterruptedException;

    /**
     * The names in a directory, sorted; those of directories end with {@code /}.
     *
     * @throws org.topcoffea.remote.RemoteException {@link org.topcoffea.remote.RemoteError#UNSUPPORTED} where servers of
     *     this kind do not tell
     */
    List<String> list(RemoteUrl url) throws InterruptedException;

    /** Closes all connections; files still open fail from then on. */
    @Override
    void close();
}
