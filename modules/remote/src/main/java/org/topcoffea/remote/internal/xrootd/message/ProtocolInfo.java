package org.topcoffea.remote.internal.xrootd.message;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a server said of itself.
 *
 * @param version of the protocol
 * @param flags role, abilities and requirements
 * @param signing which requests have to be signed; null for none
 */
public record ProtocolInfo(int version, int flags, @Nullable SigningRules signing) {
    private static final int MANAGER = 0x2;
    private static final int PAGES = 0x0020_0000;
    private static final int HAVE_TLS = 0x8000_0000;
    private static final int GO_TO_TLS = 0x4000_0000;
    private static final int TLS_LOGIN = 0x0400_0000;
    private static final int TLS_SESSION = 0x0800_0000;
    private static final int TLS_DATA = 0x0100_0000;
    private static final int SIGNING_HEADER = 6;

    /**
     * Takes the body of the answer apart.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static ProtocolInfo parse(byte[] body) {
        if (body.length < 8) {
            throw new IllegalArgumentException(
                    "an answer of " + body.length + " bytes to the request for the protocol");
        }
        ByteBuffer in = ByteBuffer.wrap(body);
        int version = in.getInt();
        int flags = in.getInt();
        return new ProtocolInfo(version, flags, signing(in));
    }

    private static @Nullable SigningRules signing(ByteBuffer in) {
        if (in.remaining() < SIGNING_HEADER || in.get(in.position()) != 'S') {
            return null;
        }
        in.getShort();
        in.get();
        int options = in.get();
        int level = in.get() & 0xff;
        byte[] exceptions = new byte[Math.min(2 * (in.get() & 0xff), in.remaining()) & ~1];
        in.get(exceptions);
        return level == 0 && exceptions.length == 0 ? null : SigningRules.of(level, options, exceptions);
    }

    /** Whether it sends clients elsewhere. */
    public boolean manager() {
        return (flags & MANAGER) != 0;
    }

    /** Whether it reads pages with checksums. */
    public boolean pages() {
        return (flags & PAGES) != 0;
    }

    /** Whether it can encrypt. */
    public boolean ableTls() {
        return (flags & HAVE_TLS) != 0;
    }

    /** Whether encryption begins with the next byte. */
    public boolean tlsNow() {
        return (flags & GO_TO_TLS) != 0;
    }

    /** Whether it accepts logins and requests only encrypted. */
    public boolean requiresTls() {
        return (flags & (TLS_LOGIN | TLS_SESSION)) != 0;
    }

    /** Whether the connections that carry data have to be encrypted too. */
    public boolean requiresTlsForData() {
        return (flags & TLS_DATA) != 0;
    }
}
