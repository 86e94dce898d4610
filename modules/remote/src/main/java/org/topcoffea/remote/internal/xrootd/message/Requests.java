package org.topcoffea.remote.internal.xrootd.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Makes requests. Handles are the four bytes a server gave for an open file, sessions the sixteen of a login. */
public final class Requests {
    /** Twenty bytes that open every conversation. */
    private static final int[] HANDSHAKE = {0, 0, 0, 4, 2012};

    private static final int CLIENT_VERSION = 0x520;
    private static final byte WANTS_SIGNING_RULES = 0x01;
    private static final byte ABLE_TLS = 0x02;
    private static final byte WANTS_TLS = 0x04;
    private static final byte EXPECT_LOGIN = 0x03;
    private static final byte EXPECT_BIND = 0x01;

    /** Full URLs in redirects, read redirection, both address families, flags in redirects. */
    private static final byte ABILITIES = (byte) (1 | 4 | 8 | 128);

    /** Answers may come late; fifth version of the client protocol. */
    private static final byte CAPABILITIES = (byte) (0x80 | 5);

    private static final short OPEN_READ = 0x0010;
    private static final short OPEN_REFRESH = 0x0080;
    private static final short OPEN_RETURN_STAT = 0x0400;
    private static final short QUERY_CHECKSUM = 3;
    private static final short QUERY_CONFIG = 7;
    private static final byte LIST_WITH_STAT = 2;
    private static final byte[] NOTHING = {};

    private Requests() {}

    /** What a client says first. */
    public static ByteBuffer handshake() {
        ByteBuffer out = ByteBuffer.allocate(4 * HANDSHAKE.length);
        for (int word : HANDSHAKE) {
            out.putInt(word);
        }
        return out.flip();
    }

    /**
     * Asks for the version and the requirements of the server.
     *
     * @param tls whether the connection must be encrypted
     * @param binding whether a bind follows, not a login
     */
    public static Request protocol(boolean tls, boolean binding) {
        ByteBuffer out = Request.blank().putInt(CLIENT_VERSION);
        out.put((byte) (WANTS_SIGNING_RULES | ABLE_TLS | (tls ? WANTS_TLS : 0)));
        out.put(binding ? EXPECT_BIND : EXPECT_LOGIN);
        return Request.of(RequestCode.PROTOCOL, out, NOTHING);
    }

    /** Says who we are; the token is what a redirector gave for this server, or empty. */
    public static Request login(String user, String token) {
        ByteBuffer out = Request.blank().putInt((int) ProcessHandle.current().pid());
        out.put(Arrays.copyOf(user.getBytes(UTF_8), 8));
        out.put((byte) 0).put(ABILITIES).put(CAPABILITIES);
        return Request.of(RequestCode.LOGIN, out, token.getBytes(UTF_8));
    }

    /** One step of an authentication. */
    public static Request auth(String protocol, byte[] credentials) {
        ByteBuffer out = Request.blank().position(12);
        out.put(Arrays.copyOf(protocol.getBytes(UTF_8), 4));
        return Request.of(RequestCode.AUTH, out, credentials);
    }

    /** Makes a new connection one more of a session. */
    public static Request bind(byte[] session) {
        return Request.of(RequestCode.BIND, Request.blank().put(session), NOTHING);
    }

    /** Ends a session that its own connection could not end. */
    public static Request endSession(byte[] session) {
        return Request.of(RequestCode.ENDSESS, Request.blank().put(session), NOTHING);
    }

    /** Asks whether the server is there. */
    public static Request ping() {
        return Request.of(RequestCode.PING, Request.blank(), NOTHING);
    }

    /**
     * Opens a file for reading; the answer has its size.
     *
     * @param refresh whether a manager must forget what it remembers of the file
     */
    public static Request open(String path, boolean refresh) {
        ByteBuffer out = Request.blank().putShort((short) 0);
        out.putShort((short) (OPEN_READ | OPEN_RETURN_STAT | (refresh ? OPEN_REFRESH : 0)));
        return Request.of(RequestCode.OPEN, out, path.getBytes(UTF_8));
    }

    /** Closes a file. */
    public static Request close(byte[] handle) {
        return Request.of(RequestCode.CLOSE, Request.blank().put(handle), NOTHING);
    }

    /** Asks for size, flags and time of a file. */
    public static Request stat(String path) {
        return Request.of(RequestCode.STAT, Request.blank(), path.getBytes(UTF_8));
    }

    /**
     * Reads one range.
     *
     * @param path by which connection of the session the data come; 0 is the one of the login
     */
    public static Request read(byte[] handle, long position, int length, int path) {
        ByteBuffer out = Request.blank().put(handle).putLong(position).putInt(length);
        byte[] arguments = path == 0 ? NOTHING : new byte[] {(byte) path, 0, 0, 0, 0, 0, 0, 0};
        return Request.of(RequestCode.READ, out, arguments);
    }

    /**
     * Reads one range whose pages come with checksums.
     *
     * @param retry whether the range is a page that came damaged before
     */
    public static Request pageRead(byte[] handle, long position, int length, int path, boolean retry) {
        ByteBuffer out = Request.blank().put(handle).putLong(position).putInt(length);
        byte[] arguments = path == 0 && !retry ? NOTHING : new byte[] {(byte) path, (byte) (retry ? 1 : 0)};
        return Request.of(RequestCode.PGREAD, out, arguments);
    }

    /** Reads many ranges of one file. */
    public static Request vectorRead(byte[] handle, long[] positions, int[] lengths, int path) {
        ByteBuffer items = ByteBuffer.allocate(16 * positions.length);
        for (int i = 0; i < positions.length; i++) {
            items.put(handle).putInt(lengths[i]).putLong(positions[i]);
        }
        ByteBuffer out = Request.blank();
        out.put(15, (byte) path);
        return Request.of(RequestCode.READV, out, items.array());
    }

    /** Asks for the values of settings, by name. */
    public static Request config(String names) {
        return Request.of(RequestCode.QUERY, Request.blank().putShort(QUERY_CONFIG), names.getBytes(UTF_8));
    }

    /** Asks for a file's checksum. */
    public static Request checksum(String path) {
        return Request.of(RequestCode.QUERY, Request.blank().putShort(QUERY_CHECKSUM), path.getBytes(UTF_8));
    }

    /** Asks which servers have a file. */
    public static Request locate(String path, boolean refresh) {
        ByteBuffer out = Request.blank().putShort(refresh ? OPEN_REFRESH : (short) 0);
        return Request.of(RequestCode.LOCATE, out, path.getBytes(UTF_8));
    }

    /** Asks for the entries of a directory, with size and flags of each. */
    public static Request list(String path) {
        ByteBuffer out = Request.blank();
        out.put(15, LIST_WITH_STAT);
        return Request.of(RequestCode.DIRLIST, out, path.getBytes(UTF_8));
    }

    /**
     * Announces the signed hash of the request that follows.
     *
     * @param sequence grows with each signature of a session
     */
    public static Request signature(RequestCode next, long sequence, boolean withoutPayload, byte[] signature) {
        ByteBuffer out = Request.blank().putShort((short) next.number());
        out.put((byte) 0).put((byte) (withoutPayload ? 1 : 0)).putLong(sequence).put((byte) 1);
        return Request.of(RequestCode.SIGVER, out, signature);
    }
}
