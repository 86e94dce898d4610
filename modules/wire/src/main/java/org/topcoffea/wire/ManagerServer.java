package org.topcoffea.wire;

import java.util.List;

/**
 * The port of a manager: workers, status words ({@code queue_status} …) and HTTP ({@code GET /queue_status}) on one port.
 * Garbage, slow, silent and half-open peers are closed with a reason; others notice nothing.
 */
public final class ManagerServer implements AutoCloseable {
    private ManagerServer() {}

    /**
     * Begins to listen.
     *
     * @param options where and how
     * @param service the manager behind it
     * @throws org.topcoffea.spi.AnalysisException {@link WireError#CANNOT_LISTEN} when no port of the range is free
     */
    public static ManagerServer start(ServerOptions options, ManagerService service) {
        throw new UnsupportedOperationException(options + " " + service);
    }

    /** The port that was found. */
    public int port() {
        throw new UnsupportedOperationException();
    }

    /** Workers that are connected and introduced. */
    public int workers() {
        throw new UnsupportedOperationException();
    }

    /** What a user should be told about this port, one line each: open to the public, not encrypted. */
    public List<String> warnings() {
        throw new UnsupportedOperationException();
    }

    /**
     * Stops listening, closes all connections when what was sent has been written, at the latest after some seconds, and ends
     * all threads. Send {@link ManagerMessage.Release} or {@link ManagerMessage.Exit} to the workers before.
     */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
