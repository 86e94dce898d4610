package org.topcoffea.remote.internal.xrootd.message;

/** The requests a reader makes, with the numbers of the protocol. */
public enum RequestCode {
    AUTH(3000),
    QUERY(3001),
    CLOSE(3003),
    DIRLIST(3004),
    PROTOCOL(3006),
    LOGIN(3007),
    OPEN(3010),
    PING(3011),
    READ(3013),
    STAT(3017),
    ENDSESS(3023),
    BIND(3024),
    READV(3025),
    LOCATE(3027),
    SIGVER(3029),
    PGREAD(3030);

    /** The number of the first request; signing requirements count from here. */
    public static final int FIRST = 3000;

    private final int number;

    RequestCode(int number) {
        this.number = number;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }
}
