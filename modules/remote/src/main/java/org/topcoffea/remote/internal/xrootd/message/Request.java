package org.topcoffea.remote.internal.xrootd.message;

import java.nio.ByteBuffer;

/**
 * One request without its stream identifier.
 *
 * @param code which one
 * @param parameters the sixteen bytes of the header that depend on the request
 * @param payload what follows the header
 */
public record Request(RequestCode code, byte[] parameters, byte[] payload) {
    /** Bytes of a request's header. */
    public static final int HEADER = 24;

    private static final int PARAMETERS = 16;

    /** A request whose parameters are built by the caller. */
    static Request of(RequestCode code, ByteBuffer parameters, byte[] payload) {
        return new Request(code, parameters.array(), payload);
    }

    /** Sixteen zero bytes to be filled. */
    static ByteBuffer blank() {
        return ByteBuffer.allocate(PARAMETERS);
    }

    /** The bytes for the server, ready to be written. */
    public ByteBuffer encode(int stream) {
        ByteBuffer out = ByteBuffer.allocate(HEADER + payload.length);
        out.putShort((short) stream).putShort((short) code.number());
        out.put(parameters).putInt(payload.length).put(payload);
        return out.flip();
    }
}
