package org.topcoffea.wire;

/**
 * Why a connection ended.
 *
 * @param kind who or what ended it
 * @param text one line for people
 */
public record CloseReason(Kind kind, String text) {
    /** Who or what ended a connection. */
    public enum Kind {
        /** This side wanted it. */
        LOCAL,
        /** The other side closed it. */
        PEER,
        /** The other side broke the rules of the protocol. */
        PROTOCOL,
        /** The other side has a wrong password, or none, or we have none. */
        PASSWORD,
        /** The other side's certificate is not the expected one, or one side speaks no TLS. */
        TLS,
        /** The other side said nothing, or took nothing, for too long. */
        SILENT,
        /** The network or a local file failed. */
        FAILURE
    }
}
