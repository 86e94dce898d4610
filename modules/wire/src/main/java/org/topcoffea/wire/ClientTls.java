package org.topcoffea.wire;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.wire.internal.Fingerprint;
import org.topcoffea.wire.internal.PeerTrust;
import org.topcoffea.wire.internal.Pem;

/** How a client encrypts, and whose certificate it accepts. */
public final class ClientTls {
    /** No encryption. */
    public static final ClientTls NONE = new ClientTls(null, false);

    private final @Nullable SSLContext context;
    private final boolean verified;

    private ClientTls(@Nullable SSLContext context, boolean verified) {
        this.context = context;
        this.verified = verified;
    }

    /** Encrypts, but believes any certificate, as the workers of Work Queue do: whoever sits between can still listen. */
    public static ClientTls unverified() {
        return of(PeerTrust.any());
    }

    /**
     * Encrypts and accepts one certificate only.
     *
     * @param fingerprint its SHA-256 in hex digits, with or without colons
     */
    public static ClientTls pinned(String fingerprint) {
        String hex = Fingerprint.normalize(fingerprint);
        if (hex.isEmpty()) {
            throw new AnalysisException(
                    WireError.TLS, "'" + fingerprint + "' is no fingerprint: it is the SHA-256 in 64 hex digits");
        }
        return of(PeerTrust.pinned(hex));
    }

    /** Encrypts and accepts what the certificates of a PEM file vouch for; the host name must fit, unless it is in the file itself. */
    public static ClientTls trusting(Path authorities) {
        try {
            return of(PeerTrust.of(Pem.certificates(authorities)));
        } catch (GeneralSecurityException e) {
            throw new AnalysisException(
                    WireError.TLS, authorities + ": cannot be used to check certificates (" + e.getMessage() + ")", e);
        }
    }

    private static ClientTls of(PeerTrust trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            return new ClientTls(context, trust.verifies());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    /** Whether the connection is encrypted. */
    public boolean present() {
        return context != null;
    }

    /** Whether the server's certificate is checked. */
    public boolean verified() {
        return verified;
    }

    @Nullable
    SSLContext context() {
        return context;
    }
}
