package org.topcoffea.wire;

import java.time.Duration;
import java.util.List;

/**
 * A catalog: programs tell it what they are, others ask. Queries over HTTP at one port, updates as datagrams at the same port and
 * over TCP at the next one; compatible with the catalog server of Work Queue. Records vanish when they are not renewed.
 */
public final class CatalogServer implements AutoCloseable {
    private CatalogServer() {}

    /**
     * Begins to serve.
     *
     * @param host the address to listen on; empty for all
     * @param port the port of queries; the next one takes updates over TCP; 0 finds a free pair
     * @param lifetime how long a record lives without an update, unless it says less
     * @throws org.topcoffea.spi.AnalysisException {@link WireError#CANNOT_LISTEN} when the ports are not free
     */
    public static CatalogServer start(String host, int port, Duration lifetime) {
        throw new UnsupportedOperationException(host + port + lifetime);
    }

    /** The port of queries. */
    public int port() {
        throw new UnsupportedOperationException();
    }

    /** The records that are alive. */
    public List<CatalogRecord> records() {
        throw new UnsupportedOperationException();
    }

    /** Ends it. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
