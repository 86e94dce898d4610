package org.topcoffea.wire;

import java.util.List;

/** Connects workers to managers. One of these serves any number of connections with few threads. */
public final class ManagerConnector implements AutoCloseable {
    private ManagerConnector() {}

    /**
     * Starts the network threads.
     *
     * @param threads how many; one is enough for a worker
     */
    public static ManagerConnector start(int threads) {
        throw new UnsupportedOperationException("" + threads);
    }

    /**
     * Connects to a manager and greets it. Blocks until the greeting has been sent.
     *
     * @param places where the manager may be reached, tried in turn
     * @param options password, encryption, patience
     * @param greeting what the worker says first
     * @param listener hears what the manager says, perhaps before this method returns
     * @throws org.topcoffea.spi.AnalysisException {@link WireError#CANNOT_CONNECT}, {@link WireError#TLS} or
     *     {@link WireError#PASSWORD} with the reason for each place
     */
    public ManagerConnection connect(
            List<Address> places, ConnectOptions options, WorkerGreeting greeting, ManagerListener listener) {
        throw new UnsupportedOperationException("" + places + options + greeting + listener);
    }

    /** Closes all connections and ends the threads. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
