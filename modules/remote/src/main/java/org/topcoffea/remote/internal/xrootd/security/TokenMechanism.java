package org.topcoffea.remote.internal.xrootd.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Shows a bearer token, over encrypted connections only (ztn). */
public final class TokenMechanism implements Mechanism {
    private static final int HEADER = 10;
    private static final int LONGEST = 65_534;

    private final Optional<String> token;
    private final Peer peer;
    private final String arguments;

    /**
     * Makes one.
     *
     * @param token the user's token, if there is one
     * @param arguments version and largest size that the server accepts: {@code 0:4096:}
     */
    public TokenMechanism(Optional<String> token, Peer peer, String arguments) {
        this.token = token;
        this.peer = peer;
        this.arguments = arguments;
    }

    @Override
    public String name() {
        return "ztn";
    }

    @Override
    public byte[] begin() throws SecurityFailure {
        byte[] bytes = token.orElseThrow(() -> new SecurityFailure(
                        "ztn: you have no token: get one (htgettoken, oidc-token), or set BEARER_TOKEN_FILE"))
                .getBytes(UTF_8);
        if (!peer.encrypted()) {
            throw new SecurityFailure("ztn: a token is never shown over a connection without TLS: use roots://");
        }
        if (bytes.length >= largest()) {
            throw new SecurityFailure("ztn: the token has " + bytes.length + " bytes, the server accepts " + largest());
        }
        ByteBuffer out = ByteBuffer.allocate(HEADER + bytes.length + 1);
        out.put(new byte[] {'z', 't', 'n', 0, 0, 'T', 0, 0});
        out.putShort((short) (bytes.length + 1)).put(bytes).put((byte) 0);
        return out.array();
    }

    private int largest() {
        String[] parts = arguments.split(":", -1);
        try {
            return parts.length < 2 ? LONGEST : Math.clamp(Integer.parseInt(parts[1].strip()), 0, LONGEST);
        } catch (NumberFormatException e) {
            return LONGEST;
        }
    }
}
