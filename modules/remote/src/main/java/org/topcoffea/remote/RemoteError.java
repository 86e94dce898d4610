package org.topcoffea.remote;

import org.topcoffea.spi.Blame;
import org.topcoffea.spi.ErrorCode;

/** What can go wrong between this machine and the server of a file. */
public enum RemoteError implements ErrorCode {
    /** No server has the file. */
    MISSING(Blame.DATA),
    /** The server refuses: no, or not sufficient, credentials. */
    DENIED(Blame.USER),
    /** The bytes are not those that the server, or a checksum, promised. */
    CORRUPT(Blame.DATA),
    /** The file is not the one that was opened before: its size or version changed. */
    CHANGED(Blame.DATA),
    /** Nothing came for too long. */
    TIMED_OUT(Blame.TRANSIENT),
    /** No connection: no such host, refused, or cut off. */
    UNREACHABLE(Blame.TRANSIENT),
    /** The server asks to come back later, or failed by itself. */
    OVERLOADED(Blame.TRANSIENT),
    /** The server answers what no server of its kind should. */
    BAD_ANSWER(Blame.TRANSIENT),
    /** The server's certificate cannot be trusted, or TLS failed otherwise. */
    TLS_FAILED(Blame.USER),
    /** The user's proxy certificate or token cannot be used: expired, readable by others, damaged. */
    BAD_CREDENTIAL(Blame.USER),
    /** The server, or this program, cannot do what is needed. */
    UNSUPPORTED(Blame.USER),
    /** A file of this machine cannot be written. */
    UNWRITABLE(Blame.USER);

    private final Blame blame;

    RemoteError(Blame blame) {
        this.blame = blame;
    }

    @Override
    public Blame blame() {
        return blame;
    }

    /** Whether another attempt, perhaps at another server, may succeed. */
    public boolean passing() {
        return blame == Blame.TRANSIENT;
    }
}
