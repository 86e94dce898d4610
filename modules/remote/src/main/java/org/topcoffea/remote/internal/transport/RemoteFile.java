package org.topcoffea.remote.internal.transport;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** A file that a server has opened. Safe for use by several threads. */
public interface RemoteFile extends AutoCloseable {
    /** Bytes that came along. */
    record Piece(long position, byte[] bytes) {}

    /** The host and port that really give the bytes, after redirections. */
    String server();

    /** The number of bytes. */
    long size();

    /** The server's name of this version of the file (time of modification, entity tag); empty if it has none. */
    String version();

    /** What one request may ask for. Asked anew before each request, for it may shrink when the server says so. */
    ReadLimits limits();

    /** Bytes that the server sent while it opened the file, if the protocol allows that; may be empty. */
    List<Piece> opening();

    /**
     * Fills segments with bytes of the file, in one request. Blocks. An answer without progress for
     * {@link org.topcoffea.remote.RemoteOptions#progressTimeout} is a failure of the kind
     * {@link org.topcoffea.remote.RemoteError#TIMED_OUT}. After a failure the content of the segments is undefined.
     *
     * @param positions where ranges begin: ascending, not overlapping, within the size and the {@link #limits}
     * @param targets one segment for each range
     * @throws InterruptedException if the thread was interrupted; then nothing is written to the segments any more
     */
    void read(long[] positions, MemorySegment[] targets) throws InterruptedException;

    /** Whether two reads at once go over different connections, so that a stalled one does not hold up the other. */
    boolean parallel();

    /** Closes the file at the server, without waiting for it; never fails. */
    @Override
    void close();
}
