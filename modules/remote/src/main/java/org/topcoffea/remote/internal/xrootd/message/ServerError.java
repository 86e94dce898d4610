package org.topcoffea.remote.internal.xrootd.message;

import java.io.IOException;

/** A request that the server refused, with the server's number and words. */
public final class ServerError extends IOException {
    private static final long serialVersionUID = 1L;

    public static final int TOO_LONG = 3002;
    public static final int FILE_NOT_OPEN = 3004;
    public static final int FS_ERROR = 3005;
    public static final int INVALID_REQUEST = 3006;
    public static final int IO_ERROR = 3007;
    public static final int NO_MEMORY = 3008;
    public static final int NOT_AUTHORIZED = 3010;
    public static final int NOT_FOUND = 3011;
    public static final int SERVER_ERROR = 3012;
    public static final int UNSUPPORTED = 3013;
    public static final int NO_SERVER = 3014;
    public static final int NOT_FILE = 3015;
    public static final int IS_DIRECTORY = 3016;
    public static final int CANCELLED = 3017;
    public static final int CHECKSUM = 3019;
    public static final int IN_PROGRESS = 3020;
    public static final int OVERLOADED = 3024;
    public static final int TLS_REQUIRED = 3028;
    public static final int NO_REPLICAS = 3029;
    public static final int AUTHENTICATION_FAILED = 3030;
    public static final int TIMED_OUT = 3034;
    public static final int TIMER_EXPIRED = 3035;

    private final int number;

    /**
     * Makes an error as a server reports it.
     *
     * @param number the protocol's error number
     * @param text the server's words
     */
    public ServerError(int number, String text) {
        super(text);
        this.number = number;
    }

    /** The protocol's error number. */
    public int number() {
        return number;
    }

    /** The server's words, one line, at most a few hundred characters. */
    public String words() {
        String text = String.valueOf(getMessage()).strip();
        StringBuilder line = new StringBuilder();
        text.chars().limit(300).forEach(c -> line.append(c < ' ' || c == 127 ? ' ' : (char) c));
        return line.toString();
    }
}
