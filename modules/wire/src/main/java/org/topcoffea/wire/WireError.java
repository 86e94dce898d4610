package org.topcoffea.wire;

import org.topcoffea.spi.Blame;
import org.topcoffea.spi.ErrorCode;

/** What can go wrong between a manager, its workers and the catalog. */
public enum WireError implements ErrorCode {
    /** No port of the range is free, or the address is not ours. */
    CANNOT_LISTEN(Blame.USER),
    /** Nobody answers at an address. */
    CANNOT_CONNECT(Blame.TRANSIENT),
    /** The peer speaks another protocol, another version, or nonsense. */
    PROTOCOL(Blame.TRANSIENT),
    /** The peer has another password, or only one side has one. */
    PASSWORD(Blame.USER),
    /** A key or certificate cannot be read, or the peer's is not the expected one. */
    TLS(Blame.USER),
    /** The connection ended. */
    CLOSED(Blame.TRANSIENT),
    /** A local file cannot be read or written. */
    LOCAL_FILE(Blame.RESOURCE),
    /** Something is larger than was allowed. */
    TOO_LARGE(Blame.RESOURCE),
    /** No catalog answers. */
    NO_CATALOG(Blame.TRANSIENT),
    /** A filter of catalog records cannot be understood. */
    BAD_FILTER(Blame.USER),
    /** An address, pattern or option cannot be understood. */
    BAD_VALUE(Blame.USER);

    private final Blame blame;

    WireError(Blame blame) {
        this.blame = blame;
    }

    @Override
    public Blame blame() {
        return blame;
    }
}
