package org.topcoffea.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.wire.internal.Fingerprint;
import org.topcoffea.wire.internal.Pem;
import org.topcoffea.wire.internal.SelfSigned;

/** The certificate a server shows. With one, every connection to it must be encrypted. */
public final class ServerTls {
    /** No certificate, no encryption. */
    public static final ServerTls NONE = new ServerTls(null, "");

    private final @Nullable SSLContext context;
    private final String fingerprint;

    private ServerTls(@Nullable SSLContext context, String fingerprint) {
        this.context = context;
        this.fingerprint = fingerprint;
    }

    /**
     * The certificate and key in two PEM files; the key has no passphrase.
     *
     * @throws AnalysisException {@link WireError#TLS} when they cannot be read or do not belong together
     */
    public static ServerTls read(Path key, Path certificate) {
        return of(Pem.key(key), Pem.certificates(certificate), certificate.toString());
    }

    /** A certificate made now, for the given host, that nobody else knows: clients pin its {@link #fingerprint}. */
    public static ServerTls selfSigned(String host) {
        SelfSigned made = SelfSigned.make(host, Instant.now());
        return of(made.key(), List.of(made.certificate()), host);
    }

    /**
     * Makes a key and a self-signed certificate and writes them as PEM files; the key can be read by its owner only.
     *
     * @throws AnalysisException {@link WireError#LOCAL_FILE} when they cannot be written or the key is there already
     */
    public static ServerTls writeSelfSigned(String host, Path key, Path certificate) {
        SelfSigned made = SelfSigned.make(host, Instant.now());
        try {
            Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(key, pem("PRIVATE KEY", made.key().getEncoded()));
            Files.writeString(certificate, pem("CERTIFICATE", made.certificate().getEncoded()));
        } catch (IOException | GeneralSecurityException e) {
            throw new AnalysisException(
                    WireError.LOCAL_FILE, key + ": cannot write a key and " + certificate + " (" + e + ")", e);
        }
        return of(made.key(), List.of(made.certificate()), certificate.toString());
    }

    private static String pem(String kind, byte[] der) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }

    private static ServerTls of(PrivateKey key, List<X509Certificate> chain, String where) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            char[] secret = new String(new byte[8], StandardCharsets.US_ASCII).toCharArray();
            store.setKeyEntry("server", key, secret, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, secret);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return new ServerTls(context, Fingerprint.of(chain.getFirst()));
        } catch (IOException | GeneralSecurityException e) {
            throw new AnalysisException(
                    WireError.TLS, where + ": key and certificate cannot be used (" + e.getMessage() + ")", e);
        }
    }

    /** Whether there is a certificate. */
    public boolean present() {
        return context != null;
    }

    /** SHA-256 of the certificate in 64 lower-case hex digits; empty without one. */
    public String fingerprint() {
        return fingerprint;
    }

    @Nullable
    SSLContext context() {
        return context;
    }
}
