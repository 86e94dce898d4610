package org.topcoffea.remote.internal.xrootd.session;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;
import org.topcoffea.remote.internal.xrootd.message.RequestCode;
import org.topcoffea.remote.internal.xrootd.message.Requests;
import org.topcoffea.remote.internal.xrootd.security.Sealer;

/** Signs requests: a hash over a number that only grows, the header and the payload, encrypted with the session's key. */
final class Signature {
    private Signature() {}

    /**
     * The request that has to be sent right before the signed one.
     *
     * @param request the bytes of the request
     * @param sequence grows with each signature of a session
     * @param sealer null where the authentication agreed upon no key
     */
    static ByteBuffer of(ByteBuffer request, long sequence, @Nullable Sealer sealer, RequestCode code, int stream) {
        byte[] hash;
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(8).putLong(sequence).flip());
            digest.update(request.duplicate());
            hash = digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        byte[] signature = sealer == null ? hash : sealer.seal(hash);
        return Requests.signature(code, sequence, false, signature).encode(stream);
    }
}
