package org.topcoffea.wire;

import java.util.List;

/** Asks a manager directly how it is. Blocks. */
public final class StatusClient {
    private final Address manager;
    private final ConnectOptions options;

    /**
     * Prepares questions.
     *
     * @param manager where it is
     * @param options password, encryption, and how long everything may take
     */
    public StatusClient(Address manager, ConnectOptions options) {
        this.manager = manager;
        this.options = options;
    }

    /**
     * Asks one question.
     *
     * @throws org.topcoffea.spi.AnalysisException {@link WireError#CANNOT_CONNECT}, {@link WireError#PASSWORD},
     *     {@link WireError#TLS}, {@link WireError#PROTOCOL} when the answer is none
     */
    public List<CatalogRecord> ask(StatusQuery query) {
        throw new UnsupportedOperationException("" + manager + options + query);
    }
}
